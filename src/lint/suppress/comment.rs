//! One comment: its grammar.

use super::{
    super::{codes, select::Words},
    pint,
};
use crate::diagnostic::{Span, similar};
use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// Whose comment it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dialect {
    Promq,
    Pint,
}

/// What a comment asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Request {
    /// All findings from here on.
    IgnoreFile,
    /// All findings of this line.
    IgnoreLine,
    /// All findings of the next line.
    IgnoreNextLine,
    /// All findings up to the end mark.
    IgnoreBegin,
    /// The end mark.
    IgnoreEnd,
    /// Some codes in the rule.
    DisableRule(Codes),
    /// Some codes in the file.
    DisableFile(Codes),
    /// Nothing that concerns findings: an owner, a setting of pint's, a time that is over.
    Nothing,
}

/// Codes that are switched off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Codes {
    pub(super) names: Vec<&'static str>,
    /// What the place of a finding must have in it, pint's `promql/series(NAME)`.
    pub(super) subject: Option<String>,
}

/// What is wrong with a comment, and with which part of its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) part: Span,
    pub(super) message: String,
    pub(super) suggestion: Option<&'static str>,
}

/// The forms, and whether something follows them.
const FORMS: [(&str, bool); 12] = [
    ("ignore/file", false),
    ("ignore/line", false),
    ("ignore/next-line", false),
    ("ignore/begin", false),
    ("ignore/end", false),
    ("disable", true),
    ("snooze", true),
    ("file/disable", true),
    ("file/snooze", true),
    ("file/owner", true),
    ("rule/owner", true),
    ("rule/set", true),
];

/// A comment found in a line.
#[derive(Debug)]
pub(super) struct Comment {
    /// Where its `#` stands in the line.
    pub(super) start: usize,
    /// What it asks for.
    pub(super) request: Result<Request, Fault>,
}

/// The comment for promq or pint in a line, if there is one.
///
/// As with pint, comments are found in the text of lines, without regard to YAML: so that they may stand in the
/// expression of a block, where they are PromQL's, and in files that are no YAML. Only a `#` between double quotes is
/// none; a single quote may be an apostrophe.
pub(super) fn find(line: &str, now: Timestamp) -> Option<Comment> {
    let mut is_quoted = false;
    let mut previous = ' ';
    for (start, character) in line.char_indices() {
        if character == '"' && previous != '\\' {
            is_quoted = !is_quoted;
        }
        if character == '#' && !is_quoted && previous.is_whitespace() {
            // An apostrophe of inches does not hide the comments behind it: quotes in comments are no quotes.
            return find_in_comment(line, start, now);
        }
        previous = character;
    }
    None
}

/// The first part of a comment, from one `#` to the next, that is one of ours.
fn find_in_comment(line: &str, first: usize, now: Timestamp) -> Option<Comment> {
    let starts = line[first..].match_indices('#').map(|(at, _)| first + at);
    starts.into_iter().find_map(|start| parse(line, start, now))
}

/// Reads the comment whose `#` stands at `start`; `None` if it is not one of ours.
fn parse(line: &str, start: usize, now: Timestamp) -> Option<Comment> {
    let text = line[start + 1..].trim_start();
    let (dialect, rest) = match text.split_once(char::is_whitespace)? {
        ("promq", rest) => (Dialect::Promq, rest.trim()),
        ("pint", rest) => (Dialect::Pint, rest.trim()),
        _ => return None,
    };
    let (form, value) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let value = value.trim();
    // Parts of the line are slices of it, so that their places are known.
    let place = |part: &str| {
        let at = part.as_ptr() as usize - line.as_ptr() as usize;
        Span::new(at, at + part.len())
    };
    let fault = |part: &str, message: String, suggestion| Fault { part: place(part), message, suggestion };
    let Some((form, takes_value)) = FORMS.iter().find(|(known, _)| *known == form) else {
        let known: Vec<&'static str> = FORMS.iter().map(|(form, _)| *form).collect();
        // Prose about the programs is no mistake.
        let suggestion = similar(form, &known)?;
        let request = Err(fault(form, format!("unknown comment `{form}`"), Some(suggestion)));
        return Some(Comment { start, request });
    };
    let request = match (*takes_value, value) {
        (true, "") => Err(fault(rest, format!("`{form}` needs something behind it"), None)),
        (false, other) if !other.is_empty() => Err(fault(other, format!("nothing can stand behind `{form}`"), None)),
        _ => match *form {
            "ignore/file" => Ok(Request::IgnoreFile),
            "ignore/line" => Ok(Request::IgnoreLine),
            "ignore/next-line" => Ok(Request::IgnoreNextLine),
            "ignore/begin" => Ok(Request::IgnoreBegin),
            "ignore/end" => Ok(Request::IgnoreEnd),
            "disable" => codes_in(value, dialect, &fault).map(Request::DisableRule),
            "file/disable" => codes_in(value, dialect, &fault).map(Request::DisableFile),
            "snooze" => snoozed(value, dialect, now, &fault, Request::DisableRule),
            "file/snooze" => snoozed(value, dialect, now, &fault, Request::DisableFile),
            _ => Ok(Request::Nothing),
        },
    };
    Some(Comment { start, request })
}

type MakeFault<'a> = &'a dyn Fn(&str, String, Option<&'static str>) -> Fault;

/// `TIME CODES`.
fn snoozed(
    value: &str,
    dialect: Dialect,
    now: Timestamp,
    fault: MakeFault<'_>,
    request: fn(Codes) -> Request,
) -> Result<Request, Fault> {
    let (time, codes) = value.split_once(char::is_whitespace).unwrap_or((value, ""));
    let until = time.parse::<Timestamp>().ok().or_else(|| {
        let date: Date = time.parse().ok()?;
        date.to_zoned(TimeZone::UTC).ok().map(|midnight| midnight.timestamp())
    });
    let Some(until) = until else {
        let message = format!("`{time}` is no time such as 2026-12-31 or 2026-12-31T12:00:00Z");
        return Err(fault(time, message, None));
    };
    if codes.trim().is_empty() {
        return Err(fault(time, "a code must stand behind the time".into(), None));
    }
    let codes = codes_in(codes.trim(), dialect, fault)?;
    Ok(if now < until { request(codes) } else { Request::Nothing })
}

fn codes_in(value: &str, dialect: Dialect, fault: MakeFault<'_>) -> Result<Codes, Fault> {
    match dialect {
        Dialect::Pint => pint_check(value, fault),
        Dialect::Promq => {
            let mut names = Vec::new();
            for name in value.split([',', ' ', '\t']).filter(|name| !name.is_empty()) {
                let words = Words::parse(name, true);
                let is_known = name == "all" || (name.contains('/') && words.unknown.is_empty());
                if !is_known || name.starts_with('-') {
                    let suggestion = words.unknown.first().and_then(|unknown| unknown.suggestion);
                    return Err(fault(name, format!("there is no lint `{name}`"), suggestion));
                }
                names.extend(codes().filter(|code| words.selects(code)));
            }
            Ok(Codes { names, subject: None })
        }
    }
}

/// A check of pint's: `promql/series`, or with something in parentheses. That is a server, a tag such as `(+dev)`, or of
/// `promql/series` a selector; servers and tags mean nothing here.
fn pint_check(value: &str, fault: MakeFault<'_>) -> Result<Codes, Fault> {
    let (check, parameter) = value.split_once('(').unwrap_or((value, ""));
    let Some(names) = pint::codes_of(check.trim()) else {
        return Err(fault(check, format!("pint has no check `{check}`"), pint::similar(check)));
    };
    let metric = parameter.split(['{', ')']).next().unwrap_or_default().trim();
    let is_selector = check == "promql/series" && !metric.is_empty() && !metric.starts_with('+');
    Ok(Codes { names: names.to_vec(), subject: is_selector.then(|| metric.to_owned()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2026-11-28T12:00:00Z".parse().expect("a time")
    }

    fn request(line: &str) -> Option<Result<Request, String>> {
        let comment = find(line, now())?;
        Some(comment.request.map_err(|fault| {
            let part = &line[fault.part.start as usize..fault.part.end as usize];
            format!("{part}: {} {}", fault.message, fault.suggestion.unwrap_or_default())
        }))
    }

    fn codes(names: &[&'static str]) -> Codes {
        Codes { names: names.to_vec(), subject: None }
    }

    #[test]
    fn each_form_is_read() {
        let duplicate = codes(&["rules/duplicate"]);
        for (line, expected) in [
            ("# promq ignore/file", Request::IgnoreFile),
            ("  #   pint   ignore/line  \r", Request::IgnoreLine),
            ("expr: up # pint ignore/next-line", Request::IgnoreNextLine),
            ("x # y # pint ignore/begin", Request::IgnoreBegin),
            ("{% x %} # pint ignore/end", Request::IgnoreEnd),
            ("# pint disable rule/duplicate", Request::DisableRule(duplicate.clone())),
            ("# pint disable rule/duplicate(+dev)", Request::DisableRule(duplicate.clone())),
            ("# promq disable rules/duplicate", Request::DisableRule(duplicate.clone())),
            ("# promq file/disable rules/duplicate, promql/plain-regex", {
                Request::DisableFile(codes(&["rules/duplicate", "promql/plain-regex"]))
            }),
            ("# promq snooze 2026-11-29 rules/duplicate", Request::DisableRule(duplicate.clone())),
            ("# promq file/snooze 2026-11-28T12:00:01Z rules/duplicate", Request::DisableFile(duplicate)),
            ("# pint snooze 2026-11-28 rule/duplicate", Request::Nothing),
            ("# pint rule/set promql/series min-age 1d", Request::Nothing),
            ("# pint file/owner bob", Request::Nothing),
            ("# pint disable promql/series(up{a=\"b\"})", {
                Request::DisableRule(Codes { names: Vec::new(), subject: Some("up".into()) })
            }),
        ] {
            assert_eq!(request(line), Some(Ok(expected)), "{line}");
        }
        let Some(Ok(Request::DisableRule(all))) = request("# promq disable all") else { panic!("all codes") };
        assert_eq!(all.names.len(), super::codes().count());
    }

    #[test]
    fn other_comments_are_nobodys_business() {
        for line in [
            "",
            "# promq",
            "# promq is a program",
            "#promql disable x",
            "# pint of beer",
            "summary: \"see # promq disable x\"",
            "a#promq ignore/line",
        ] {
            assert_eq!(request(line), None, "{line}");
        }
    }

    #[test]
    fn mistakes_have_advice() {
        for (line, expected) in [
            ("# promq disabel rules/duplicate", "disabel: unknown comment `disabel` disable"),
            ("# promq ignore/lines", "ignore/lines: unknown comment `ignore/lines` ignore/line"),
            ("# promq disable", "disable: `disable` needs something behind it "),
            ("# promq ignore/line x", "x: nothing can stand behind `ignore/line` "),
            ("# promq disable rules/duplicat", "rules/duplicat: there is no lint `rules/duplicat` rules/duplicate"),
            ("# promq disable -rules/", "-rules/: there is no lint `-rules/` "),
            ("# promq disable default", "default: there is no lint `default` "),
            ("# pint disable promql/serie", "promql/serie: pint has no check `promql/serie` promql/series"),
            (
                "# pint snooze tomorrow promql/series",
                "tomorrow: `tomorrow` is no time such as 2026-12-31 or 2026-12-31T12:00:00Z ",
            ),
            ("# pint snooze 2026-12-01", "2026-12-01: a code must stand behind the time "),
        ] {
            assert_eq!(request(line), Some(Err(expected.to_string())), "{line}");
        }
    }
}
