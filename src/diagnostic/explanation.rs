//! What a code means, for the formats that carry the pages of their findings along.

/// The page of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The code, as findings carry it.
    pub code: &'static str,
    /// One line without a period.
    pub summary: String,
    /// The whole page, as Markdown.
    pub page: String,
}
