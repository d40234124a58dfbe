//! Where the parts of a selector stand: the tree has the place of a selector as a whole, which is what errors need; those
//! who point at a single matcher, or change one, find it again in the text.

use super::{
    ast::VectorSelector,
    lexer::{Token, TokenKind, lex},
};
use crate::{diagnostic::Span, model::labels::METRIC_NAME};

/// The place of a matcher.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MatcherPlace {
    /// From the label to the end of the value.
    pub whole: Span,
    /// The operator; empty for a name outside of the braces, or a quoted one that stands alone.
    pub operator: Span,
    /// The value with its quotes; the name itself where that stands alone.
    pub value: Span,
    /// What to take away with it: up to the next matcher if there is one, else from the one before it.
    pub with_comma: Span,
}

/// The places of a selector's matchers, in the order of [`VectorSelector::matchers`]. `text` is the whole expression
/// that the selector was read from.
pub fn matchers(text: &str, selector: &VectorSelector) -> Vec<MatcherPlace> {
    let (start, end) = (selector.span.start as usize, selector.span.end as usize);
    let lexed = lex(text.get(start..end).unwrap_or_default());
    let at = |span: Span| Span::new(start + span.start as usize, start + span.end as usize);
    let tokens: Vec<Token> = lexed.tokens.iter().map(|token| Token { span: at(token.span), ..*token }).collect();
    let open = tokens.iter().position(|token| token.kind == TokenKind::LeftBrace);
    let mut places = Vec::new();
    let mut rest = open.and_then(|open| tokens.get(open + 1..)).unwrap_or_default();
    while let Some((first, after)) = rest.split_first() {
        if first.kind == TokenKind::RightBrace {
            break;
        }
        let length = after
            .iter()
            .position(|token| matches!(token.kind, TokenKind::Comma | TokenKind::RightBrace))
            .unwrap_or(after.len());
        let last = length.checked_sub(1).and_then(|last| after.get(last)).unwrap_or(first);
        let operator = match after.first() {
            Some(operator) if length > 1 => operator.span,
            _ => Span { start: first.span.end, end: first.span.end },
        };
        let whole = first.span.cover(last.span);
        let next = after.get(length);
        let has_comma = next.is_some_and(|next| next.kind == TokenKind::Comma);
        let following = after.get(length + 1);
        let before: Option<&MatcherPlace> = places.last();
        let with_comma = match (following.filter(|_| has_comma), before) {
            (Some(following), _) => Span { start: whole.start, end: following.span.start },
            (None, Some(before)) => Span { start: before.whole.end, end: whole.end },
            (None, None) => whole,
        };
        places.push(MatcherPlace { whole, operator, value: last.span, with_comma });
        rest = after.get(length + usize::from(has_comma)..).unwrap_or_default();
    }
    // The matcher of a name outside of the braces comes last.
    if selector.name.is_some() && selector.matchers.last().is_some_and(|matcher| matcher.is_on(METRIC_NAME)) {
        if let Some(name) = tokens.first() {
            let operator = Span { start: name.span.end, end: name.span.end };
            places.push(MatcherPlace { whole: name.span, operator, value: name.span, with_comma: name.span });
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::promql::{Features, parse};

    fn parts(text: &str) -> Vec<[&str; 4]> {
        let tree = parse(text, Features::all()).unwrap_or_else(|error| panic!("{text}: {error}"));
        let of = |span: Span| &text[span.start as usize..span.end as usize];
        let selectors = tree.selectors();
        let places = selectors.iter().flat_map(|selector| {
            let places = matchers(text, selector);
            assert_eq!(places.len(), selector.matchers.len(), "{text}");
            places
        });
        places.map(|place| [of(place.whole), of(place.operator), of(place.value), of(place.with_comma)]).collect()
    }

    #[test]
    fn matchers_are_found_again() {
        assert_eq!(
            parts(r#"1 + up{ job = "a,}" , b!~'c', } @ 5 offset 5m"#),
            [
                [r#"job = "a,}""#, "=", r#""a,}""#, r#"job = "a,}" , "#],
                ["b!~'c'", "!~", "'c'", "b!~'c', "],
                ["up", "", "up", "up"],
            ]
        );
        assert_eq!(
            parts(r#"rate({"é x", a=~"b"}[5m])"#),
            [[r#""é x""#, "", r#""é x""#, r#""é x", "#], [r#"a=~"b""#, "=~", r#""b""#, r#", a=~"b""#]]
        );
        assert_eq!(parts("sum(x)"), [["x", "", "x", "x"]]);
        assert_eq!(parts("x # {a\n{a='b' # c,\n,d='e'}").len(), 3);
    }
}
