//! Target groups: written out in `static_configs`, in files, or given by web servers.

use crate::{
    config::decode::{Checks, LabelSet, Located, Section, section},
    golang::quote::quote,
};

section! {
    /// Targets with labels in common.
    pub struct TargetGroup {
        /// Their addresses.
        targets: Vec<Located<String>>,
        /// Their labels.
        labels: LabelSet,
    }
}

impl Section for TargetGroup {
    const GO_NAME: &'static str = "targetgroup.Group";
    const GO_FIELDS: &'static str =
        r#"struct { Targets []string "yaml:\"targets\""; Labels model.LabelSet "yaml:\"labels\"" }"#;

    fn check(&mut self, _: &mut Checks<'_>) {}
}

/// Refuses an address that looks like a URL or a path.
pub(in crate::config) fn check_address(address: &str) -> Result<(), String> {
    match address.contains('/') {
        true => Err(format!("{} is not a valid hostname", quote(address.as_bytes()))),
        false => Ok(()),
    }
}
