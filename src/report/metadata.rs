//! Type, unit and help of metrics.
//!
//! Rows are `[metric, type, unit, help]`, sorted by metric; a metric may have several.
//!
//! ```text
//! {"up":[{"type":"gauge","unit":"","help":"…"}]}                     JSON: the API's data
//! {"metric":"up","type":"gauge","unit":"","help":"…"}                one JSON object a line
//! # HELP up …                                                        text: as metrics are exposed
//! # TYPE up gauge
//! ```

use super::json_text::{Encoder, append_string};
use std::io::{self, Write};

/// The names of the columns.
pub const COLUMNS: [&str; 4] = ["metric", "type", "unit", "help"];

/// The rows as the API's `data`.
pub fn json(rows: &[[&str; 4]]) -> Vec<u8> {
    let mut out = b"{".to_vec();
    for (index, group) in rows.chunk_by(|left, right| left[0] == right[0]).enumerate() {
        if index > 0 {
            out.push(b',');
        }
        append_string(&mut out, group[0][0], Encoder::Standard);
        out.extend_from_slice(b":[");
        for (index, row) in group.iter().enumerate() {
            if index > 0 {
                out.push(b',');
            }
            append_object(&mut out, &COLUMNS[1..], &row[1..]);
        }
        out.push(b']');
    }
    out.push(b'}');
    out
}

/// Writes the API's `data` and a line end.
pub fn write_json(out: &mut dyn Write, rows: &[[&str; 4]]) -> io::Result<()> {
    let mut line = json(rows);
    line.push(b'\n');
    out.write_all(&line)
}

/// Writes one JSON object a line.
pub fn write_ndjson(out: &mut dyn Write, rows: &[[&str; 4]]) -> io::Result<()> {
    let mut lines = Vec::new();
    for row in rows {
        append_object(&mut lines, &COLUMNS, row);
        lines.push(b'\n');
    }
    out.write_all(&lines)
}

/// Writes the comment lines of the exposition format.
pub fn write_comments(out: &mut dyn Write, rows: &[[&str; 4]]) -> io::Result<()> {
    for [metric, kind, unit, help] in rows {
        if !help.is_empty() {
            writeln!(out, "# HELP {metric} {}", help.replace('\\', "\\\\").replace('\n', "\\n"))?;
        }
        writeln!(out, "# TYPE {metric} {kind}")?;
        if !unit.is_empty() {
            writeln!(out, "# UNIT {metric} {unit}")?;
        }
    }
    Ok(())
}

fn append_object(out: &mut Vec<u8>, names: &[&str], values: &[&str]) {
    out.push(b'{');
    for (index, (name, value)) in names.iter().zip(values).enumerate() {
        if index > 0 {
            out.push(b',');
        }
        append_string(out, name, Encoder::Standard);
        out.push(b':');
        append_string(out, value, Encoder::Standard);
    }
    out.push(b'}');
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: [[&str; 4]; 3] =
        [["a", "counter", "", "One\nline"], ["a", "gauge", "seconds", ""], ["b", "gauge", "", ""]];

    #[test]
    fn rows_of_one_metric_are_one_list() {
        insta::assert_snapshot!(String::from_utf8_lossy(&json(&ROWS)), @r#"{"a":[{"type":"counter","unit":"","help":"One\nline"},{"type":"gauge","unit":"seconds","help":""}],"b":[{"type":"gauge","unit":"","help":""}]}"#);
        assert_eq!(json(&[]), b"{}");
    }

    #[test]
    fn comments_are_those_of_an_exposition() {
        let mut out = Vec::new();
        write_comments(&mut out, &ROWS[..2]).expect("writing to memory works");
        insta::assert_snapshot!(String::from_utf8_lossy(&out), @r"
        # HELP a One\nline
        # TYPE a counter
        # TYPE a gauge
        # UNIT a seconds
        ");
    }
}
