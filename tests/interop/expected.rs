//! `expected_differences.txt`: where promq says something else than the server beside it, and why that is right.

use std::cell::Cell;

use crate::reply::Kind;

/// A rule of the file.
struct Rule {
    kind: Kind,
    /// The expression contains this.
    part: String,
    /// The difference, as it is printed, contains this.
    sign: String,
    used: Cell<usize>,
}

/// All rules, and how often each was needed.
pub(crate) struct Expected {
    rules: Vec<Rule>,
}

impl Expected {
    /// Reads the file; its head explains the form.
    pub(crate) fn read() -> Self {
        Self::parse(include_str!("expected_differences.txt"))
    }

    /// The same, and what differs from recorded replies only.
    pub(crate) fn with_recorded() -> Self {
        let mut expected = Self::read();
        expected.rules.extend(Self::parse(include_str!("expected_recorded.txt")).rules);
        expected
    }

    fn parse(text: &str) -> Self {
        let mut rules = Vec::new();
        let mut reason = false;
        for line in text.lines() {
            if line.trim().is_empty() {
                reason = false;
                continue;
            }
            if line.starts_with('#') {
                reason = true;
                continue;
            }
            assert!(reason, "a rule without a reason above it: {line}");
            let mut fields = line.split('\t');
            let kind = fields.next().and_then(Kind::parse).unwrap_or_else(|| panic!("no such kind: {line}"));
            let part = fields.next().unwrap_or_else(|| panic!("no expression: {line}")).to_owned();
            let sign = fields.next().unwrap_or_default().to_owned();
            rules.push(Rule { kind, part, sign, used: Cell::new(0) });
        }
        Self { rules }
    }

    /// Whether this difference is one we know.
    pub(crate) fn knows(&self, kind: Kind, expression: &str, difference: &str) -> bool {
        let fits =
            |rule: &&Rule| rule.kind == kind && expression.contains(&rule.part) && difference.contains(&rule.sign);
        let found = self.rules.iter().find(fits);
        found.inspect(|rule| rule.used.set(rule.used.get() + 1)).is_some()
    }

    /// The rules that nothing needed: the list must not outlive its reasons.
    pub(crate) fn unused(&self) -> Vec<String> {
        let unused = self.rules.iter().filter(|rule| rule.used.get() == 0);
        unused.map(|rule| format!("{:?} {} {}", rule.kind, rule.part, rule.sign)).collect()
    }
}

#[test]
fn a_rule_fits_by_kind_expression_and_sign() {
    let expected = Expected::parse("# because\nannotations\tsort(\tineffective\n");
    assert!(!expected.knows(Kind::Result, "sort(x)", "sort is ineffective"));
    assert!(!expected.knows(Kind::Annotations, "sort(x)", "something else"));
    assert_eq!(expected.unused().len(), 1);
    assert!(expected.knows(Kind::Annotations, "sort(x)", "sort is ineffective"));
    assert!(expected.unused().is_empty());
}
