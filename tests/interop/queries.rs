//! The questions: `queries.txt`, a table of data directories and a table of expressions for all of them.

use std::collections::BTreeMap;

/// One question to one data directory.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Query {
    pub(crate) expression: String,
    pub(crate) time: Time,
}

/// When a query is evaluated, in the words of `queries.txt`: unix seconds, and a step in seconds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Time {
    Instant(String),
    Range { start: String, end: String, step: String },
}

/// A data directory of the corpus and all that is asked of it.
pub(crate) struct Directory {
    pub(crate) name: String,
    pub(crate) queries: Vec<Query>,
}

/// A `data` section as it stands in the file.
#[derive(Default)]
struct Section {
    name: String,
    times: Vec<Time>,
    values: BTreeMap<String, Vec<String>>,
    own: Vec<String>,
}

/// Reads `queries.txt`; its head explains the form.
pub(crate) fn parse(text: &str) -> Vec<Directory> {
    let mut sections: Vec<Section> = Vec::new();
    let mut templates: Vec<String> = Vec::new();
    let mut in_table = false;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let section = sections.last_mut();
        match (word, section) {
            ("[data]", _) => sections.push(Section { name: rest.to_owned(), ..Section::default() }),
            ("[expressions]", _) => in_table = true,
            (_, _) if in_table => templates.push(line.to_owned()),
            ("at", Some(section)) => section.times.extend(rest.split(' ').map(|time| Time::Instant(time.to_owned()))),
            ("from", Some(section)) => {
                let [start, _, end, _, step] = rest.split(' ').collect::<Vec<_>>()[..] else {
                    panic!("expected `from START to END step STEP`, got {line}");
                };
                let (start, end, step) = (start.to_owned(), end.to_owned(), step.to_owned());
                section.times.push(Time::Range { start, end, step });
            }
            ("let", Some(section)) => {
                let (name, values) =
                    rest.split_once(" = ").unwrap_or_else(|| panic!("expected `let NAME = …`: {line}"));
                section.values.insert(name.to_owned(), values.split(" ; ").map(str::to_owned).collect());
            }
            ("ask", Some(section)) => section.own.push(rest.to_owned()),
            _ => panic!("not understood: {line}"),
        }
    }
    sections.into_iter().map(|section| section.expand(&templates)).collect()
}

impl Section {
    /// Every template, for every choice of its values, at every time. A template that names something this directory
    /// does not have is not asked here.
    fn expand(&self, templates: &[String]) -> Directory {
        let expressions = templates.iter().chain(&self.own).flat_map(|template| self.fill_in(template));
        let at_all_times = |expression: String| {
            self.times.iter().map(move |time| Query { expression: expression.clone(), time: time.clone() })
        };
        Directory { name: self.name.clone(), queries: expressions.flat_map(at_all_times).collect() }
    }

    fn fill_in(&self, template: &str) -> Vec<String> {
        let Some((name, _)) = placeholder(template) else {
            return vec![template.to_owned()];
        };
        let values = self.values.get(name).map_or(&[][..], Vec::as_slice);
        values.iter().flat_map(|value| self.fill_in(&replace(template, name, value))).collect()
    }
}

/// The first `$name` of a template and where it stands. `$1` and `${1}` belong to the expression.
fn placeholder(template: &str) -> Option<(&str, usize)> {
    template.match_indices('$').find_map(|(at, _)| {
        let rest = &template[at + 1..];
        let length = rest.bytes().take_while(|byte| byte.is_ascii_lowercase() || *byte == b'_').count();
        (length > 0).then_some((&rest[..length], at))
    })
}

/// Puts `value` for every `$name`, and not for a longer name that begins with it.
fn replace(template: &str, name: &str, value: &str) -> String {
    let mut filled = String::new();
    let mut rest = template;
    while let Some((found, at)) = placeholder(rest) {
        let end = at + 1 + found.len();
        filled.push_str(&rest[..at]);
        filled.push_str(if found == name { value } else { &rest[at..end] });
        rest = &rest[end..];
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_filled_in_for_every_choice_and_time() {
        let text = "[data] a\nat 1 2\nlet x = p ; q\nask 7\n[expressions]\nrate($x[5m]) + $x\n$nosuch\n";
        let directories = parse(text);
        let expressions: Vec<&str> = directories[0].queries.iter().map(|query| query.expression.as_str()).collect();
        assert_eq!(expressions, ["rate(p[5m]) + p", "rate(p[5m]) + p", "rate(q[5m]) + q", "rate(q[5m]) + q", "7", "7"]);
        assert_eq!(directories[0].queries[1].time, Time::Instant("2".to_owned()));
    }

    #[test]
    fn group_references_of_label_replace_are_left_alone() {
        let text =
            "[data] a\nfrom 1 to 9 step 2\nlet x_y = m\nlet x = n\n[expressions]\nlabel_replace($x_y, \"$1${2}$x\")\n";
        assert_eq!(parse(text)[0].queries[0].expression, "label_replace(m, \"$1${2}n\")");
    }
}
