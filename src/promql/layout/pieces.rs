//! The tokens of an expression in the order in which they are printed, each with the comments in front of it, and with
//! or without a blank between it and the one before.

use crate::promql::{
    ast::{BinaryOperator, Expr},
    lexer::{Keyword, Token, TokenKind, lex},
};
use hashbrown::{HashMap, HashSet};
use std::{borrow::Cow, ops::Range};

/// The tokens of one expression.
pub(super) struct Pieces<'t> {
    /// The last one is the end of the input: it has no text, and the comments after everything else.
    list: Vec<Piece<'t>>,
    /// Where the piece stands in `list` that begins at a byte of the text.
    by_start: HashMap<u32, usize>,
    /// How long the pieces before each are on one line.
    widths: Vec<usize>,
    /// How many comments there are in front of the pieces before each.
    comment_counts: Vec<usize>,
}

/// A token.
pub(super) struct Piece<'t> {
    /// Its text as it is printed.
    pub(super) text: Cow<'t, str>,
    /// Whether a blank separates it from the one before on the same line.
    pub(super) blank: bool,
    /// The comments between the token before and this one.
    pub(super) comments: Vec<Comment<'t>>,
    pub(super) kind: TokenKind,
    pub(super) role: Role,
    /// The other one of a pair of brackets.
    pub(super) partner: Option<usize>,
    start: u32,
}

/// A comment with its `#`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Comment<'t> {
    pub(super) text: &'t str,
    /// Whether it stands behind something on the same line.
    pub(super) trailing: bool,
}

/// What a token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A metric's name, whatever it is spelled like.
    Name,
    /// A label among others in parentheses.
    Label,
    /// A sign.
    Sign,
    /// An operator between two operands.
    Operator,
    /// A word of the language.
    Keyword(Keyword),
    /// The end of the labels or values of this word.
    ClosesListOf(Keyword),
    /// What the kind says.
    Plain,
}

impl<'t> Pieces<'t> {
    /// The pieces of a text that was parsed as `expression`.
    pub(super) fn new(text: &'t str, expression: &Expr) -> Pieces<'t> {
        let names = expression.selectors().into_iter().filter(|selector| selector.name.is_some());
        let names: HashSet<u32> = names.map(|selector| selector.span.start).collect();
        let mut list = tidied(read(text));
        move_groupings(&mut list, &names);
        assign_roles(&mut list, &names);
        let by_start = list.iter().enumerate().map(|(index, piece)| (piece.start, index)).collect();
        let running = |measure: &dyn Fn(&Piece<'_>) -> usize| {
            let sums = list.iter().scan(0, |sum, piece| Some(std::mem::replace(sum, *sum + measure(piece))));
            sums.collect()
        };
        let widths = running(&|piece| piece.text.len() + usize::from(piece.blank));
        let comment_counts = running(&|piece| piece.comments.len());
        Pieces { list, by_start, widths, comment_counts }
    }

    /// All pieces but the end of the input.
    pub(super) fn all(&self) -> Range<usize> {
        0..self.end()
    }

    /// The end of the input.
    pub(super) fn end(&self) -> usize {
        self.list.len().saturating_sub(1)
    }

    /// A piece; there is one for every number that comes from here.
    pub(super) fn get(&self, index: usize) -> &Piece<'t> {
        &self.list[index.min(self.end())]
    }

    /// The first piece of a part of the tree.
    pub(super) fn first_of(&self, expression: &Expr) -> usize {
        self.by_start.get(&expression.span().start).copied().unwrap_or_default()
    }

    /// The closing bracket of the opening one at `index`, or the opening one of a closing one.
    pub(super) fn partner(&self, index: usize) -> usize {
        self.get(index).partner.unwrap_or(index)
    }

    /// How long some pieces are on one line.
    pub(super) fn width(&self, range: &Range<usize>) -> usize {
        let between = |sums: &[usize]| {
            sums.get(range.end).zip(sums.get(range.start)).map_or(0, |(to, from)| to.saturating_sub(*from))
        };
        between(&self.widths).saturating_sub(usize::from(self.get(range.start).blank))
    }

    /// Whether comments stand between some pieces.
    pub(super) fn has_comments(&self, range: &Range<usize>) -> bool {
        let count = |index: usize| self.comment_counts.get(index).copied().unwrap_or_default();
        range.start < range.end && count(range.start + 1) < count(range.end)
    }

    /// The texts of all comments, in order.
    pub(super) fn comments(&self) -> impl Iterator<Item = &'t str> {
        self.list.iter().flat_map(|piece| piece.comments.iter().map(|comment| comment.text))
    }
}

/// The tokens of a text that has been parsed, with the comments between them.
fn read(text: &str) -> Vec<Piece<'_>> {
    let mut end_of_last = 0;
    let mut piece = |token: &Token| {
        let Token { kind, span } = *token;
        let between = text.get(end_of_last..span.start as usize).unwrap_or_default();
        let comments = comments(between, end_of_last > 0);
        end_of_last = span.end as usize;
        let text = text.get(span.start as usize..span.end as usize).unwrap_or_default().into();
        Piece { text, blank: false, comments, kind, role: Role::Plain, partner: None, start: span.start }
    };
    lex(text).tokens.iter().map(&mut piece).collect()
}

/// The comments in what stands between two tokens; `after_token`: something stands before it.
fn comments(between: &str, after_token: bool) -> Vec<Comment<'_>> {
    let mut comments = Vec::new();
    let mut trailing = after_token;
    let mut rest = between;
    while let Some(start) = rest.find('#') {
        let before = rest.get(..start).unwrap_or_default();
        trailing &= !before.contains(['\n', '\r']);
        let comment = rest.get(start..).unwrap_or_default();
        let end = comment.find(['\n', '\r']).unwrap_or(comment.len());
        let (text, after) = comment.split_at(end);
        comments.push(Comment { text: text.trim_end(), trailing });
        (trailing, rest) = (false, after);
    }
    comments
}

/// Leaves out commas in front of a closing bracket, and lets comments stand behind a comma, or a parenthesis that belongs
/// to the word before it, rather than between.
fn tidied(list: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    use TokenKind::{Aggregator, Comma, Identifier, Keyword, LeftParen, RightBrace, RightParen, Word};
    let mut kept: Vec<Piece<'_>> = Vec::with_capacity(list.len());
    let mut late = Vec::new();
    for mut piece in list {
        piece.comments.splice(0..0, late.drain(..));
        let last = kept.last().map(|last| last.kind);
        if last == Some(Comma) && matches!(piece.kind, RightParen | RightBrace) {
            kept.pop();
        }
        let belongs = matches!(last, Some(Aggregator(_) | Identifier | Word(_) | Keyword(_) | RightParen));
        if piece.kind == Comma || (piece.kind == LeftParen && belongs) {
            late = std::mem::take(&mut piece.comments);
        }
        kept.push(piece);
    }
    kept
}

fn is_grouping(piece: &Piece<'_>, names: &HashSet<u32>) -> bool {
    matches!(piece.kind, TokenKind::Keyword(Keyword::By | Keyword::Without)) && !names.contains(&piece.start)
}

/// `sum(x) by (job)` becomes `sum by (job) (x)`, unless comments stand in what would move.
fn move_groupings(list: &mut [Piece<'_>], names: &HashSet<u32>) {
    let mut open = Vec::new();
    let mut index = 0;
    while let Some(piece) = list.get(index) {
        match piece.kind {
            TokenKind::LeftParen => open.push(index),
            TokenKind::RightParen => {
                let (first, grouping) = (open.pop().unwrap_or(index), index + 1);
                let rest = list.get(grouping..).unwrap_or_default();
                if rest.first().is_some_and(|next| is_grouping(next, names))
                    && let Some(length) = rest.iter().position(|piece| piece.kind == TokenKind::RightParen)
                    && rest.iter().take(length + 1).all(|piece| piece.comments.is_empty())
                    && let Some(both) = list.get_mut(first..=grouping + length)
                {
                    both.rotate_left(grouping - first);
                    index = grouping + length;
                }
            }
            _ => {}
        }
        index += 1;
    }
}

/// Whether labels or values follow the word in parentheses.
fn has_list(word: Keyword) -> bool {
    !matches!(word, Keyword::Bool | Keyword::Offset | Keyword::Anchored | Keyword::Smoothed)
}

/// What brackets are open.
#[derive(Clone, Copy)]
enum Open {
    /// Parentheses with the labels or values of a word.
    List(Keyword),
    Braces,
    Other,
}

/// Finds out what each token is for, which brackets belong together, and where blanks stand; spells words as usual.
fn assign_roles(list: &mut [Piece<'_>], names: &HashSet<u32>) {
    let mut open: Vec<(usize, Open)> = Vec::new();
    let mut last: Option<(TokenKind, Role)> = None;
    for index in 0..list.len() {
        let Some(piece) = list.get(index) else { break };
        let kind = piece.kind;
        let inside = open.last().map(|(_, open)| *open);
        let is_close = matches!(kind, TokenKind::RightParen | TokenKind::RightBrace | TokenKind::RightBracket);
        let closed = if is_close { open.pop() } else { None };
        let role = match (kind, inside) {
            (TokenKind::RightParen, Some(Open::List(word))) => Role::ClosesListOf(word),
            (TokenKind::LeftParen | TokenKind::Comma | TokenKind::Number | TokenKind::Duration, _) => Role::Plain,
            (TokenKind::Operator(BinaryOperator::Add | BinaryOperator::Subtract), _) if takes_operand(last) => {
                Role::Sign
            }
            (_, Some(Open::List(_))) => Role::Label,
            _ if names.contains(&piece.start) && kind != TokenKind::LeftBrace => Role::Name,
            (_, Some(Open::Braces)) => Role::Plain,
            (TokenKind::Operator(_), _) => Role::Operator,
            (TokenKind::Keyword(word), _) => Role::Keyword(word),
            _ => Role::Plain,
        };
        let blank = has_blank(kind, last, matches!(inside, Some(Open::Braces)));
        let is_word = matches!(kind, TokenKind::Operator(_) | TokenKind::Aggregator(_) | TokenKind::Word(_));
        let lowers = match role {
            Role::Keyword(_) => true,
            Role::Operator | Role::Plain => is_word,
            _ => false,
        };
        let opened = match (kind, last) {
            (TokenKind::LeftParen, Some((_, Role::Keyword(word)))) if has_list(word) => Some(Open::List(word)),
            (TokenKind::LeftParen | TokenKind::LeftBracket, _) => Some(Open::Other),
            (TokenKind::LeftBrace, _) => Some(Open::Braces),
            _ => None,
        };
        open.extend(opened.map(|opened| (index, opened)));
        if let Some(piece) = list.get_mut(index) {
            (piece.role, piece.blank, piece.partner) = (role, blank, closed.map(|(first, _)| first));
            if lowers && piece.text.bytes().any(|byte| byte.is_ascii_uppercase()) {
                piece.text = piece.text.to_ascii_lowercase().into();
            }
        }
        if let Some((first, _)) = closed
            && let Some(opening) = list.get_mut(first)
        {
            opening.partner = Some(index);
        }
        last = Some((kind, role));
    }
}

/// Whether an operand follows, so that `-` is a sign.
fn takes_operand(last: Option<(TokenKind, Role)>) -> bool {
    let Some((kind, role)) = last else { return true };
    match role {
        Role::Sign | Role::Operator => true,
        Role::Keyword(word) => !matches!(word, Keyword::Anchored | Keyword::Smoothed),
        Role::ClosesListOf(word) => !matches!(word, Keyword::By | Keyword::Without),
        Role::Name | Role::Label => false,
        Role::Plain => matches!(
            kind,
            TokenKind::LeftParen | TokenKind::LeftBracket | TokenKind::Comma | TokenKind::Colon | TokenKind::At
        ),
    }
}

/// Whether a blank stands between two tokens on one line.
fn has_blank(kind: TokenKind, last: Option<(TokenKind, Role)>, in_braces: bool) -> bool {
    use TokenKind::{Colon, Comma, EndOfInput, LeftBrace, LeftBracket, LeftParen, RightBracket, RightParen};
    let Some((last_kind, last_role)) = last else { return false };
    let in_braces = in_braces && kind != LeftBrace;
    if in_braces || matches!(kind, EndOfInput | RightParen | RightBracket | LeftBracket | Comma | Colon) {
        return false;
    }
    if last_role == Role::Sign || matches!(last_kind, LeftParen | LeftBracket | Colon) {
        return false;
    }
    let after_word = matches!(last_role, Role::Operator | Role::Keyword(_)) || matches!(last_kind, RightParen | Comma);
    match kind {
        LeftParen => after_word,
        LeftBrace => after_word,
        _ => true,
    }
}
