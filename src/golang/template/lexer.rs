//! Template text → tokens.

use crate::golang::quote::quote;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// What stands there cannot be read; the token's text is the message.
    Error,
    /// Text outside of actions.
    Text,
    LeftDelimiter,
    RightDelimiter,
    Space,
    Assign,
    Declare,
    Pipe,
    LeftParen,
    RightParen,
    /// A printable character without meaning.
    Character,
    CharacterConstant,
    Number,
    Quoted,
    Raw,
    Bool,
    Dot,
    Nil,
    Field,
    Variable,
    Identifier,
    Keyword(Keyword),
    End,
}

/// A word with meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keyword {
    Block,
    Break,
    Continue,
    Define,
    Else,
    End,
    If,
    Range,
    Template,
    With,
}

/// One token.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    /// Where it begins.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// One-based line of its beginning.
    pub(super) line: usize,
    /// Its text, or the message of an error.
    pub(super) text: String,
}

impl Token {
    /// The token as messages name it.
    pub(super) fn shown(&self) -> String {
        match self.kind {
            TokenKind::End => "EOF".into(),
            TokenKind::Error => self.text.clone(),
            TokenKind::Keyword(_) | TokenKind::Dot | TokenKind::Nil => format!("<{}>", self.text),
            _ => match self.text.char_indices().nth(10) {
                Some((end, _)) => format!("{}...", quote(&self.text.as_bytes()[..end])),
                None => quote(self.text.as_bytes()),
            },
        }
    }
}

const LEFT: &str = "{{";
const RIGHT: &str = "}}";

/// The tokens of a text; the last one is the end, or an error.
pub(super) fn lex(text: &str) -> Vec<Token> {
    let mut lexer = Lexer { text, start: 0, at: 0, line: 1, line_known_at: 0, parens: 0, tokens: Vec::new() };
    if lexer.run().is_some() {
        lexer.emit(TokenKind::End);
    }
    lexer.tokens
}

struct Lexer<'t> {
    text: &'t str,
    /// Where the current token begins.
    start: usize,
    at: usize,
    /// The line at byte `line_known_at`.
    line: usize,
    line_known_at: usize,
    parens: usize,
    tokens: Vec<Token>,
}

fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\r' | '\n')
}

fn is_alphanumeric(character: char) -> bool {
    character == '_' || character.is_alphabetic() || character.is_numeric()
}

/// `- ` after a left delimiter.
fn trims_left(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next() == Some('-') && characters.next().is_some_and(is_space)
}

/// ` -}}`
fn trims_right(text: &str) -> bool {
    text.starts_with(is_space) && text[1..].starts_with("-}}")
}

/// Every step gives `None` after an error: nothing follows it.
impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn emit(&mut self, kind: TokenKind) {
        let text = self.text.get(self.start..self.at).unwrap_or("").to_string();
        self.push(kind, text);
    }

    fn push(&mut self, kind: TokenKind, text: String) {
        let skipped = self.text.get(self.line_known_at..self.start).unwrap_or("");
        self.line += skipped.matches('\n').count();
        self.line_known_at = self.start;
        self.tokens.push(Token { kind, start: self.start, end: self.at, line: self.line, text });
        self.start = self.at;
    }

    fn error(&mut self, message: impl Into<String>) -> Option<()> {
        self.push(TokenKind::Error, message.into());
        None
    }

    fn run(&mut self) -> Option<()> {
        loop {
            let Some(length) = self.rest().find(LEFT) else {
                self.at = self.text.len();
                if self.at > self.start {
                    self.emit(TokenKind::Text);
                }
                return Some(());
            };
            let left = self.at + length;
            let after = &self.text[left + LEFT.len()..];
            let trims = trims_left(after);
            let text = &self.text[self.start..left];
            let kept = if trims { text.trim_end_matches(is_space).len() } else { text.len() };
            self.at = self.start + kept;
            if kept > 0 {
                self.emit(TokenKind::Text);
            }
            (self.start, self.at) = (left, left + LEFT.len());
            let marker = if trims { 2 } else { 0 };
            if after[marker..].starts_with("/*") {
                self.at += marker;
                self.comment()?;
                continue;
            }
            self.emit(TokenKind::LeftDelimiter);
            self.at += marker;
            self.start = self.at;
            self.parens = 0;
            self.action()?;
        }
    }

    fn comment(&mut self) -> Option<()> {
        let Some(length) = self.rest()[2..].find("*/") else { return self.error("unclosed comment") };
        self.at += 2 + length + 2;
        let trims = trims_right(self.rest());
        if !trims && !self.rest().starts_with(RIGHT) {
            return self.error("comment ends before closing delimiter");
        }
        self.leave(trims);
        Some(())
    }

    /// Steps over the right delimiter, and over the space that it trims.
    fn leave(&mut self, trims: bool) {
        self.at += RIGHT.len() + if trims { 2 } else { 0 };
        if trims {
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start_matches(is_space).len();
        }
        self.start = self.at;
    }

    fn action(&mut self) -> Option<()> {
        loop {
            let rest = self.rest();
            let trims = trims_right(rest);
            if trims || rest.starts_with(RIGHT) {
                if self.parens > 0 {
                    return self.error("unclosed left paren");
                }
                let marker = if trims { 2 } else { 0 };
                self.start += marker;
                self.at += marker + RIGHT.len();
                self.emit(TokenKind::RightDelimiter);
                self.at -= marker + RIGHT.len();
                self.leave(trims);
                return Some(());
            }
            let Some(next) = rest.chars().next() else { return self.error("unclosed action") };
            match next {
                _ if is_space(next) => self.space(),
                '=' => self.single(TokenKind::Assign),
                ':' if rest.starts_with(":=") => {
                    self.at += 2;
                    self.emit(TokenKind::Declare);
                }
                ':' => return self.error("expected :="),
                '|' => self.single(TokenKind::Pipe),
                '"' => self.quoted('"', TokenKind::Quoted, "unterminated quoted string")?,
                '`' => self.raw()?,
                '\'' => self.quoted('\'', TokenKind::CharacterConstant, "unterminated character constant")?,
                '$' => self.name(TokenKind::Variable)?,
                '.' if !rest[1..].starts_with(|next: char| next.is_ascii_digit()) => self.name(TokenKind::Field)?,
                '.' | '+' | '-' | '0'..='9' => self.number()?,
                _ if is_alphanumeric(next) => self.identifier()?,
                '(' => {
                    self.parens += 1;
                    self.single(TokenKind::LeftParen);
                }
                ')' => {
                    let Some(parens) = self.parens.checked_sub(1) else {
                        self.at += 1;
                        return self.error("unexpected right paren");
                    };
                    self.parens = parens;
                    self.single(TokenKind::RightParen);
                }
                ' '..='~' => self.single(TokenKind::Character),
                _ => {
                    self.at += next.len_utf8();
                    let text = unicode(next);
                    return self.error(format!("unrecognized character in action: {text}"));
                }
            }
        }
    }

    fn single(&mut self, kind: TokenKind) {
        self.at += 1;
        self.emit(kind);
    }

    /// Spaces; one that belongs to ` -}}` is left.
    fn space(&mut self) {
        while self.rest().starts_with(is_space) && !trims_right(self.rest()) {
            self.at += 1;
        }
        if self.at > self.start {
            self.emit(TokenKind::Space);
        }
    }

    fn quoted(&mut self, quote: char, kind: TokenKind, unterminated: &str) -> Option<()> {
        let mut characters = self.rest().char_indices().skip(1);
        while let Some((at, character)) = characters.next() {
            let wrong = match character {
                '\\' => characters.next().is_none_or(|(_, escaped)| escaped == '\n'),
                '\n' => true,
                _ => false,
            };
            if wrong {
                break;
            }
            if character == quote {
                self.at += at + 1;
                self.emit(kind);
                return Some(());
            }
        }
        self.error(unterminated)
    }

    fn raw(&mut self) -> Option<()> {
        let Some(length) = self.rest()[1..].find('`') else { return self.error("unterminated raw quoted string") };
        self.at += length + 2;
        self.emit(TokenKind::Raw);
        Some(())
    }

    /// Letters and digits.
    fn word(&mut self) {
        let rest = self.rest();
        self.at += rest.find(|character| !is_alphanumeric(character)).unwrap_or(rest.len());
    }

    /// Whether what comes next may follow a name.
    fn ends_name(&self) -> bool {
        let rest = self.rest();
        rest.is_empty()
            || rest.starts_with(RIGHT)
            || rest.starts_with(['.', ',', '|', ':', ')', '('])
            || rest.starts_with(is_space)
    }

    /// Whether a name may end here.
    fn check_end(&mut self) -> Option<()> {
        match self.rest().chars().next() {
            Some(next) if !self.ends_name() => {
                let text = unicode(next);
                self.error(format!("bad character {text}"))
            }
            _ => Some(()),
        }
    }

    /// `.name` or `$name`, or the mark alone.
    fn name(&mut self, kind: TokenKind) -> Option<()> {
        self.at += 1;
        let begin = self.at;
        self.word();
        if self.at == begin && self.ends_name() {
            self.emit(if kind == TokenKind::Field { TokenKind::Dot } else { kind });
            return Some(());
        }
        self.check_end()?;
        self.emit(kind);
        Some(())
    }

    fn identifier(&mut self) -> Option<()> {
        self.word();
        self.check_end()?;
        self.emit(match self.text.get(self.start..self.at).unwrap_or("") {
            "true" | "false" => TokenKind::Bool,
            "nil" => TokenKind::Nil,
            "block" => TokenKind::Keyword(Keyword::Block),
            "break" => TokenKind::Keyword(Keyword::Break),
            "continue" => TokenKind::Keyword(Keyword::Continue),
            "define" => TokenKind::Keyword(Keyword::Define),
            "else" => TokenKind::Keyword(Keyword::Else),
            "end" => TokenKind::Keyword(Keyword::End),
            "if" => TokenKind::Keyword(Keyword::If),
            "range" => TokenKind::Keyword(Keyword::Range),
            "template" => TokenKind::Keyword(Keyword::Template),
            "with" => TokenKind::Keyword(Keyword::With),
            _ => TokenKind::Identifier,
        });
        Some(())
    }

    fn number(&mut self) -> Option<()> {
        let mut good = self.digits();
        if good && self.rest().starts_with(['+', '-']) {
            good = self.digits() && self.text[..self.at].ends_with('i');
        }
        if !good {
            let text = quote(self.text.get(self.start..self.at).unwrap_or("").as_bytes());
            return self.error(format!("bad number syntax: {text}"));
        }
        self.emit(TokenKind::Number);
        Some(())
    }

    /// What looks like one number; whether it ends where a number may.
    fn digits(&mut self) -> bool {
        self.take(|character| matches!(character, '+' | '-'));
        let mut kind = 'd';
        if self.take(|character| character == '0') {
            for (prefix, of_kind) in [(['x', 'X'], 'x'), (['o', 'O'], 'o'), (['b', 'B'], 'b')] {
                if kind == 'd' && self.take(|character| prefix.contains(&character)) {
                    kind = of_kind;
                }
            }
        }
        let digit = move |character: char| match kind {
            'x' => character.is_ascii_hexdigit() || character == '_',
            'o' => matches!(character, '0'..='7' | '_'),
            'b' => matches!(character, '0' | '1' | '_'),
            _ => character.is_ascii_digit() || character == '_',
        };
        while self.take(digit) {}
        if self.take(|character| character == '.') {
            while self.take(digit) {}
        }
        let has_exponent = match kind {
            'd' => self.take(|character| matches!(character, 'e' | 'E')),
            'x' => self.take(|character| matches!(character, 'p' | 'P')),
            _ => false,
        };
        if has_exponent {
            self.take(|character| matches!(character, '+' | '-'));
            while self.take(|character| character.is_ascii_digit() || character == '_') {}
        }
        self.take(|character| character == 'i');
        !self.take(is_alphanumeric)
    }

    /// Takes one character if it is wanted.
    fn take(&mut self, wanted: impl Fn(char) -> bool) -> bool {
        match self.rest().chars().next() {
            Some(next) if wanted(next) => {
                self.at += next.len_utf8();
                true
            }
            _ => false,
        }
    }
}

/// Go's `%#U`: `U+0026 '&'`.
fn unicode(character: char) -> String {
    let code = u32::from(character);
    match crate::golang::quote::is_printable(character) {
        true => format!("U+{code:04X} '{character}'"),
        false => format!("U+{code:04X}"),
    }
}
