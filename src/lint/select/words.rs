//! The words of `--lint`.

use super::area;
use crate::{
    diagnostic::similar,
    golang::quote::quote,
    lint::{codes, lint},
};
use hashbrown::HashSet;
use std::fmt;

/// promtool's lint of configurations, which is found where a configuration is checked.
pub const TOO_LONG_INTERVAL: &str = "config/too-long-scrape-interval";

/// promtool's lint of rule files.
const DUPLICATE_RULES: &str = "rules/duplicate";

/// What a list of words means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The list as promtool would see it.
    pub text: String,
    /// Whether a word is promq's own, so that all findings count.
    pub is_own: bool,
    /// Words that mean nothing, in order.
    pub unknown: Vec<UnknownWord>,
    selected: HashSet<&'static str>,
}

/// A word that means nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownWord {
    /// The word.
    pub word: String,
    /// What was probably meant.
    pub suggestion: Option<&'static str>,
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "unknown lint {}", quote(self.word.as_bytes()))?;
        match self.suggestion {
            Some(suggestion) => write!(formatter, " (did you mean `{suggestion}`?)"),
            None => Ok(()),
        }
    }
}

impl Words {
    /// Reads a list of the command line, words separated by commas.
    ///
    /// `is_own`: whether all findings count though no word says so.
    pub fn parse(text: &str, is_own: bool) -> Words {
        let list: Vec<&str> = text.split(',').map(str::trim).collect();
        let is_own =
            is_own || list.iter().any(|word| *word == "default" || word.starts_with('-') || word.contains('/'));
        let mut words = match is_own {
            true => Words::read(list.into_iter()),
            false => Words::of_promtool(&list),
        };
        words.text = text.into();
        words
    }

    /// Reads the list of a project, whose findings count whatever the words are.
    pub(super) fn of_project<'w>(list: impl Iterator<Item = &'w str>) -> Words {
        Words::read(list)
    }

    /// What is looked for where promtool's words say what counts: with `all` everything, with `none` nothing, else what
    /// is looked for unasked.
    fn of_promtool(list: &[&str]) -> Words {
        let mut words = Words::default();
        if !list.contains(&"none") {
            words.selected.extend(meant(if list.contains(&"all") { "all" } else { "default" }));
        }
        words
    }

    /// Reads words from left to right. A list that begins by taking away takes away from `default`.
    fn read<'w>(list: impl Iterator<Item = &'w str>) -> Words {
        let mut words = Words { is_own: true, ..Words::default() };
        for (number, word) in list.filter(|word| !word.is_empty()).enumerate() {
            let (is_taken, name) = match word.strip_prefix('-') {
                Some(name) => (true, name),
                None => (false, word),
            };
            if is_taken && number == 0 {
                words.selected.extend(meant("default"));
            }
            match (name, is_taken) {
                ("none", false) => words.selected.clear(),
                _ => {
                    let meant = meant(name);
                    if meant.is_empty() {
                        words.unknown.push(unknown(word));
                    }
                    for code in meant {
                        match is_taken {
                            true => words.selected.remove(code),
                            false => words.selected.insert(code),
                        };
                    }
                }
            }
        }
        words
    }

    /// Whether the lint of this code is selected.
    pub fn selects(&self, code: &str) -> bool {
        self.selected.contains(code)
    }
}

/// The codes that a word names; none if it names nothing.
fn meant(name: &str) -> Vec<&'static str> {
    let area = area(name);
    let names = |code: &str| match (name, area) {
        ("all", _) => true,
        ("default", _) => lint(code).is_some_and(|lint| lint.is_default),
        ("duplicate-rules", _) => code == DUPLICATE_RULES,
        ("too-long-scrape-interval", _) => code == TOO_LONG_INTERVAL,
        (_, Some(area)) => code.starts_with(area),
        (name, None) => code == name,
    };
    let elsewhere = Some(TOO_LONG_INTERVAL).filter(|code| lint(code).is_none());
    codes().chain(elsewhere).filter(|code| names(code)).collect()
}

/// A word that names nothing, with what was probably meant.
pub(super) fn unknown(word: &str) -> UnknownWord {
    let name = word.strip_prefix('-').unwrap_or(word);
    let known: Vec<&'static str> = ["all", "default", "none"].into_iter().chain(codes()).collect();
    UnknownWord { word: word.into(), suggestion: similar(name, &known) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selected(text: &str) -> (bool, Vec<&'static str>) {
        let words = Words::parse(text, false);
        let of_few = ["promql/plain-regex", "rules/duplicate", "metrics/colon"];
        (words.is_own, of_few.into_iter().filter(|code| words.selects(code)).collect())
    }

    #[test]
    fn words_are_read_from_left_to_right() {
        let all = vec!["promql/plain-regex", "rules/duplicate", "metrics/colon"];
        assert_eq!(selected("all"), (false, all.clone()));
        assert_eq!(Words::parse("all", true), Words { is_own: true, ..Words::parse("all", false) });
        assert_eq!(selected("duplicate-rules"), (false, all.clone()));
        assert_eq!(selected("all,none"), (false, vec![]));
        assert_eq!(selected("default"), (true, all.clone()));
        assert_eq!(selected("-rules/duplicate"), (true, vec!["promql/plain-regex", "metrics/colon"]));
        assert_eq!(selected("-duplicate-rules"), selected("-rules/duplicate"));
        assert_eq!(selected("all,-metrics/*,-promql/"), (true, vec!["rules/duplicate"]));
        assert_eq!(selected("rules/duplicate, promql/"), (true, vec!["promql/plain-regex", "rules/duplicate"]));
        assert_eq!(selected("default,none,rules/"), (true, vec!["rules/duplicate"]));
        assert_eq!(selected("-rules/,rules/duplicate"), (true, all));
    }

    #[test]
    fn unknown_words_of_ones_own_have_advice() {
        let unknown = |text| Words::parse(text, false).unknown.iter().map(UnknownWord::to_string).collect::<Vec<_>>();
        assert_eq!(unknown("defaut,rules/"), ["unknown lint \"defaut\" (did you mean `default`?)"]);
        assert_eq!(unknown("-rules/duplicat"), ["unknown lint \"-rules/duplicat\" (did you mean `rules/duplicate`?)"]);
        assert_eq!(unknown("x/y"), ["unknown lint \"x/y\""]);
        // What is promtool's alone, promtool's texts tell.
        assert_eq!(unknown("x,all"), [""; 0]);
    }
}
