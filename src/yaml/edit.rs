//! Changing a part of a decoded scalar: what to write into the file.

use super::{Document, NodeId, NodeKind, ScalarStyle};
use crate::diagnostic::Span;

impl Document {
    /// What to write where, so that `part` of the scalar's value becomes `replacement`; `None` if that is not certain.
    pub fn edit(&self, id: NodeId, part: Span, replacement: &str) -> Option<(Span, String)> {
        let NodeKind::Scalar(_, style) = &self.written(id).kind else { return None };
        let is_tame = replacement.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_=!~()".contains(&byte));
        (is_tame && *style != ScalarStyle::DoubleQuoted).then(|| (self.locate(id, part), replacement.into()))
    }
}
