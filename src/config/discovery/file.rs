//! `file_sd_configs`: target groups that stand in files.

use crate::config::tls_client::resolve_path;
use crate::{
    config::{
        decode::{Checks, Duration, Located, Section, section},
        patterns::has_star_only_at_end,
    },
    golang::quote::quote,
};
use std::path::Path;

section! {
    /// The files to read.
    pub struct File {
        files: Vec<Located<String>>,
        refresh_interval: Duration = Duration::minutes(5),
    }
}

impl Section for File {
    const GO_NAME: &'static str = "file.SDConfig";
    const GO_FIELDS: &'static str = "file.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        let message = "file service discovery config must contain at least one path name";
        checks.ensure(!self.files.is_empty(), "files", message);
        for file in &self.files {
            if !is_valid_pattern(file) {
                let shown = quote(file.as_bytes());
                checks.add(file.spot, format!("path name {shown} is not valid for file discovery"));
            }
        }
    }

    fn resolve_paths(&mut self, directory: &Path) {
        self.files.iter_mut().for_each(|file| resolve_path(file, directory));
    }
}

/// A path that may have a `*` in its last element, and ends as JSON or YAML files do.
fn is_valid_pattern(pattern: &str) -> bool {
    let endings = [".json", ".yml", ".yaml", ".JSON", ".YML", ".YAML"];
    let stem = endings.iter().find_map(|ending| pattern.strip_suffix(ending));
    stem.is_some_and(has_star_only_at_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_in_the_last_element() {
        for (pattern, fits) in [
            ("a/*.yml", true),
            ("a/b*c.json", true),
            ("*/a.yml", false),
            ("a.YAML", true),
            ("a.Yaml", false),
            ("a", false),
        ] {
            assert_eq!(is_valid_pattern(pattern), fits, "{pattern}");
        }
    }
}
