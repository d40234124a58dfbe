//! The tokens as nom's input, and what went wrong among them.

use crate::{
    diagnostic::Span,
    promql::{
        error::ParseError,
        features::Features,
        lexer::{Token, TokenKind, describe},
    },
};
use nom::{
    Err, IResult, Input, Needed, Parser,
    error::{ContextError, ErrorKind, ParseError as NomError},
};

/// How deep an expression may be nested, and how long a chain of operators may get: every pass over the tree goes down
/// into it, and none may exhaust the stack.
pub(super) const MAXIMUM_DEPTH: usize = 1000;

/// The text that the tokens were made from, and what may stand in it.
pub(super) struct Source<'a> {
    pub(super) text: &'a str,
    pub(super) features: Features,
    /// The message of a final lexical error, and what it is about.
    pub(super) lexical_error: (&'a str, Span),
}

/// The tokens not yet read.
#[derive(Clone, Copy)]
pub(super) struct Tokens<'a> {
    pub(super) source: &'a Source<'a>,
    rest: &'a [Token],
    depth: usize,
}

/// What a parser gives: the tokens after it and its output.
pub(super) type Parsed<'a, T> = IResult<Tokens<'a>, T, Problem>;

impl<'a> Tokens<'a> {
    pub(super) fn new(source: &'a Source<'a>, tokens: &'a [Token]) -> Tokens<'a> {
        Tokens { source, rest: tokens, depth: 0 }
    }

    /// The next token; the last one, an end or an error, is never taken and so is always there.
    pub(super) fn first(&self) -> Token {
        let end = self.source.text.len();
        self.rest.first().copied().unwrap_or(Token { kind: TokenKind::EndOfInput, span: Span::new(end, end) })
    }

    /// The kind of the next token.
    pub(super) fn kind(&self) -> TokenKind {
        self.first().kind
    }

    /// The tokens after the next one.
    pub(super) fn advanced(self) -> Tokens<'a> {
        Tokens { rest: self.rest.get(1..).unwrap_or_default(), ..self }
    }

    /// The text of a token.
    pub(super) fn text(&self, token: Token) -> &'a str {
        self.source.text.get(token.span.start as usize..token.span.end as usize).unwrap_or_default()
    }

    /// Fails if the text cannot be split from here on. Prometheus looks at the next token before it finds certain
    /// mistakes, and what the lexer says of that token then comes first.
    pub(super) fn look(&self) -> Result<(), Err<Problem>> {
        match self.kind() {
            TokenKind::LexicalError => Err(Err::Failure(Problem::unexpected(self.first()))),
            _ => Ok(()),
        }
    }

    /// The failure that the next token is not what it should be.
    pub(super) fn unexpected_failure(&self) -> Err<Problem> {
        Err::Failure(Problem::unexpected(self.first()))
    }
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Problem {
    /// A token that must not stand here.
    Unexpected {
        token: Token,
        /// What is being read there, and sometimes what should have come: `label matching, expected string`.
        context: Option<&'static str>,
    },
    /// Something that reads well, but means nothing.
    Refused { span: Span, message: String },
}

impl Problem {
    fn unexpected(token: Token) -> Problem {
        Problem::Unexpected { token, context: None }
    }

    /// The failure that something has no meaning.
    pub(super) fn refused(span: Span, message: impl Into<String>) -> Err<Problem> {
        Err::Failure(Problem::Refused { span, message: message.into() })
    }

    /// The failure that the expression is nested too deeply.
    pub(super) fn too_deep(span: Span) -> Err<Problem> {
        Problem::refused(span, format!("expression is nested more than {MAXIMUM_DEPTH} levels deep"))
    }

    /// The error to hand out.
    pub(super) fn into_error(self, source: &Source<'_>) -> ParseError {
        let (span, message) = match self {
            Problem::Refused { span, message } => (span, message),
            Problem::Unexpected { token, .. } if token.kind == TokenKind::LexicalError => {
                let (message, place) = source.lexical_error;
                return ParseError::new(message, token.span, source.text).about(place);
            }
            Problem::Unexpected { token, context } => {
                let text = source.text.get(token.span.start as usize..token.span.end as usize).unwrap_or_default();
                let description = describe(token.kind, text);
                let context = context.map_or(String::new(), |context| format!(" in {context}"));
                (token.span, format!("unexpected {description}{context}"))
            }
        };
        ParseError::new(message, span, source.text)
    }
}

impl<'a> NomError<Tokens<'a>> for Problem {
    fn from_error_kind(input: Tokens<'a>, _: ErrorKind) -> Problem {
        Problem::unexpected(input.first())
    }

    fn append(_: Tokens<'a>, _: ErrorKind, other: Problem) -> Problem {
        other
    }
}

impl<'a> ContextError<Tokens<'a>> for Problem {
    /// The innermost context counts.
    fn add_context(_: Tokens<'a>, added: &'static str, other: Problem) -> Problem {
        match other {
            Problem::Unexpected { token, context } => Problem::Unexpected { token, context: context.or(Some(added)) },
            refused => refused,
        }
    }
}

/// A part of the tree, and how many levels it has.
pub(super) struct Tall<T> {
    pub(super) part: T,
    pub(super) height: usize,
}

impl<T> Tall<T> {
    /// A part without parts.
    pub(super) fn leaf(part: T) -> Tall<T> {
        Tall { part, height: 1 }
    }

    /// A part whose highest part has `height` levels; fails at `span` if that makes too many.
    pub(super) fn above(height: usize, part: T, span: Span) -> Result<Tall<T>, Err<Problem>> {
        match height < MAXIMUM_DEPTH {
            true => Ok(Tall { part, height: height + 1 }),
            false => Err(Problem::too_deep(span)),
        }
    }
}

/// Runs a parser one level deeper.
pub(super) fn nested<'a, T>(
    mut parser: impl FnMut(Tokens<'a>) -> Parsed<'a, T>,
) -> impl Parser<Tokens<'a>, Output = T, Error = Problem> {
    move |input: Tokens<'a>| {
        if input.depth >= MAXIMUM_DEPTH {
            return Err(Problem::too_deep(input.first().span));
        }
        let (rest, output) = parser(Tokens { depth: input.depth + 1, ..input })?;
        Ok((Tokens { depth: input.depth, ..rest }, output))
    }
}

/// Takes one token of this kind.
pub(super) fn token<'a>(kind: TokenKind) -> impl Parser<Tokens<'a>, Output = Token, Error = Problem> {
    token_where(move |candidate| candidate == kind)
}

/// Takes one token of a kind that `wanted` likes.
pub(super) fn token_where<'a>(
    wanted: impl Fn(TokenKind) -> bool,
) -> impl Parser<Tokens<'a>, Output = Token, Error = Problem> {
    move |input: Tokens<'a>| {
        let first = input.first();
        match wanted(first.kind) {
            true => Ok((input.advanced(), first)),
            false => Err(Err::Error(Problem::unexpected(first))),
        }
    }
}

impl<'a> Input for Tokens<'a> {
    type Item = Token;
    type Iter = std::iter::Copied<std::slice::Iter<'a, Token>>;
    type IterIndices = std::iter::Enumerate<Self::Iter>;

    fn input_len(&self) -> usize {
        self.rest.len()
    }

    fn take(&self, index: usize) -> Self {
        Tokens { rest: &self.rest[..index], ..*self }
    }

    fn take_from(&self, index: usize) -> Self {
        Tokens { rest: &self.rest[index..], ..*self }
    }

    fn take_split(&self, index: usize) -> (Self, Self) {
        (self.take_from(index), self.take(index))
    }

    fn position<P: Fn(Token) -> bool>(&self, predicate: P) -> Option<usize> {
        self.iter_elements().position(predicate)
    }

    fn iter_elements(&self) -> Self::Iter {
        self.rest.iter().copied()
    }

    fn iter_indices(&self) -> Self::IterIndices {
        self.iter_elements().enumerate()
    }

    fn slice_index(&self, count: usize) -> Result<usize, Needed> {
        match count <= self.rest.len() {
            true => Ok(count),
            false => Err(Needed::new(count - self.rest.len())),
        }
    }
}
