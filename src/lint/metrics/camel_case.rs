//! A name in camelCase.
//!
//! ## What it does
//! Looks for a lower-case letter followed by an upper-case one in names of metrics and labels.
//!
//! ## Why it is bad
//! Prometheus' names are written in snake_case; a reader has to guess where this one is not.
//!
//! ## Example
//! ```text
//! httpRequests{statusCode="200"} 7
//! ```
//!
//! ## How to fix
//! Write `http_requests` and `status_code`.
//! ```text
//! http_requests{status_code="200"} 7
//! ```

use super::Problem;
use crate::exposition::classic::{ClassicFamily, is_camel_case};

pub(super) const CODE: &str = "metrics/camel-case";

pub(super) fn check(family: &ClassicFamily, problems: &mut Vec<Problem>) {
    if is_camel_case(&family.name) {
        let text = "metric names should be written in 'snake_case' not 'camelCase'";
        problems.push(Problem::of_family(CODE, family, text));
    }
    if let Some(tally) = &family.camel_case_labels {
        let text = "label names should be written in 'snake_case' not 'camelCase'";
        let problem = Problem::of_lines(CODE, family, tally, text);
        let label = camel_case_label(problem.line());
        problems.push(problem.pointing_at(label));
    }
}

/// The first camelCase word behind the brace that has a value, with the sign between them.
fn camel_case_label(line: &[u8]) -> String {
    let labels = line.split(|byte| *byte == b'{').nth(1).unwrap_or_default();
    let words = labels.split(|byte| *byte == b'=').map(|before| {
        let start = before.iter().rposition(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_');
        before.get(start.map_or(0, |start| start + 1)..).unwrap_or_default()
    });
    let mut words = words.filter(|word| is_camel_case(word));
    words.next().map_or_else(String::new, |word| format!("{}=", String::from_utf8_lossy(word)))
}
