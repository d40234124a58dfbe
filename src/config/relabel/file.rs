//! Files that are nothing but a list of rules.

use super::{
    super::{
        Error, Findings,
        decode::{Class, ValidationScheme},
        scrape::{RelabelRules, check_rules},
        whole_file::read_whole,
    },
    RelabelRule,
};
use std::path::Path;

/// Reads the relabelling rules in the file at `path`: a YAML list of them.
pub fn load_rules(path: &Path, scheme: ValidationScheme) -> Result<Vec<RelabelRule>, Error> {
    let text = std::fs::read(path).map_err(|source| Error::Read { path: path.into(), source })?;
    parse_rules(&text, path, scheme)
}

/// Reads `text` as the content of the file at `path`: a list of rules. An empty text means none; of several documents
/// the first one counts.
pub fn parse_rules(text: impl AsRef<[u8]>, path: &Path, scheme: ValidationScheme) -> Result<Vec<RelabelRule>, Error> {
    let rules = read_whole(text.as_ref(), path, |rules: &mut RelabelRules, findings: &mut Findings| {
        let is_consequence = findings.type_errors() > 0;
        let class = if is_consequence { Class::Consequence } else { Class::Rule };
        for null in rules.iter().filter(|rule| rule.is_none()) {
            findings.add("config/rule", class, Some(null.spot), "empty or null relabeling rule");
        }
        check_rules(rules, scheme, findings, is_consequence);
    })?;
    Ok(rules.into_iter().flatten().filter_map(|rule| rule.value).collect())
}
