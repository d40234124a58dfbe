//! Text → tokens. What a character means depends on where it stands: at the top, in braces, in brackets, or among the
//! values of a series description. Never looks at the order of tokens; that is the grammar's matter.

mod cursor;
mod number;
mod query;
mod series;
pub(super) mod string;
mod token;

pub(super) use query::{Lexed, lex, lex_series_description};
pub(super) use token::{HistogramKey, Keyword, Token, TokenKind, Word, describe};
