//! What a verification has found, as text and as JSON.

use crate::{
    diagnostic::Severity,
    tsdb::verify::{Checked, Finding},
};
use serde_json::json;
use std::io::{self, Write};

/// A verification's result.
#[derive(Clone, Debug)]
pub struct Verification {
    /// The first findings, the worst first.
    pub findings: Vec<Finding>,
    /// How many errors, warnings and infos there are.
    pub counts: [u64; 3],
    /// What was looked at.
    pub checked: Checked,
}

impl Verification {
    /// How many findings are not in the list.
    fn left_out(&self) -> u64 {
        self.counts.iter().sum::<u64>().saturating_sub(self.findings.len() as u64)
    }

    /// Writes two lines a finding, and a summary.
    pub fn write_text(&self, out: &mut dyn Write) -> io::Result<()> {
        for finding in &self.findings {
            let Finding { severity, path, offset, what, advice } = finding;
            write!(out, "{}: {}", severity.as_str(), path.display())?;
            if let Some(offset) = offset {
                write!(out, ": at offset {offset}")?;
            }
            writeln!(out, ": {what}\n  {advice}")?;
        }
        if self.left_out() > 0 {
            writeln!(out, "… and {} more findings; --limit shows more", self.left_out())?;
        }
        let Checked { blocks, series, chunks, samples, log_records, head_chunks, bytes } = self.checked;
        write!(out, "verified {blocks} blocks with {series} series, {chunks} chunks and {samples} samples")?;
        if log_records + head_chunks > 0 {
            write!(out, ", {log_records} log records and {head_chunks} head chunks")?;
        }
        let [errors, warnings, infos] = self.counts;
        writeln!(out, " ({bytes} bytes): {errors} errors, {warnings} warnings, {infos} infos")
    }

    /// Writes one JSON object.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let finding = |finding: &Finding| {
            json!({
                "severity": finding.severity.as_str(),
                "path": finding.path.to_string_lossy(),
                "offset": finding.offset,
                "what": finding.what,
                "advice": finding.advice,
            })
        };
        let Checked { blocks, series, chunks, samples, log_records, head_chunks, bytes } = self.checked;
        let [errors, warnings, infos] = self.counts;
        let value = json!({
            "findings": self.findings.iter().map(finding).collect::<Vec<_>>(),
            "leftOut": self.left_out(),
            "errors": errors,
            "warnings": warnings,
            "infos": infos,
            "checked": {
                "blocks": blocks,
                "series": series,
                "chunks": chunks,
                "samples": samples,
                "logRecords": log_records,
                "headChunks": head_chunks,
                "bytes": bytes,
            },
        });
        serde_json::to_writer(&mut *out, &value)?;
        writeln!(out)
    }
}

/// The severities in the order of [`Verification::counts`].
pub const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

#[cfg(test)]
mod tests {
    use super::*;

    fn verification() -> Verification {
        let finding = Finding {
            severity: Severity::Error,
            path: "b/index".into(),
            offset: Some(7),
            what: "odd".into(),
            advice: "repair it",
        };
        let checked = Checked { blocks: 1, series: 2, chunks: 3, samples: 4, bytes: 5, ..Checked::default() };
        Verification { findings: vec![finding], counts: [1, 2, 0], checked }
    }

    #[test]
    fn a_finding_has_its_place_and_what_to_do() {
        let mut text = Vec::new();
        verification().write_text(&mut text).unwrap();
        let expected = "error: b/index: at offset 7: odd\n  repair it\n… and 2 more findings; --limit shows more\nverified \
                        1 blocks with 2 series, 3 chunks and 4 samples (5 bytes): 1 errors, 2 warnings, 0 infos\n";
        assert_eq!(String::from_utf8(text).unwrap(), expected);
    }

    #[test]
    fn json_says_the_same() {
        let mut text = Vec::new();
        verification().write_json(&mut text).unwrap();
        let value: serde_json::Value = serde_json::from_slice(&text).unwrap();
        assert_eq!((&value["findings"][0]["offset"], &value["leftOut"]), (&json!(7), &json!(2)));
        assert_eq!(value["checked"]["samples"], 4);
    }
}
