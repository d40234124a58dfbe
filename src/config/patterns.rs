//! Patterns of file names in configuration files.

/// `^[^*]*(\*[^/]*)?$`: whether all stars stand in the last element of the path.
pub(super) fn has_star_only_at_end(pattern: &str) -> bool {
    pattern.find('*').is_none_or(|star| !pattern[star..].contains('/'))
}
