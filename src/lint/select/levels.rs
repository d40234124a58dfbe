//! Levels by code and by area.

use super::{SettingsError, area, words::unknown};
use crate::{
    config::{Map, OneOf, project::LevelNames},
    diagnostic::Severity,
    lint::lint,
};
use hashbrown::HashMap;

/// Levels; `None` switches off.
#[derive(Debug, Default)]
pub(super) struct Levels {
    codes: HashMap<String, Option<Severity>>,
    areas: HashMap<String, Option<Severity>>,
}

impl Levels {
    pub(super) fn new(named: &Map<OneOf<LevelNames>>) -> Result<Levels, SettingsError> {
        let mut levels = Levels::default();
        for entry in named.entries() {
            let name = entry.name.value.as_str();
            let level = match &*entry.value.value {
                "error" => Some(Severity::Error),
                "warning" => Some(Severity::Warning),
                "info" => Some(Severity::Info),
                _ => None,
            };
            if let Some(area) = area(name) {
                levels.areas.insert(area.into(), level);
            } else if lint(name).is_some() {
                levels.codes.insert(name.into(), level);
            } else {
                return Err(SettingsError { spot: entry.name.spot, message: unknown(name).to_string() });
            }
        }
        Ok(levels)
    }

    /// The level of a code, if anyone says one.
    pub(super) fn of(&self, code: &str) -> Option<Option<Severity>> {
        let of_area = || self.areas.get(&code[..=code.find('/')?]);
        self.codes.get(code).or_else(of_area).copied()
    }
}
