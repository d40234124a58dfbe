//! The kinds of tokens, and how error messages name them.

use crate::{
    diagnostic::Span,
    golang::quote::quote,
    promql::ast::{AggregateOperator, BinaryOperator},
};

/// A piece of the text with its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::promql) struct Token {
    pub(in crate::promql) kind: TokenKind,
    pub(in crate::promql) span: Span,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::promql) enum TokenKind {
    /// Nothing follows.
    EndOfInput,
    /// What follows cannot be split into tokens; the message is kept beside the tokens.
    LexicalError,
    /// A word without `:` that means nothing by itself.
    Identifier,
    /// A word with `:`.
    MetricIdentifier,
    String,
    Number,
    Duration,
    LeftParen,
    RightParen,
    LeftBrace,
    RightBrace,
    LeftBracket,
    RightBracket,
    Comma,
    Colon,
    /// `=`
    Equals,
    /// `=~`
    EqualsRegex,
    /// `!~`
    NotEqualsRegex,
    /// `@`
    At,
    /// An operator between expressions; `!=` also stands in braces.
    Operator(BinaryOperator),
    Aggregator(AggregateOperator),
    Keyword(Keyword),
    /// A word that is a call when parentheses follow.
    Word(Word),
    /// `{{`
    OpenHistogram,
    /// `}}`
    CloseHistogram,
    /// `_` among values.
    Blank,
    /// `x` among values.
    Times,
    /// Space among values.
    Space,
    HistogramKey(HistogramKey),
    /// The value of `counter_reset_hint`.
    ResetHint(crate::model::histogram::CounterResetHint),
}

/// Words that change what stands beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::promql) enum Keyword {
    Offset,
    Smoothed,
    Anchored,
    By,
    Without,
    On,
    Ignoring,
    GroupLeft,
    GroupRight,
    Fill,
    FillLeft,
    FillRight,
    Bool,
}

/// Words for points in time, lengths of time and the choice between two of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::promql) enum Word {
    Start,
    End,
    Step,
    Range,
    MaxOf,
    MinOf,
}

/// The keys of a native histogram in a series description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::promql) enum HistogramKey {
    Sum,
    Count,
    Schema,
    Offset,
    NegativeOffset,
    Buckets,
    NegativeBuckets,
    ZeroBucket,
    ZeroBucketWidth,
    CustomValues,
    CounterResetHint,
}

impl TokenKind {
    /// The kind of a word outside of braces and brackets, whatever its case; `fill` and its like need a parenthesis
    /// after them to be more than a name, which is for the caller to see.
    pub(super) fn of_word(word: &str) -> TokenKind {
        use {AggregateOperator as Aggregator, BinaryOperator as Operator};
        match word.to_ascii_lowercase().as_str() {
            "and" => TokenKind::Operator(Operator::And),
            "or" => TokenKind::Operator(Operator::Or),
            "unless" => TokenKind::Operator(Operator::Unless),
            "atan2" => TokenKind::Operator(Operator::Atan2),
            "sum" => TokenKind::Aggregator(Aggregator::Sum),
            "avg" => TokenKind::Aggregator(Aggregator::Avg),
            "count" => TokenKind::Aggregator(Aggregator::Count),
            "min" => TokenKind::Aggregator(Aggregator::Min),
            "max" => TokenKind::Aggregator(Aggregator::Max),
            "group" => TokenKind::Aggregator(Aggregator::Group),
            "stddev" => TokenKind::Aggregator(Aggregator::Stddev),
            "stdvar" => TokenKind::Aggregator(Aggregator::Stdvar),
            "topk" => TokenKind::Aggregator(Aggregator::TopK),
            "bottomk" => TokenKind::Aggregator(Aggregator::BottomK),
            "count_values" => TokenKind::Aggregator(Aggregator::CountValues),
            "quantile" => TokenKind::Aggregator(Aggregator::Quantile),
            "limitk" => TokenKind::Aggregator(Aggregator::LimitK),
            "limit_ratio" => TokenKind::Aggregator(Aggregator::LimitRatio),
            "offset" => TokenKind::Keyword(Keyword::Offset),
            "smoothed" => TokenKind::Keyword(Keyword::Smoothed),
            "anchored" => TokenKind::Keyword(Keyword::Anchored),
            "by" => TokenKind::Keyword(Keyword::By),
            "without" => TokenKind::Keyword(Keyword::Without),
            "on" => TokenKind::Keyword(Keyword::On),
            "ignoring" => TokenKind::Keyword(Keyword::Ignoring),
            "group_left" => TokenKind::Keyword(Keyword::GroupLeft),
            "group_right" => TokenKind::Keyword(Keyword::GroupRight),
            "fill" => TokenKind::Keyword(Keyword::Fill),
            "fill_left" => TokenKind::Keyword(Keyword::FillLeft),
            "fill_right" => TokenKind::Keyword(Keyword::FillRight),
            "bool" => TokenKind::Keyword(Keyword::Bool),
            "start" => TokenKind::Word(Word::Start),
            "end" => TokenKind::Word(Word::End),
            "inf" | "nan" => TokenKind::Number,
            other => match TokenKind::of_duration_word(other) {
                Some(word) => word,
                None if other.contains(':') => TokenKind::MetricIdentifier,
                None => TokenKind::Identifier,
            },
        }
    }

    /// The kind of one of the four words that may stand in brackets.
    pub(super) fn of_duration_word(word: &str) -> Option<TokenKind> {
        Some(TokenKind::Word(match word.to_ascii_lowercase().as_str() {
            "step" => Word::Step,
            "range" => Word::Range,
            "max_of" => Word::MaxOf,
            "min_of" => Word::MinOf,
            _ => return None,
        }))
    }
}

/// How an error message names a token that reads `text`: `identifier "x"`, `<op:+>`, `end of input`.
pub(in crate::promql) fn describe(kind: TokenKind, text: &str) -> String {
    let quoted = || quote(text.as_bytes());
    match kind {
        TokenKind::EndOfInput => "end of input".to_owned(),
        TokenKind::LexicalError => "error".to_owned(),
        TokenKind::Identifier => format!("identifier {}", quoted()),
        TokenKind::MetricIdentifier => format!("metric identifier {}", quoted()),
        TokenKind::String => format!("string {}", shortened(text)),
        TokenKind::Number => format!("number {}", shortened(text)),
        TokenKind::Duration => format!("duration {}", shortened(text)),
        TokenKind::Operator(_) | TokenKind::At | TokenKind::EqualsRegex | TokenKind::NotEqualsRegex => {
            format!("<op:{text}>")
        }
        TokenKind::Aggregator(_) => format!("<aggr:{text}>"),
        TokenKind::Keyword(_) => format!("<{text}>"),
        TokenKind::HistogramKey(key) => format!("\"<Item {}>\" {}", 57370 + key as u32, shortened(text)),
        TokenKind::ResetHint(hint) => format!("\"<Item {}>\" {}", 57445 + hint as u32, shortened(text)),
        _ => quoted(),
    }
}

/// The text in quotes; of one over ten bytes the first ten characters, and dots.
fn shortened(text: &str) -> String {
    if text.len() <= 10 {
        return quote(text.as_bytes());
    }
    let end = text.char_indices().nth(10).map_or(text.len(), |(index, _)| index);
    format!("{}...", quote(text.get(..end).unwrap_or(text).as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_name_tokens_by_their_class_and_keep_the_spelling() {
        let describe_word = |word: &str| describe(TokenKind::of_word(word), word);
        assert_eq!(describe_word("BOOL"), "<BOOL>");
        assert_eq!(describe_word("Unless"), "<op:Unless>");
        assert_eq!(describe_word("sum"), "<aggr:sum>");
        assert_eq!(describe_word("Step"), "\"Step\"");
        assert_eq!(describe_word("NaN"), "number \"NaN\"");
        assert_eq!(describe_word("a:b"), "metric identifier \"a:b\"");
        assert_eq!(describe_word("infinity"), "identifier \"infinity\"");
    }

    #[test]
    fn long_literals_are_cut_after_ten_characters() {
        assert_eq!(describe(TokenKind::String, "\"abcdefgh\""), "string \"\\\"abcdefgh\\\"\"");
        assert_eq!(describe(TokenKind::String, "\"abcdefghi\""), "string \"\\\"abcdefghi\"...");
        assert_eq!(describe(TokenKind::String, "\"ääää\""), "string \"\\\"ääää\\\"\"");
    }
}
