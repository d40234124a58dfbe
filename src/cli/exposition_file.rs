//! A file of samples, or standard input, as a source.

use super::{
    error::{CommandError, Place},
    source::LocalSource,
    times::system_now,
};
use crate::{
    diagnostic::Span,
    exposition::{self, Exposition, ParseOptions},
    model::sample::Timestamp,
    remote::MetricMetadata,
};
use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read},
    path::Path,
    time::SystemTime,
};

/// Samples shown in the warning about samples that were left out.
const SHOWN_DUPLICATES: usize = 3;

/// Reads the file at `location` (`-`: standard input). Samples without a time get the time at which the file was last
/// changed, those of standard input the present.
pub(super) fn open(location: &str) -> Result<LocalSource, CommandError> {
    let (bytes, time) = read(location).map_err(|error| {
        CommandError::new(anyhow::Error::new(error).context(format!("cannot read {}", shown_name(location))))
    })?;
    let parsed = exposition::parse(&bytes, time, ParseOptions::default()).map_err(|error| {
        let place = Box::new(Place {
            expression: String::from_utf8_lossy(&bytes).into_owned(),
            span: Span::new(error.offset, error.offset),
            message: format!("{}: {}", shown_name(location), error.fault),
        });
        let text = format!("{}: {error}", shown_name(location));
        CommandError::Syntax { text, place: Some(place).filter(|_| std::str::from_utf8(&bytes).is_ok()) }
    })?;
    let warnings = duplicates(&parsed, location);
    let metadata = metadata(&parsed);
    Ok(LocalSource { series: Box::new(parsed.into_source()), warnings, metadata: Some(metadata) })
}

fn read(location: &str) -> io::Result<(Vec<u8>, Timestamp)> {
    let mut bytes = Vec::new();
    if location == "-" {
        io::stdin().lock().read_to_end(&mut bytes)?;
        return Ok((bytes, system_now()));
    }
    let mut file = File::open(Path::new(location))?;
    file.read_to_end(&mut bytes)?;
    let changed = file.metadata()?.modified().unwrap_or_else(|_| SystemTime::now());
    let since = changed.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Ok((bytes, i64::try_from(since.as_millis()).unwrap_or(i64::MAX)))
}

fn shown_name(location: &str) -> &str {
    if location == "-" { "standard input" } else { location }
}

fn duplicates(parsed: &Exposition, location: &str) -> Vec<String> {
    let count = parsed.duplicates.len();
    if count == 0 {
        return Vec::new();
    }
    let lines: Vec<String> =
        parsed.duplicates.iter().take(SHOWN_DUPLICATES).map(|duplicate| duplicate.line.to_string()).collect();
    let more = if count > SHOWN_DUPLICATES { ", …" } else { "" };
    let name = shown_name(location);
    vec![format!(
        "{name}: {count} samples left out, their series has another value at that time (line {}{more})",
        lines.join(", ")
    )]
}

fn metadata(parsed: &Exposition) -> BTreeMap<String, Vec<MetricMetadata>> {
    let entry = |family: &exposition::FamilyMetadata| {
        let metadata = MetricMetadata {
            kind: family.kind.map_or("unknown", |kind| kind.as_str()).into(),
            unit: family.unit.clone().unwrap_or_default(),
            help: family.help.clone().unwrap_or_default(),
        };
        (family.name.clone(), vec![metadata])
    };
    parsed.families.iter().map(entry).collect()
}
