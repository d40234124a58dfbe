//! Go's replacement templates: `$1`, `${1}`, `${name}`, `$$`.

use regex::bytes::Captures;

/// Appends `template` with its references replaced by the groups of `captures`; unknown groups are empty.
///
/// A name is as long as letters, digits and underscores go: `$1x` is the group named `1x`. A lone `$` stays.
pub(super) fn expand(template: &str, captures: &Captures<'_>, group_names: &[Option<String>], out: &mut Vec<u8>) {
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('$') {
        out.extend_from_slice(before.as_bytes());
        if let Some(after) = after.strip_prefix('$') {
            out.push(b'$');
            rest = after;
            continue;
        }
        let Some((name, after)) = reference(after) else {
            out.push(b'$');
            rest = after;
            continue;
        };
        rest = after;
        let group = match group_number(name) {
            Some(number) => captures.get(number),
            None => (1..)
                .zip(group_names)
                .filter(|(_, group_name)| group_name.as_deref() == Some(name))
                .find_map(|(number, _)| captures.get(number)),
        };
        out.extend_from_slice(group.map_or(&[], |group| group.as_bytes()));
    }
    out.extend_from_slice(rest.as_bytes());
}

/// The names that a template refers to, in order.
pub fn references(template: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = template;
    while let Some((_, after)) = rest.split_once('$') {
        rest = match (after.strip_prefix('$'), reference(after)) {
            (Some(after), _) => after,
            (None, Some((name, after))) => {
                names.push(name);
                after
            }
            (None, None) => after,
        };
    }
    names
}

/// Splits `name…` or `{name}…`.
fn reference(text: &str) -> Option<(&str, &str)> {
    let (braced, text) = text.strip_prefix('{').map_or((false, text), |text| (true, text));
    let end = text.find(|rune: char| rune != '_' && !rune.is_alphanumeric()).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let rest = if braced { rest.strip_prefix('}')? } else { rest };
    (!name.is_empty()).then_some((name, rest))
}

/// A name of digits is a group's number, unless it starts with a needless zero.
pub(super) fn group_number(name: &str) -> Option<usize> {
    let number = name.bytes().all(|byte| byte.is_ascii_digit()) && (name == "0" || !name.starts_with('0'));
    // A number too large for the type is no group either.
    number.then(|| name.parse().unwrap_or(usize::MAX))
}
