//! The API's envelope around every answer.
//!
//! ```text
//! {"status":"success","data":…,"warnings":[…],"infos":[…]}
//! {"status":"error","errorType":"bad_data","error":"…","data":…}
//! ```
//! Servers differ in what else they put in and in the order; unknown fields are passed over.

use crate::model::annotations::{Annotation, AnnotationLevel, Annotations};
use serde::Deserialize;

/// An answer, with `data` decoded as `T`.
#[derive(Deserialize)]
#[serde(bound = "T: Deserialize<'de>")]
pub(super) struct Envelope<T> {
    #[serde(default)]
    pub(super) status: String,
    pub(super) data: Option<T>,
    #[serde(rename = "errorType", default)]
    pub(super) error_type: String,
    #[serde(default)]
    pub(super) error: String,
    warnings: Option<Vec<String>>,
    infos: Option<Vec<String>>,
}

impl<T> Envelope<T> {
    /// Warnings and infos as texts.
    pub(super) fn notes(&mut self) -> (Vec<String>, Vec<String>) {
        (self.warnings.take().unwrap_or_default(), self.infos.take().unwrap_or_default())
    }

    /// Warnings and infos. Their positions are part of the texts already, so they have no span.
    pub(super) fn annotations(&mut self) -> Annotations {
        let (warnings, infos) = self.notes();
        let mut annotations = Annotations::default();
        for (level, texts) in [(AnnotationLevel::Warning, warnings), (AnnotationLevel::Info, infos)] {
            for text in texts {
                annotations.add(Annotation { level, text, detail: None, span: None });
            }
        }
        annotations
    }
}
