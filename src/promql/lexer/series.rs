//! The states in which the values of a series description are read: `1+2x5 _ stale {{sum:1 buckets:[1 2]}}`.

use super::{
    cursor::{is_alphabetic, is_space, quoted},
    number::accept_number,
    query::{Histogram, Lexer, State, Step},
    token::{HistogramKey, TokenKind},
};
use crate::{golang::quote::quote, model::histogram::CounterResetHint, promql::ast::BinaryOperator as Operator};

impl Lexer<'_> {
    /// Among the values, outside of histograms. Spaces are tokens here.
    pub(super) fn values(&mut self) -> Step {
        let Some(next) = self.cursor.next() else { return Ok(State::Between) };
        let kind = match next {
            '{' if self.cursor.accept("{") => {
                self.histogram = Histogram::Open;
                self.emit(TokenKind::OpenHistogram);
                return Ok(State::Between);
            }
            _ if is_space(next) => {
                self.emit(TokenKind::Space);
                self.skip_spaces();
                return Ok(State::Values);
            }
            '+' => TokenKind::Operator(Operator::Add),
            '-' => TokenKind::Operator(Operator::Subtract),
            'x' => TokenKind::Times,
            '_' => TokenKind::Blank,
            _ if self.starts_number(next) => {
                self.cursor.step_back();
                return self.number().map(|()| State::Values);
            }
            _ if is_alphabetic(next) => return Ok(self.word()),
            _ => return Err(format!("unexpected character in series sequence: {}", quoted(Some(next)))),
        };
        self.emit(kind);
        Ok(State::Values)
    }

    /// Between `{{` and what follows `}}`.
    pub(super) fn in_histogram(&mut self) -> Step {
        if let Histogram::Followed(kind) = self.histogram {
            self.histogram = Histogram::None;
            self.cursor.next();
            self.emit(kind);
            return Ok(State::Values);
        }
        if self.bracket_open {
            return self.in_buckets();
        }
        let next = self.cursor.next();
        let kind = match next {
            Some(next) if is_space(next) => {
                self.emit(TokenKind::Space);
                self.skip_spaces();
                return Ok(State::Between);
            }
            Some(next) if is_alphabetic(next) => self.histogram_word()?,
            Some(':') => TokenKind::Colon,
            Some('-') => TokenKind::Operator(Operator::Subtract),
            Some('0'..='9') => {
                self.cursor.step_back();
                return self.number().map(|()| State::Between);
            }
            Some('[') => {
                self.bracket_open = true;
                TokenKind::LeftBracket
            }
            Some('}') if self.cursor.accept("}") => {
                self.emit(TokenKind::CloseHistogram);
                self.histogram = match self.cursor.peek() {
                    Some('x') => Histogram::Followed(TokenKind::Times),
                    Some('+') => Histogram::Followed(TokenKind::Operator(Operator::Add)),
                    Some('-') => Histogram::Followed(TokenKind::Operator(Operator::Subtract)),
                    _ => Histogram::None,
                };
                return Ok(if matches!(self.histogram, Histogram::None) { State::Values } else { State::Between });
            }
            other => return Err(format!("histogram description incomplete unexpected: {}", quoted(other))),
        };
        self.emit(kind);
        Ok(State::Between)
    }

    /// A key, `inf` or `nan`, or a counter reset hint; its first letter was taken already.
    fn histogram_word(&mut self) -> Result<TokenKind, String> {
        self.cursor.accept_while(is_alphabetic);
        let word = self.cursor.word();
        let lower = word.to_ascii_lowercase();
        if let Some(key) = histogram_key(&lower) {
            return match self.cursor.is_at(":") {
                true => Ok(TokenKind::HistogramKey(key)),
                false => Err("missing `:` for histogram descriptor".to_owned()),
            };
        }
        match lower.as_str() {
            "inf" | "nan" => Ok(TokenKind::Number),
            "unknown" => Ok(TokenKind::ResetHint(CounterResetHint::Unknown)),
            "reset" => Ok(TokenKind::ResetHint(CounterResetHint::Reset)),
            "not_reset" => Ok(TokenKind::ResetHint(CounterResetHint::NotReset)),
            "gauge" => Ok(TokenKind::ResetHint(CounterResetHint::Gauge)),
            _ => Err(format!("bad histogram descriptor found: {}", quote(word.as_bytes()))),
        }
    }

    /// Between the brackets of a bucket list.
    fn in_buckets(&mut self) -> Step {
        let next = self.cursor.next();
        let kind = match next {
            Some(next) if is_space(next) => {
                self.emit(TokenKind::Space);
                self.skip_spaces();
                return Ok(State::Between);
            }
            Some('-') => {
                self.emit(TokenKind::Operator(Operator::Subtract));
                return self.number().map(|()| State::Between);
            }
            Some('0'..='9') => {
                self.cursor.step_back();
                return self.number().map(|()| State::Between);
            }
            Some(']') => {
                self.bracket_open = false;
                TokenKind::RightBracket
            }
            Some(first) if is_alphabetic(first) => {
                self.cursor.accept_while(is_alphabetic);
                match self.cursor.word().to_ascii_lowercase().as_str() {
                    "inf" | "nan" => TokenKind::Number,
                    _ => return Err(invalid_in_buckets(next)),
                }
            }
            _ => return Err(invalid_in_buckets(next)),
        };
        self.emit(kind);
        Ok(State::Between)
    }

    fn number(&mut self) -> Result<(), String> {
        if !accept_number(&mut self.cursor, self.series) {
            return Err(format!("bad number syntax: {}", quote(self.cursor.word().as_bytes())));
        }
        self.emit(TokenKind::Number);
        Ok(())
    }
}

fn invalid_in_buckets(character: Option<char>) -> String {
    format!("invalid character in buckets description: {}", quoted(character))
}

fn histogram_key(lower: &str) -> Option<HistogramKey> {
    Some(match lower {
        "sum" => HistogramKey::Sum,
        "count" => HistogramKey::Count,
        "schema" => HistogramKey::Schema,
        "offset" => HistogramKey::Offset,
        "n_offset" => HistogramKey::NegativeOffset,
        "buckets" => HistogramKey::Buckets,
        "n_buckets" => HistogramKey::NegativeBuckets,
        "z_bucket" => HistogramKey::ZeroBucket,
        "z_bucket_w" => HistogramKey::ZeroBucketWidth,
        "custom_values" => HistogramKey::CustomValues,
        "counter_reset_hint" => HistogramKey::CounterResetHint,
        _ => return None,
    })
}
