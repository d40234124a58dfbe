//! One thing that is wrong with a family.

use crate::{
    diagnostic::{Diagnostic, Place, SourceText, Span},
    exposition::classic::{ClassicFamily, Mark, Tally},
};
use std::sync::Arc;

/// One thing that is wrong with a family, perhaps many times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Its code.
    pub code: &'static str,
    /// The family's name.
    pub metric: String,
    /// What is wrong, in promtool's words.
    pub text: String,
    /// How many times promtool says it.
    pub count: u64,
    /// Whether it is about several lines, rather than several times about one.
    is_of_lines: bool,
    /// What to do about it.
    hint: String,
    /// The line where it is first seen.
    mark: Mark,
    /// What to point at in that line.
    target: String,
}

impl Problem {
    /// Something about the family as a whole: its name, type or help.
    pub(super) fn of_family(code: &'static str, family: &ClassicFamily, text: impl Into<String>) -> Problem {
        let name = String::from_utf8_lossy(&family.name).into_owned();
        Problem {
            code,
            metric: name.clone(),
            text: text.into(),
            count: 1,
            is_of_lines: false,
            hint: String::new(),
            mark: family.type_line.as_ref().unwrap_or(&family.first).clone(),
            target: name,
        }
    }

    /// Something about labels or samples of the family.
    pub(super) fn of_lines(
        code: &'static str,
        family: &ClassicFamily,
        tally: &Tally,
        text: impl Into<String>,
    ) -> Problem {
        let (count, mark) = (tally.count, tally.first.clone());
        Problem { count, mark, is_of_lines: true, ..Problem::of_family(code, family, text) }
    }

    /// The same with what to do about it.
    pub(super) fn hinted(self, hint: impl Into<String>) -> Problem {
        Problem { hint: hint.into(), ..self }
    }

    /// The same, pointing at `target` in its line.
    pub(super) fn pointing_at(self, target: impl Into<String>) -> Problem {
        Problem { target: target.into(), ..self }
    }

    /// The same, as often as it is said.
    pub(super) fn times(self, count: u64) -> Problem {
        Problem { count, ..self }
    }

    /// The line where it is first seen, as far as it was kept.
    pub(super) fn line(&self) -> &[u8] {
        &self.mark.text
    }

    /// The finding in the text called `name`.
    pub fn diagnostic(&self, name: &str) -> Diagnostic {
        let text = &self.mark.text;
        let source = SourceText::excerpt(name, text.to_vec(), self.mark.line, self.mark.offset);
        let start = memchr::memmem::find(text, self.target.as_bytes());
        let span = start.map_or(Span::new(0, text.len()), |start| Span::new(start, start + self.target.len()));
        let mut diagnostic = Diagnostic::warning(self.code, format!("{}: {}", self.metric, self.text))
            .at(Place::new(&Arc::new(source), span));
        if self.is_of_lines && self.count > 1 {
            diagnostic = diagnostic.hinted(format!("this is the first of {} times", self.count));
        }
        if self.hint.is_empty() { diagnostic } else { diagnostic.hinted(&self.hint) }
    }
}
