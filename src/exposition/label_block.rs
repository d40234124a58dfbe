//! What stands between braces: labels, and in the newer style the metric name in quotes.

use super::{
    error::{ExpositionFault, FaultAt},
    event::{LabelPair, MetricType},
    number::normalize_bound,
    scanner::{Scanner, unescape, utf8},
};
use crate::model::labels::{MAX_LABEL_BYTES, METRIC_NAME};

/// How the formats differ between braces.
#[derive(Clone, Copy, Debug)]
pub(super) struct BlockStyle {
    /// The text format: blanks anywhere, commas as one likes, line ends inside of values.
    pub(super) lenient: bool,
    /// Whether a metric name may stand here; exemplars have none.
    pub(super) metric_name: bool,
}

/// Reads from behind the `{` to behind the `}` and appends the labels as written.
///
/// A quoted metric name is appended as the label `__name__`; `name_set` says whether there is one already.
pub(super) fn read_labels<'a>(
    scanner: &mut Scanner<'a>,
    style: BlockStyle,
    kind: MetricType,
    mut name_set: bool,
    labels: &mut Vec<LabelPair<'a>>,
) -> Result<(), FaultAt> {
    loop {
        skip_blanks(scanner, style);
        if scanner.accept(b'}') {
            return Ok(());
        }
        let start = scanner.position;
        let quoted = scanner.take_quoted(true);
        let name = match quoted {
            Some(name) => unescape(check_length(name, start).and_then(|name| utf8(name, start + 1, "name"))?, true),
            None => {
                let digit_first = scanner.peek().is_some_and(|byte| byte.is_ascii_digit());
                let name = match digit_first {
                    true => &[][..],
                    false => scanner.take_while(|byte| byte.is_ascii_alphanumeric() || byte == b'_'),
                };
                if name.is_empty() {
                    return Err(scanner.expected("label name"));
                }
                utf8(check_length(name, start)?, start, "name")?.into()
            }
        };
        skip_blanks(scanner, style);
        if quoted.is_some() && matches!(scanner.peek(), Some(b',' | b'}')) {
            if !style.metric_name {
                return Err(scanner.expected("\"=\" after a label name"));
            }
            if name_set {
                return Err(FaultAt { offset: start, fault: ExpositionFault::NameSetTwice });
            }
            name_set = true;
            labels.push((METRIC_NAME.into(), name));
            scanner.accept(b',');
            continue;
        }
        if name.is_empty() {
            return Err(FaultAt { offset: start, fault: ExpositionFault::EmptyLabelName });
        }
        if !scanner.accept(b'=') {
            return Err(scanner.expected("\"=\" after a label name"));
        }
        skip_blanks(scanner, style);
        let start = scanner.position;
        let value = scanner.take_quoted(style.lenient).ok_or_else(|| scanner.expected("label value in quotes"))?;
        let value = unescape(check_length(value, start).and_then(|value| utf8(value, start + 1, "label value"))?, true);
        let value = normalize_bound(kind, &name, value);
        labels.push((name, value));
        skip_blanks(scanner, style);
        if !scanner.accept(b',') && !style.lenient && scanner.peek() != Some(b'}') {
            return Err(scanner.expected("\",\" or \"}\""));
        }
    }
}

#[inline]
fn skip_blanks(scanner: &mut Scanner<'_>, style: BlockStyle) {
    if style.lenient {
        scanner.skip_blanks();
    }
}

fn check_length(text: &[u8], offset: usize) -> Result<&[u8], FaultAt> {
    if text.len() > MAX_LABEL_BYTES {
        return Err(FaultAt { offset, fault: ExpositionFault::TooLong(text.len()) });
    }
    Ok(text)
}

/// Brings the labels of a sample into the order of [`super::Sample::labels`]; `offset` is where the sample stands.
pub(super) fn finish_labels(labels: &mut [LabelPair<'_>], offset: usize) -> Result<(), FaultAt> {
    labels.sort_unstable_by(|left, right| left.0.cmp(&right.0));
    let fault = |fault| Err(FaultAt { offset, fault });
    if let Some(twice) = labels.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        return fault(ExpositionFault::DuplicateLabel(twice[0].0.to_string()));
    }
    match labels.binary_search_by(|(name, _)| (**name).cmp(METRIC_NAME)) {
        Ok(index) if !labels[index].1.is_empty() => Ok(()),
        _ => fault(ExpositionFault::NameNotSet),
    }
}
