//! Prometheus' rules about relabelling rules, in its order and its words.

use super::{
    super::error::{BrokenRule, broken},
    rule::{Action, DEFAULT_REPLACEMENT, DEFAULT_SEPARATOR, NameScheme, WrittenRule},
};
use crate::model::labels::is_classic_label_name;

impl WrittenRule {
    /// The rule's action, if the rule breaks no rule.
    pub(super) fn check(&self, scheme: NameScheme) -> Result<Action, BrokenRule> {
        let Some(action) = self.action else { return Err(broken("action", "relabel action cannot be empty")) };
        let name = action.name();
        if action == Action::HashMod && self.modulus == 0 {
            return Err(broken("action", "relabel configuration for hashmod requires non-zero modulus"));
        }
        let needs_target = matches!(
            action,
            Action::Replace
                | Action::HashMod
                | Action::Lowercase
                | Action::Uppercase
                | Action::KeepEqual
                | Action::DropEqual
        );
        if needs_target && self.target_label.is_empty() {
            let message = format!("relabel configuration for {name} action requires 'target_label' value");
            return Err(broken("target_label", message));
        }
        self.check_names(action, scheme)?;
        if matches!(action, Action::KeepEqual | Action::DropEqual)
            && (self.regex.is_some() || self.modulus != 0 || self.has_separator() || self.has_replacement())
        {
            let message =
                format!("{name} action requires only 'source_labels' and `target_label`, and no other fields");
            return Err(broken("action", message));
        }
        if matches!(action, Action::LabelDrop | Action::LabelKeep)
            && (self.source_labels.is_some()
                || !self.target_label.is_empty()
                || self.modulus != 0
                || self.has_separator()
                || self.has_replacement())
        {
            return Err(broken("action", format!("{name} action requires only 'regex', and no other fields")));
        }
        Ok(action)
    }

    fn has_separator(&self) -> bool {
        self.separator != DEFAULT_SEPARATOR
    }

    fn has_replacement(&self) -> bool {
        self.replacement != DEFAULT_REPLACEMENT
    }

    fn check_names(&self, action: Action, scheme: NameScheme) -> Result<(), BrokenRule> {
        let name = action.name();
        let target = &self.target_label;
        let wrong_target = || broken("target_label", format!("{target:?} is invalid 'target_label' for {name} action"));
        match action {
            Action::Replace if !is_template(target, scheme) => return Err(wrong_target()),
            Action::Lowercase | Action::Uppercase | Action::KeepEqual | Action::DropEqual => {
                if !is_name(target, scheme) {
                    return Err(wrong_target());
                }
                if self.has_replacement() {
                    let message = format!("'replacement' can not be set for {name} action");
                    return Err(broken("replacement", message));
                }
            }
            Action::LabelMap if !is_template(&self.replacement, scheme) => {
                let message = format!("{:?} is invalid 'replacement' for labelmap action", self.replacement);
                return Err(broken("replacement", message));
            }
            Action::HashMod if !is_name(target, scheme) => return Err(wrong_target()),
            _ => {}
        }
        Ok(())
    }
}

fn is_name(name: &str, scheme: NameScheme) -> bool {
    match scheme {
        NameScheme::Utf8 => !name.is_empty(),
        NameScheme::Legacy => is_classic_label_name(name),
    }
}

/// Whether `name` may come to be a name once its references are replaced.
fn is_template(name: &str, scheme: NameScheme) -> bool {
    match scheme {
        NameScheme::Utf8 => !name.is_empty(),
        NameScheme::Legacy if !name.contains('$') => is_classic_label_name(name),
        NameScheme::Legacy => is_classic_template(name),
    }
}

/// Whether `name` consists of letters, digits, underscores, `$group` and `${group}`, and does not begin with a digit.
fn is_classic_template(name: &str) -> bool {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let mut rest = name.as_bytes();
    if rest.first().is_none_or(u8::is_ascii_digit) {
        return false;
    }
    while let Some((&first, after)) = rest.split_first() {
        rest = match first {
            b'$' => {
                let (braced, after) = after.strip_prefix(b"{").map_or((false, after), |after| (true, after));
                let length = after.iter().take_while(|&&byte| is_word(byte)).count();
                let (group, after) = after.split_at(length);
                match (group.is_empty(), braced) {
                    (true, _) => return false,
                    (false, false) => after,
                    (false, true) => match after.strip_prefix(b"}") {
                        Some(after) => after,
                        None => return false,
                    },
                }
            }
            byte if is_word(byte) => after,
            _ => return false,
        };
    }
    true
}
