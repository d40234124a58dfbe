//! The ways in: a text goes through lexer and grammar, and an expression through the type rules.

use super::{
    expression::expression,
    metric::metric,
    selector::selector,
    tokens::{MAXIMUM_DEPTH, Parsed, Source, Tokens, token},
};
use crate::{
    diagnostic::Span,
    model::{labels::Labels, matcher::Matcher},
    promql::{
        ast::Expr,
        check::check,
        error::ParseError,
        features::Features,
        lexer::{Lexed, Token, TokenKind, lex},
    },
};
use nom::{Err, Parser, combinator::cut, sequence::terminated};

/// Parses an expression and checks its types.
///
/// The error is the one that Prometheus reports. Expressions nested more than a thousand levels deep are refused.
pub fn parse(text: &str, features: Features) -> Result<Expr, ParseError> {
    let lexed = lex(text);
    let source = Source { text, features, lexical_error: (&lexed.error, lexed.error_span) };
    if let Some(TokenKind::EndOfInput) = lexed.tokens.first().map(|token| token.kind) {
        return Err(ParseError::new("no expression found in input", Span::default(), text));
    }
    with_stack_for(&lexed.tokens, || {
        let whole = |input| terminated(expression, token(TokenKind::EndOfInput)).parse(input);
        let mut expression = run(&source, &lexed, whole)?.part;
        check(&mut expression, text)?;
        Ok(expression)
    })
    .unwrap_or_else(|| Err(ParseError::new("expression is nested too deeply for this machine", Span::default(), text)))
}

/// Parses one selector without modifiers, as in the API's `match[]`; unlike in an expression, `{}` passes.
pub fn parse_selector(text: &str) -> Result<Vec<Matcher>, ParseError> {
    let lexed = lex(text);
    let source = Source { text, features: Features::default(), lexical_error: (&lexed.error, lexed.error_span) };
    run(&source, &lexed, |input| terminated(selector, token(TokenKind::EndOfInput)).parse(input))
        .map(|selector| selector.matchers)
}

/// Parses a metric as it is written in text: a name, labels in braces, or both. An empty text is a metric without
/// labels.
pub fn parse_metric(text: &str) -> Result<Labels, ParseError> {
    let lexed = lex(text);
    let source = Source { text, features: Features::default(), lexical_error: (&lexed.error, lexed.error_span) };
    run(&source, &lexed, |input| terminated(metric, token(TokenKind::EndOfInput)).parse(input))
}

/// Runs one parser over all tokens.
pub(super) fn run<'a, T>(
    source: &'a Source<'a>,
    lexed: &'a Lexed,
    parser: impl FnMut(Tokens<'a>) -> Parsed<'a, T>,
) -> Result<T, ParseError> {
    match cut(parser).parse(Tokens::new(source, &lexed.tokens)) {
        Ok((_, output)) => Ok(output),
        Err(Err::Failure(problem) | Err::Error(problem)) => Err(problem.into_error(source)),
        Err(Err::Incomplete(_)) => Err(ParseError::new("unexpected end of input", Span::default(), source.text)),
    }
}

/// Nesting that any thread's stack has room for.
const SHALLOW: usize = 40;
/// Enough for [`MAXIMUM_DEPTH`] levels, also without optimisation.
const DEEP_STACK_BYTES: usize = MAXIMUM_DEPTH * 64 * 1024;

/// Runs `work` here if the tokens are not nested deeply, else on a stack of its own; `None` if there is no room for it.
fn with_stack_for<T: Send>(tokens: &[Token], work: impl FnOnce() -> T + Send) -> Option<T> {
    let (mut open, mut deepest, mut signs) = (0usize, 0usize, 0usize);
    for token in tokens {
        match token.kind {
            TokenKind::LeftParen | TokenKind::LeftBracket => open += 1,
            TokenKind::RightParen | TokenKind::RightBracket => open = open.saturating_sub(1),
            TokenKind::Operator(_) => signs += 1,
            _ => {}
        }
        deepest = deepest.max(open);
    }
    if deepest + signs <= SHALLOW {
        return Some(work());
    }
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().stack_size(DEEP_STACK_BYTES);
        builder.spawn_scoped(scope, work).ok()?.join().ok()
    })
}
