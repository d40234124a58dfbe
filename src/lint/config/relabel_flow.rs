//! What relabelling rules do to whatever comes along, as far as it is certain: the ground of the lints about them.
//!
//! A chain is walked once. Of each label the values are known that it can have (all of them, or nothing is known), and of
//! joined source labels which patterns earlier rules have let through or turned away. Whatever could write any label, such
//! as `labelmap`, makes all of it unknown again.

use super::chain::{Chain, Of, sets_any_label};
use crate::{
    config::{
        discovery::Discovery,
        relabel::{Action, RelabelRegex, RelabelRule},
    },
    golang::case,
};
use std::collections::{BTreeMap, BTreeSet};

/// What one rule of a chain does.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Step {
    /// What is certain of it.
    pub(super) outcome: Outcome,
    /// Whether its pattern matches whatever comes along.
    pub(super) always_matches: bool,
}

/// What is certain of a rule.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outcome {
    /// Nothing.
    Open,
    /// It drops whatever comes along.
    DropsAll(Reason),
    /// It changes and drops nothing.
    Nothing(Reason),
    /// Nothing comes along: an earlier rule drops all.
    Unreached,
}

/// Why something is certain.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Reason {
    /// In words that follow "because" or a colon.
    pub(super) text: String,
    /// The earlier rule of the chain that it follows from.
    pub(super) rule: Option<usize>,
}

/// The values that a label or joined labels can have; `None` when nothing is known. The empty one is an absent label.
type Values = Option<BTreeSet<String>>;

/// No more values are followed.
const MOST_VALUES: usize = 64;

/// Walks a chain.
pub(super) fn walk(chain: &Chain<'_>) -> Vec<Step> {
    let mut state = State::at_start(chain);
    let mut is_reached = true;
    let mut steps = Vec::with_capacity(chain.rules.len());
    for (index, rule) in chain.rules.iter().enumerate() {
        if !is_reached {
            steps.push(Step { outcome: Outcome::Unreached, always_matches: false });
            continue;
        }
        let judged = state.judge(rule);
        let always_matches = matches!(judged, Judged::Always(_));
        let outcome = state.apply(rule, index, judged);
        is_reached = !matches!(outcome, Outcome::DropsAll(_));
        steps.push(Step { outcome, always_matches });
    }
    steps
}

/// Whether a rule's pattern matches.
enum Judged {
    Always(Reason),
    Never(Reason),
    Maybe,
}

/// What an earlier `keep` or `drop` has made certain.
struct Fact<'a> {
    rule: usize,
    sources: Vec<&'a str>,
    separator: &'a str,
    regex: &'a RelabelRegex,
    /// Whether all that is left matches, or none of it.
    matches: bool,
}

struct State<'a> {
    values: BTreeMap<String, Values>,
    /// Patterns of names that were removed (`true`), or of names of which only the matching ones were kept.
    removed: Vec<(&'a RelabelRule, bool)>,
    /// Whether labels without an entry are absent.
    is_closed: bool,
    facts: Vec<Fact<'a>>,
}

impl<'a> State<'a> {
    fn at_start(chain: &Chain<'a>) -> State<'a> {
        let mut state = State { values: BTreeMap::new(), removed: Vec::new(), is_closed: false, facts: Vec::new() };
        let Of::Targets(job) = chain.of else { return state };
        let discoveries = &job.discoveries;
        if discoveries.list.iter().any(|discovery| sets_any_label(discovery) || matches!(discovery, Discovery::Kuma(_)))
        {
            return state;
        }
        let groups = || discoveries.static_configs.iter();
        let given = |name: &str| -> BTreeSet<String> {
            let of_group = |group: &crate::config::discovery::TargetGroup| {
                let entry = group.labels.entries().iter().find(|entry| *entry.name.value == *name);
                entry.map_or_else(String::new, |entry| entry.value.value.clone())
            };
            groups().map(|group| of_group(group)).collect()
        };
        let has_static_only = discoveries.list.is_empty();
        for (name, default) in
            [("job", &job.job_name), ("__scheme__", &job.scheme), ("__metrics_path__", &job.metrics_path)]
        {
            let mut values = given(name);
            if values.remove("") || values.is_empty() || !has_static_only {
                values.insert(default.clone());
            }
            state.set(name, Some(values));
        }
        if !has_static_only || groups().next().is_none() {
            return state;
        }
        state.is_closed = true;
        for name in chain.of.special_labels() {
            state.values.entry((*name).into()).or_insert(None);
        }
        let addresses = groups().flat_map(|group| &group.targets).map(|target| target.value.clone());
        state.set("__address__", Some(addresses.collect()));
        for (name, values) in job.params.iter() {
            let name = format!("__param_{name}");
            state.values.insert(name, values.first().map(|first| BTreeSet::from([first.clone()])));
        }
        let names = groups().flat_map(|group| group.labels.entries()).map(|entry| entry.name.value.clone());
        for name in names.collect::<BTreeSet<String>>() {
            match state.values.contains_key(&name) {
                // A label of a group beside a default, which not all groups have.
                true if name != "job" && name != "__scheme__" && name != "__metrics_path__" => {
                    state.values.insert(name, None);
                }
                true => {}
                false => {
                    let values = given(&name);
                    state.set(&name, Some(values));
                }
            }
        }
        state
    }

    fn set(&mut self, name: &str, values: Values) {
        self.values.insert(name.into(), values.filter(|values| values.len() <= MOST_VALUES));
    }

    /// The values that a label can have.
    fn values_of(&self, name: &str) -> Values {
        let absent = || Some(BTreeSet::from([String::new()]));
        if let Some(values) = self.values.get(name) {
            return values.clone();
        }
        if self.removed.iter().any(|(rule, matching)| rule.matches(name) == *matching) {
            return absent();
        }
        // Labels of discoveries that the job does not have are another lint's.
        if self.is_closed && !name.starts_with("__") { absent() } else { None }
    }

    /// The joined values of a rule's source labels.
    fn joined(&self, rule: &RelabelRule) -> Values {
        let mut texts = BTreeSet::from([String::new()]);
        for (index, name) in rule.source_labels().enumerate() {
            let separator = if index == 0 { "" } else { rule.separator.as_str() };
            let values = self.values_of(name)?;
            if texts.len() * values.len() > MOST_VALUES {
                return None;
            }
            let combine = |text: &String| {
                let joined = |value: &String| format!("{text}{separator}{value}");
                values.iter().map(joined).collect::<Vec<String>>()
            };
            texts = texts.iter().flat_map(combine).collect();
        }
        Some(texts)
    }

    /// Whether a rule's pattern matches what comes along.
    fn judge(&self, rule: &RelabelRule) -> Judged {
        let Some(regex) = rule.given_regex() else {
            return Judged::Always(Reason::of("without a pattern everything matches"));
        };
        if is_anything_of(rule, regex) {
            return Judged::Always(Reason::of(format!("`{}` matches everything", regex.as_str())));
        }
        let sources: Vec<&str> = rule.source_labels().collect();
        let facts: Vec<&Fact<'_>> =
            self.facts.iter().filter(|fact| fact.sources == sources && fact.separator == rule.separator).collect();
        if let Some(fact) = facts.iter().find(|fact| fact.regex == regex) {
            return match fact.matches {
                true => Judged::Always(Reason::from(fact.rule, "a rule above has let only matching ones through")),
                false => Judged::Never(Reason::from(fact.rule, "a rule above has dropped all matching ones")),
            };
        }
        let agrees = |text: &String| facts.iter().all(|fact| fact.regex.is_match(text) == fact.matches);
        if let Some(texts) = self.joined(rule) {
            let left: Vec<&String> = texts.iter().filter(|text| agrees(text)).collect();
            return judge_texts(regex, &left, Reason::of(describe(rule, &left)));
        }
        let whole_set = |regex: &'a RelabelRegex| regex.whole().and_then(|regex| regex.set_matches());
        for fact in facts.iter().filter(|fact| fact.matches) {
            if let Some(texts) = whole_set(fact.regex) {
                let left: Vec<&String> = texts.iter().filter(|text| agrees(text)).collect();
                let text = format!("a rule above has let only `{}` through", fact.regex.as_str());
                return judge_texts(regex, &left, Reason::from(fact.rule, text));
            }
        }
        let own = regex.whole().and_then(|regex| regex.set_matches()).unwrap_or_default();
        if !own.is_empty() && !own.iter().any(agrees) {
            let fact = facts.iter().find(|fact| own.iter().all(|text| fact.regex.is_match(text) != fact.matches));
            if let Some(fact) = fact {
                let did = if fact.matches { "let only" } else { "dropped what matches" };
                let end = if fact.matches { " through" } else { "" };
                let text = format!("a rule above has {did} `{}`{end}", fact.regex.as_str());
                return Judged::Never(Reason::from(fact.rule, text));
            }
        }
        Judged::Maybe
    }

    /// Notes what a rule does.
    fn apply(&mut self, rule: &'a RelabelRule, index: usize, judged: Judged) -> Outcome {
        let Some(action) = rule.action else { return Outcome::Open };
        match action {
            Action::Keep => match judged {
                Judged::Always(reason) => Outcome::Nothing(reason),
                Judged::Never(reason) => Outcome::DropsAll(reason),
                Judged::Maybe => self.learn(rule, index, true),
            },
            Action::Drop => match judged {
                Judged::Always(reason) => Outcome::DropsAll(reason),
                Judged::Never(reason) => Outcome::Nothing(reason),
                Judged::Maybe => self.learn(rule, index, false),
            },
            Action::KeepEqual => self.compare(rule).map_or(Outcome::Open, |(is_equal, reason)| match is_equal {
                true => Outcome::Nothing(reason),
                false => Outcome::DropsAll(reason),
            }),
            Action::DropEqual => self.compare(rule).map_or(Outcome::Open, |(is_equal, reason)| match is_equal {
                true => Outcome::DropsAll(reason),
                false => Outcome::Nothing(reason),
            }),
            Action::Replace => self.replace(rule, judged),
            Action::Lowercase => self.write_each(rule, case::to_lower),
            Action::Uppercase => self.write_each(rule, case::to_upper),
            Action::HashMod => {
                self.write(&rule.target_label, None);
                Outcome::Open
            }
            Action::LabelMap => self.map(rule),
            Action::LabelDrop => self.remove(rule, true),
            Action::LabelKeep => self.remove(rule, false),
        }
    }

    fn learn(&mut self, rule: &'a RelabelRule, index: usize, matches: bool) -> Outcome {
        if let Some(regex) = rule.given_regex() {
            let sources = rule.source_labels().collect();
            self.facts.push(Fact { rule: index, sources, separator: &rule.separator, regex, matches });
        }
        Outcome::Open
    }

    /// Whether the source labels and the target label are equal, if that is certain.
    fn compare(&self, rule: &RelabelRule) -> Option<(bool, Reason)> {
        if rule.source_labels().eq([rule.target_label.as_str()]) {
            return Some((true, Reason::of(format!("it compares `{}` with itself", rule.target_label))));
        }
        let (joined, target) = (self.joined(rule)?, self.values_of(&rule.target_label)?);
        let left: Vec<&String> = joined.iter().collect();
        let text = describe(rule, &left);
        if joined.len() == 1 && joined == target {
            return Some((true, Reason::of(text)));
        }
        let reason = || Reason::of(format!("{text}, and `{}` is never that", rule.target_label));
        joined.is_disjoint(&target).then(|| (false, reason()))
    }

    fn replace(&mut self, rule: &RelabelRule, judged: Judged) -> Outcome {
        if let Judged::Never(reason) = judged {
            return Outcome::Nothing(reason);
        }
        if copies_onto_itself(rule) {
            return Outcome::Nothing(Reason::of(format!("it writes `{0}` into `{0}`", rule.target_label)));
        }
        let target = rule.target_label.as_str();
        if target.contains('$') {
            self.forget();
            return Outcome::Open;
        }
        let new: Values = match rule.replacement.contains('$') {
            false => Some(BTreeSet::from([rule.replacement.clone()])),
            true => self.joined(rule).map(|texts| {
                texts.iter().filter_map(|text| rule.expand(&rule.replacement, text)).collect::<BTreeSet<String>>()
            }),
        };
        let old = self.values_of(target);
        if let (Some(new), Some(old)) = (&new, &old)
            && new.len() == 1
            && new == old
        {
            let value = old.first().map_or("", String::as_str);
            let text = match value.is_empty() {
                true => format!("`{target}` is not there, and stays so"),
                false => format!("`{target}` is `{value}` already"),
            };
            return Outcome::Nothing(Reason::of(text));
        }
        let values = match judged {
            Judged::Always(_) => new,
            _ => new.zip(old).map(|(new, old)| new.union(&old).cloned().collect()),
        };
        self.write(target, values);
        Outcome::Open
    }

    fn write_each(&mut self, rule: &RelabelRule, change: fn(&str) -> String) -> Outcome {
        let values = self.joined(rule).map(|texts| texts.iter().map(|text| change(text)).collect());
        self.write(&rule.target_label, values);
        Outcome::Open
    }

    fn write(&mut self, label: &str, values: Values) {
        self.facts.retain(|fact| !fact.sources.contains(&label));
        self.set(label, values);
    }

    fn map(&mut self, rule: &RelabelRule) -> Outcome {
        let takes_all = rule.given_regex().is_none_or(|regex| regex.is_anything() || regex.as_str() == "(.+)");
        if takes_all && matches!(rule.replacement.as_str(), "$1" | "${1}" | "$0" | "${0}") {
            return Outcome::Nothing(Reason::of("it copies every label onto itself"));
        }
        self.forget();
        Outcome::Open
    }

    /// `labeldrop` (`matching`) and `labelkeep`.
    fn remove(&mut self, rule: &'a RelabelRule, matching: bool) -> Outcome {
        let names = rule.given_regex().and_then(|regex| regex.whole()).and_then(|regex| regex.set_matches());
        let is_absent = |name: &String| self.values_of(name) == Some(BTreeSet::from([String::new()]));
        if !matching && rule.given_regex().is_none_or(RelabelRegex::is_anything) {
            return Outcome::Nothing(Reason::of("it keeps every label"));
        }
        if let Some(names) = names.filter(|names| matching && !names.is_empty())
            && names.iter().all(is_absent)
        {
            let reason = format!("`{}` is not there", names.join("`, `"));
            return Outcome::Nothing(Reason::of(reason));
        }
        for (name, values) in &mut self.values {
            if rule.matches(name) == matching {
                *values = Some(BTreeSet::from([String::new()]));
            }
        }
        self.facts.retain(|fact| !fact.sources.iter().any(|name| rule.matches(name) == matching));
        self.removed.push((rule, matching));
        Outcome::Open
    }

    fn forget(&mut self) {
        self.values.clear();
        self.removed.clear();
        self.facts.clear();
        self.is_closed = false;
    }
}

impl Reason {
    fn of(text: impl Into<String>) -> Reason {
        Reason { text: text.into(), rule: None }
    }

    fn from(rule: usize, text: impl Into<String>) -> Reason {
        Reason { text: text.into(), rule: Some(rule) }
    }
}

fn judge_texts(regex: &RelabelRegex, texts: &[&String], reason: Reason) -> Judged {
    let matching = texts.iter().filter(|text| regex.is_match(text)).count();
    match texts.len() {
        0 => Judged::Maybe,
        count if count == matching => Judged::Always(reason),
        _ if matching == 0 => Judged::Never(reason),
        _ => Judged::Maybe,
    }
}

/// What the joined labels of a rule are, in words.
fn describe(rule: &RelabelRule, texts: &[&String]) -> String {
    let labels: Vec<&str> = rule.source_labels().collect();
    let labels = labels.join("`, `");
    match texts {
        [] => format!("`{labels}` has no value"),
        [only] if only.is_empty() => format!("`{labels}` is always empty here"),
        [only] => format!("`{labels}` is always `{only}` here"),
        [first, .., last] => format!("`{labels}` has one of {} values here, from `{first}` to `{last}`", texts.len()),
    }
}

/// Whether the pattern matches whatever the source labels are: `.*`, or `(.*);(.*)` for two labels joined with `;`.
fn is_anything_of(rule: &RelabelRule, regex: &RelabelRegex) -> bool {
    if regex.is_anything() {
        return true;
    }
    let count = rule.source_labels().count();
    let separator = rule.separator.as_str();
    let is_literal = separator.bytes().all(|byte| byte.is_ascii_alphanumeric() || b";,/:@_-".contains(&byte));
    if count < 2 || separator.is_empty() || !is_literal {
        return false;
    }
    let parts: Vec<&str> = regex.as_str().split(separator).collect();
    parts.len() == count && parts.iter().all(|part| matches!(*part, ".*" | "(.*)"))
}

/// Whether a rule writes a label's value into the same label.
fn copies_onto_itself(rule: &RelabelRule) -> bool {
    let is_whole = rule.given_regex().is_none_or(|regex| regex.is_anything() || matches!(regex.as_str(), "(.+)"));
    let has_group = rule.given_regex().is_none_or(|regex| regex.as_str().contains('('));
    let is_same = match rule.replacement.as_str() {
        "$1" | "${1}" => has_group,
        "$0" | "${0}" => true,
        _ => false,
    };
    is_whole && is_same && rule.source_labels().eq([rule.target_label.as_str()])
}

/// The label that a rule writes, if it is always the same.
pub(super) fn written_label(rule: &RelabelRule) -> Option<&str> {
    match rule.action? {
        Action::Replace => Some(rule.target_label.as_str()).filter(|label| !label.contains('$')),
        Action::HashMod | Action::Lowercase | Action::Uppercase => Some(&rule.target_label),
        _ => None,
    }
}

/// Whether a rule could write a label.
pub(super) fn may_write(rule: &RelabelRule, label: &str) -> bool {
    match rule.action {
        Some(Action::Replace) if rule.target_label.contains('$') => true,
        Some(Action::LabelMap) => rule.replacement.contains('$') || rule.replacement == label,
        _ => written_label(rule) == Some(label),
    }
}

/// Whether a rule looks at the value of a label.
pub(super) fn reads(rule: &RelabelRule, label: &str) -> bool {
    let is_compared = matches!(rule.action, Some(Action::KeepEqual | Action::DropEqual)) && rule.target_label == label;
    let is_mapped = rule.action == Some(Action::LabelMap) && rule.matches(label);
    is_compared || is_mapped || rule.source_labels().any(|source| source == label)
}
