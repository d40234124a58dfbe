//! The states in which expressions are read: at the top, in braces, and after an opening bracket.

use super::{
    cursor::{Cursor, is_alphabetic, is_alphanumeric, is_line_end, is_space, quoted},
    number::{accept_number, accept_rest_of_duration},
    string,
    token::{Keyword, Token, TokenKind},
};
use crate::{diagnostic::Span, promql::ast::BinaryOperator as Operator};

/// A text in tokens. The last one is the end of the input, or the error that hides the rest.
pub(in crate::promql) struct Lexed {
    pub(in crate::promql) tokens: Vec<Token>,
    /// The message of a final [`TokenKind::LexicalError`].
    pub(in crate::promql) error: String,
    /// The bytes that this message is about. The token itself begins where Prometheus says that the error is, which may
    /// be one character further.
    pub(in crate::promql) error_span: Span,
}

/// Splits an expression, a selector or a metric into tokens; comments are left out.
pub(in crate::promql) fn lex(text: &str) -> Lexed {
    Lexer::new(text, false).run()
}

/// Splits a metric and the values after it into tokens.
pub(in crate::promql) fn lex_series_description(text: &str) -> Lexed {
    Lexer::new(text, true).run()
}

/// No expression that means anything has more; tokens cost a multiple of their text.
const MOST_TOKENS: usize = 1 << 20;

/// Where the lexer stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Between two tokens; which state that means depends on what is open.
    Between,
    /// After an opening bracket, before the first number in it.
    Duration,
    /// Among the values of a series description.
    Values,
    /// The end was reached.
    Done,
}

/// What follows a histogram's closing braces without a space.
pub(super) enum Histogram {
    /// No histogram is open.
    None,
    Open,
    /// Closed, and `x`, `+` or `-` follows.
    Followed(TokenKind),
}

/// The message of a text that cannot be split; the position is where the current token starts.
pub(super) type Step = Result<State, String>;

/// The state machine. Its parts for series descriptions stand in their own file.
pub(super) struct Lexer<'a> {
    pub(super) cursor: Cursor<'a>,
    tokens: Vec<Token>,
    paren_depth: i64,
    brace_open: bool,
    pub(super) bracket_open: bool,
    colon_seen: bool,
    /// Whether a number was seen after any bracket so far; never cleared between brackets.
    number_seen: bool,
    /// Whether this is a series description.
    pub(super) series: bool,
    pub(super) histogram: Histogram,
    /// What is wrong, if it is not what was taken since the last token.
    mistake: Option<Span>,
}

impl<'a> Lexer<'a> {
    fn new(text: &'a str, series: bool) -> Lexer<'a> {
        Lexer {
            cursor: Cursor::new(text),
            tokens: Vec::with_capacity((text.len() / 3 + 1).min(MOST_TOKENS)),
            paren_depth: 0,
            brace_open: false,
            bracket_open: false,
            colon_seen: false,
            number_seen: false,
            series,
            histogram: Histogram::None,
            mistake: None,
        }
    }

    fn run(mut self) -> Lexed {
        let mut state = State::Between;
        let (mut error, mut error_span) = (String::new(), Span::default());
        while state != State::Done {
            let step = match state {
                _ if self.tokens.len() >= MOST_TOKENS => Err(format!("there are more than {MOST_TOKENS} tokens")),
                State::Duration => self.duration(),
                State::Values => self.values(),
                State::Between | State::Done => self.between(),
            };
            state = step.unwrap_or_else(|message| {
                let end = self.cursor.start + self.cursor.word().len() + self.cursor.rest().len();
                self.tokens.push(Token { kind: TokenKind::LexicalError, span: Span::new(self.cursor.start, end) });
                error = message;
                error_span = self.mistake.unwrap_or(Span::new(self.cursor.start, self.cursor.position));
                State::Done
            });
        }
        Lexed { tokens: self.tokens, error, error_span }
    }

    /// Ends the current token.
    pub(super) fn emit(&mut self, kind: TokenKind) {
        self.tokens.push(Token { kind, span: Span::new(self.cursor.start, self.cursor.position) });
        self.cursor.start = self.cursor.position;
    }

    /// Leaves out what was taken since the last token.
    pub(super) fn skip_spaces(&mut self) {
        self.cursor.accept_while(is_space);
        self.cursor.start = self.cursor.position;
    }

    fn between(&mut self) -> Step {
        match self.histogram {
            Histogram::None if self.brace_open => self.in_braces(),
            Histogram::None => self.top(),
            Histogram::Open | Histogram::Followed(_) => self.in_histogram(),
        }
    }

    fn top(&mut self) -> Step {
        let Some(next) = self.cursor.next() else {
            if self.paren_depth != 0 {
                return Err("unclosed left parenthesis".to_owned());
            }
            if self.bracket_open {
                return Err("unclosed left bracket".to_owned());
            }
            self.emit(TokenKind::EndOfInput);
            return Ok(State::Done);
        };
        let kind = match next {
            '#' => return self.comment(),
            ',' => TokenKind::Comma,
            '@' => TokenKind::At,
            _ if is_space(next) => {
                self.skip_spaces();
                return Ok(State::Between);
            }
            '=' if self.cursor.accept("=") => TokenKind::Operator(Operator::Equal),
            '=' if self.cursor.accept("~") => return Err("unexpected character after '=': '~'".to_owned()),
            '=' => TokenKind::Equals,
            '!' => match self.cursor.next() {
                Some('=') => TokenKind::Operator(Operator::NotEqual),
                other => return Err(format!("unexpected character after '!': {}", quoted(other))),
            },
            '<' if self.cursor.accept("=") => TokenKind::Operator(Operator::LessOrEqual),
            '<' if self.cursor.accept("/") => TokenKind::Operator(Operator::TrimUpper),
            '<' => TokenKind::Operator(Operator::Less),
            '>' if self.cursor.accept("=") => TokenKind::Operator(Operator::GreaterOrEqual),
            '>' if self.cursor.accept("/") => TokenKind::Operator(Operator::TrimLower),
            '>' => TokenKind::Operator(Operator::Greater),
            '.' | '0'..='9' if self.starts_number(next) => return self.number_or_duration(),
            '"' | '\'' | '`' => return self.string(),
            ':' => return self.colon_or_word(),
            _ if is_alphabetic(next) => return self.colon_or_word(),
            '(' | ')' => return self.parenthesis(next, State::Between),
            '{' => {
                self.brace_open = true;
                TokenKind::LeftBrace
            }
            '[' if self.bracket_open => return Err("unexpected left bracket '['".to_owned()),
            '[' => {
                self.colon_seen = false;
                self.bracket_open = true;
                self.emit(TokenKind::LeftBracket);
                self.skip_spaces();
                return Ok(State::Duration);
            }
            ']' if !self.bracket_open => return Err("unexpected right bracket ']'".to_owned()),
            ']' => {
                self.bracket_open = false;
                TokenKind::RightBracket
            }
            _ => match arithmetic(next) {
                Some(operator) => TokenKind::Operator(operator),
                None => return Err(format!("unexpected character: {}", quoted(Some(next)))),
            },
        };
        self.emit(kind);
        Ok(State::Between)
    }

    /// Whether the character just taken begins a number.
    pub(super) fn starts_number(&self, taken: char) -> bool {
        taken.is_ascii_digit() || (taken == '.' && self.cursor.peek().is_some_and(|next| next.is_ascii_digit()))
    }

    fn comment(&mut self) -> Step {
        self.cursor.accept_while(|next| !is_line_end(next));
        self.cursor.start = self.cursor.position;
        Ok(State::Between)
    }

    /// In brackets a colon stands alone, and only four words are known; elsewhere it is part of a name.
    fn colon_or_word(&mut self) -> Step {
        self.cursor.step_back();
        if !self.bracket_open {
            return Ok(self.word());
        }
        let first = self.cursor.next();
        if first == Some(':') {
            if self.colon_seen {
                return Err("unexpected colon ':'".to_owned());
            }
            self.colon_seen = true;
            self.emit(TokenKind::Colon);
            return Ok(State::Between);
        }
        match self.duration_word(first) {
            true => Ok(State::Between),
            false => Err(format!("unexpected character: {}, expected ':'", quoted(first))),
        }
    }

    /// Takes a name or a keyword.
    pub(super) fn word(&mut self) -> State {
        self.cursor.accept_while(|next| is_alphanumeric(next) || next == ':');
        let mut kind = TokenKind::of_word(self.cursor.word());
        let fill = TokenKind::Keyword(Keyword::Fill);
        if matches!(kind, TokenKind::Keyword(Keyword::FillLeft | Keyword::FillRight)) || kind == fill {
            let called = self.cursor.rest().trim_start_matches(is_space).starts_with('(');
            kind = if called { kind } else { TokenKind::Identifier };
        }
        self.emit(kind);
        if self.series && !self.cursor.is_at("{") { State::Values } else { State::Between }
    }

    /// Takes one of the words that stand for a duration; `first` was taken already.
    fn duration_word(&mut self, first: Option<char>) -> bool {
        if !first.is_some_and(|first| matches!(first.to_ascii_lowercase(), 's' | 'r' | 'm')) {
            return false;
        }
        self.cursor.accept_while(is_alphabetic);
        let kind = TokenKind::of_duration_word(self.cursor.word());
        if let Some(kind) = kind {
            self.emit(kind);
        }
        kind.is_some()
    }

    fn parenthesis(&mut self, taken: char, then: State) -> Step {
        if taken == '(' {
            self.paren_depth += 1;
            self.emit(TokenKind::LeftParen);
            return Ok(then);
        }
        self.paren_depth -= 1;
        if self.paren_depth < 0 {
            // Prometheus has handed the token out before it looks at the depth, so the error stands one past it.
            return Err(self.one_past("unexpected right parenthesis ')'"));
        }
        self.emit(TokenKind::RightParen);
        Ok(then)
    }

    /// A mistake in what was just taken, that Prometheus reports behind it.
    fn one_past(&mut self, message: &str) -> String {
        self.mistake = Some(Span::new(self.cursor.start, self.cursor.position));
        self.cursor.start = self.cursor.position;
        message.to_owned()
    }

    fn number_or_duration(&mut self) -> Step {
        self.cursor.step_back();
        if accept_number(&mut self.cursor, self.series) {
            self.emit(TokenKind::Number);
        } else if accept_rest_of_duration(&mut self.cursor) {
            self.emit(TokenKind::Duration);
        } else {
            let eaten = crate::golang::quote::quote(self.cursor.word().as_bytes());
            return Err(format!("bad number or duration syntax: {eaten}"));
        }
        Ok(State::Between)
    }

    fn string(&mut self) -> Step {
        self.cursor.step_back();
        let begin = self.cursor.position;
        let (length, _) = string::read(self.cursor.rest()).map_err(|broken| {
            self.mistake = Some(Span::new(begin + broken.part.start, begin + broken.part.end));
            broken.message
        })?;
        self.cursor.position += length;
        self.emit(TokenKind::String);
        Ok(State::Between)
    }

    fn in_braces(&mut self) -> Step {
        let Some(next) = self.cursor.next() else {
            return Err("unexpected end of input inside braces".to_owned());
        };
        let kind = match next {
            '#' => return self.comment(),
            ',' => TokenKind::Comma,
            _ if is_space(next) => {
                self.skip_spaces();
                return Ok(State::Between);
            }
            _ if is_alphabetic(next) => {
                self.cursor.accept_while(is_alphanumeric);
                TokenKind::Identifier
            }
            '"' | '\'' | '`' => return self.string(),
            '=' if self.cursor.accept("~") => TokenKind::EqualsRegex,
            '=' => TokenKind::Equals,
            '!' => match self.cursor.next() {
                Some('~') => TokenKind::NotEqualsRegex,
                Some('=') => TokenKind::Operator(Operator::NotEqual),
                other => return Err(format!("unexpected character after '!' inside braces: {}", quoted(other))),
            },
            '{' => return Err("unexpected left brace '{'".to_owned()),
            '}' => {
                self.brace_open = false;
                self.emit(TokenKind::RightBrace);
                return Ok(if self.series { State::Values } else { State::Between });
            }
            other => return Err(format!("unexpected character inside braces: {}", quoted(Some(other)))),
        };
        self.emit(kind);
        Ok(State::Between)
    }

    /// Between an opening bracket and the first number after it.
    fn duration(&mut self) -> Step {
        let Some(next) = self.cursor.next() else {
            return Err("unexpected end of input in duration expression".to_owned());
        };
        let kind = match next {
            ']' => {
                self.bracket_open = false;
                self.emit(TokenKind::RightBracket);
                return Ok(State::Between);
            }
            ':' => {
                let misplaced = match (self.number_seen, self.colon_seen) {
                    (false, _) => Some("unexpected colon before duration in duration expression"),
                    (true, true) => Some("unexpected repeated colon in duration expression"),
                    (true, false) => None,
                };
                if let Some(message) = misplaced {
                    return Err(self.one_past(message));
                }
                self.colon_seen = true;
                TokenKind::Colon
            }
            '(' | ')' => return self.parenthesis(next, State::Duration),
            ',' => TokenKind::Comma,
            _ if is_space(next) => {
                self.skip_spaces();
                return Ok(State::Duration);
            }
            '.' | '0'..='9' if self.starts_number(next) => {
                self.number_seen = true;
                return self.number_or_duration();
            }
            _ => match arithmetic(next) {
                Some(operator) => TokenKind::Operator(operator),
                None if self.duration_word(Some(next)) => return Ok(State::Duration),
                None => return Err(format!("unexpected character in duration expression: {}", quoted(Some(next)))),
            },
        };
        self.emit(kind);
        Ok(State::Duration)
    }
}

fn arithmetic(character: char) -> Option<Operator> {
    Some(match character {
        '+' => Operator::Add,
        '-' => Operator::Subtract,
        '*' => Operator::Multiply,
        '/' => Operator::Divide,
        '%' => Operator::Modulo,
        '^' => Operator::Power,
        _ => return None,
    })
}
