//! From matchers to series numbers.
//!
//! A matcher that the empty string passes also passes series without the label, which no list names; such a matcher
//! takes away the series whose value does *not* pass. The others each give a union of lists, and those are intersected.
//! A regular expression is asked once a value of its label, never once a series.

use super::index::{Index, Postings, difference, intersection, union};
use crate::{
    model::matcher::{MatchKind, Matcher},
    tsdb::Error,
};

/// The numbers of the series that pass all matchers, in the order of the index, which is that of the labels.
///
/// No matcher at all lets every series pass.
pub fn matching_series<'a>(index: &'a Index, matchers: &[Matcher]) -> Result<Postings<'a>, Error> {
    let (taking, giving): (Vec<&Matcher>, Vec<&Matcher>) = matchers.iter().partition(|matcher| matcher.matches(""));
    let mut kept = Vec::with_capacity(giving.len().max(1));
    for matcher in giving {
        let passing = lists_of(index, matcher, true)?;
        if passing.iter().all(Postings::is_empty) {
            return Ok(Postings::default());
        }
        kept.push(union(passing));
    }
    if kept.is_empty() {
        kept.push(index.all_postings()?);
    }
    let mut series = intersection(kept);
    for matcher in taking {
        if series.is_empty() {
            break;
        }
        series = difference(series, &union(lists_of(index, matcher, false)?));
    }
    Ok(series)
}

/// The lists of the values of the matcher's label that pass (or do not pass) it.
fn lists_of<'a>(index: &'a Index, matcher: &Matcher, passing: bool) -> Result<Vec<Postings<'a>>, Error> {
    // Labels are UTF-8, so a name that is not is that of no label, and the empty name is none either.
    let Some(name) = matcher.name.as_str().filter(|name| !name.is_empty()) else {
        return Ok(Vec::new());
    };
    let single = match (matcher.kind, passing) {
        (MatchKind::Equal, true) | (MatchKind::NotEqual, false) => true,
        // `.*` passes everything.
        (MatchKind::Regex, false) if matcher.value.as_bytes() == b".*" => return Ok(Vec::new()),
        _ => false,
    };
    if single {
        return match matcher.value.as_str() {
            Some(value) => Ok(vec![index.postings(name, value)?]),
            None => Ok(Vec::new()),
        };
    }
    index.postings_where(name, |value| matcher.matches(value) == passing)
}
