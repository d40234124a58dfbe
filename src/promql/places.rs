//! Where the parts of a node stand: the tree has the place of a selector, an aggregation or an operation as a whole, which
//! is what errors need; those who point at a single matcher or label, or change one, find it again in the text.

use super::{
    ast::{Aggregate, Binary, VectorSelector},
    lexer::{Keyword, Token, TokenKind, lex},
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
    let tokens = tokens_of(text, selector.span);
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

/// The places of the labels of `by` or `without`, in the order of [`Aggregate::grouping`].
pub fn grouping(text: &str, node: &Aggregate) -> Vec<Span> {
    let inner = node.parameter.as_ref().unwrap_or(&node.body).span().cover(node.body.span());
    let mut tokens = tokens_of(text, node.span);
    tokens.retain(|token| token.span.end <= inner.start || token.span.start >= inner.end);
    labels_after(&tokens, &[Keyword::By, Keyword::Without])
}

/// The places of what stands between two operands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorPlaces {
    /// The operator.
    pub operator: Span,
    /// `bool`.
    pub return_bool: Option<Span>,
    /// The labels of `on` or `ignoring`, in order.
    pub labels: Vec<Span>,
    /// The labels of `group_left` or `group_right`, in order.
    pub include: Vec<Span>,
}

/// The places of what stands between the operands of `node`.
pub fn operator(text: &str, node: &Binary) -> OperatorPlaces {
    let between = Span { start: node.left.span().end, end: node.right.span().start };
    let tokens = tokens_of(text, between);
    let operator = tokens.first().map_or(between, |token| token.span);
    let return_bool = tokens.iter().find(|token| token.kind == TokenKind::Keyword(Keyword::Bool));
    OperatorPlaces {
        operator,
        return_bool: return_bool.map(|token| token.span),
        labels: labels_after(&tokens, &[Keyword::On, Keyword::Ignoring]),
        include: labels_after(&tokens, &[Keyword::GroupLeft, Keyword::GroupRight]),
    }
}

/// The tokens of a part of the text, placed in the whole.
fn tokens_of(text: &str, part: Span) -> Vec<Token> {
    let start = part.start as usize;
    let lexed = lex(text.get(start..part.end as usize).unwrap_or_default());
    let at = |span: Span| Span::new(start + span.start as usize, start + span.end as usize);
    let real = |token: &Token| !matches!(token.kind, TokenKind::EndOfInput | TokenKind::LexicalError);
    lexed.tokens.iter().filter(|token| real(token)).map(|token| Token { span: at(token.span), ..*token }).collect()
}

/// The labels in the parentheses after one of these words.
fn labels_after(tokens: &[Token], words: &[Keyword]) -> Vec<Span> {
    let is_word = |token: &Token| matches!(token.kind, TokenKind::Keyword(word) if words.contains(&word));
    let Some(word) = tokens.iter().position(is_word) else { return Vec::new() };
    let mut rest = tokens.get(word + 1..).unwrap_or_default().iter();
    if rest.next().is_none_or(|token| token.kind != TokenKind::LeftParen) {
        return Vec::new();
    }
    let labels = rest.take_while(|token| token.kind != TokenKind::RightParen);
    labels.filter(|token| token.kind != TokenKind::Comma).map(|token| token.span).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::promql::{Features, ast::Expr, parse};

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

    #[test]
    fn labels_of_aggregations_and_operators_are_found_again() {
        let of = |text: &str, spans: &[Span]| -> Vec<String> {
            spans.iter().map(|span| text[span.start as usize..span.end as usize].to_owned()).collect()
        };
        for (text, expected) in [
            (r#"sum by (a, "é x", sum,) (x)"#, &["a", r#""é x""#, "sum"][..]),
            ("topk(3, x) without ( by )", &["by"]),
            ("sum(sum by (a) (x))", &[]),
            ("sum by () (sum by (a) (x))", &[]),
        ] {
            let tree = parse(text, Features::all()).unwrap_or_else(|error| panic!("{text}: {error}"));
            let Expr::Aggregate(node) = &tree else { panic!("{text}") };
            assert_eq!(of(text, &grouping(text, node)), expected, "{text}");
        }
        let text = "(x) # c\n>= bool on (a, b) group_left (c,) (y)";
        let tree = parse(text, Features::all()).unwrap_or_else(|error| panic!("{text}: {error}"));
        let Expr::Binary(node) = &tree else { panic!("{text}") };
        let places = operator(text, node);
        assert_eq!(of(text, &[places.operator]), [">="]);
        assert_eq!(of(text, places.return_bool.as_slice()), ["bool"]);
        assert_eq!(of(text, &places.labels), ["a", "b"]);
        assert_eq!(of(text, &places.include), ["c"]);
    }
}
