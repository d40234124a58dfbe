//! Blocks as promtool's `tsdb list` prints them.

use crate::{
    golang::duration::format_duration,
    tsdb::block::{Block, BlockMeta, BlockSizes},
};
use std::io::{self, Write};

const HEADINGS: [&str; 8] =
    ["BLOCK ULID", "MIN TIME", "MAX TIME", "DURATION", "NUM SAMPLES", "NUM CHUNKS", "NUM SERIES", "SIZE"];
/// A cell takes its text and two spaces, but at least this much.
const NARROWEST_CELL: usize = 13;
const PADDING: usize = 2;

/// Writes the table of blocks; `human_readable` shows times as dates and sizes in binary units.
pub fn write_blocks(out: &mut dyn Write, blocks: &[Block], human_readable: bool) -> io::Result<()> {
    let mut rows = vec![HEADINGS.map(str::to_owned)];
    rows.extend(blocks.iter().map(|block| row(block.meta(), &block.sizes(), human_readable)));
    write_rows(out, &rows)
}

/// Writes the row of one new block, under the headings if it is the `first`; as promtool's importer does, which aligns
/// every block for itself.
pub fn write_new_block(
    out: &mut dyn Write,
    (meta, sizes): (&BlockMeta, &BlockSizes),
    first: bool,
    human_readable: bool,
) -> io::Result<()> {
    let headings = first.then(|| HEADINGS.map(str::to_owned));
    let rows: Vec<_> = headings.into_iter().chain([row(meta, sizes, human_readable)]).collect();
    write_rows(out, &rows)
}

fn write_rows(out: &mut dyn Write, rows: &[[String; HEADINGS.len()]]) -> io::Result<()> {
    let mut widths = [0; HEADINGS.len()];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = NARROWEST_CELL.max(cell.chars().count() + PADDING).max(*width);
        }
    }
    for row in rows {
        let mut line = String::new();
        for (index, (cell, width)) in row.iter().zip(widths).enumerate() {
            line.push_str(cell);
            if index + 1 < row.len() {
                line.extend(std::iter::repeat_n(' ', width - cell.chars().count()));
            }
        }
        line.push('\n');
        out.write_all(line.as_bytes())?;
    }
    Ok(())
}

fn row(meta: &BlockMeta, sizes: &BlockSizes, human_readable: bool) -> [String; HEADINGS.len()] {
    let time = |milliseconds: i64| time_text(milliseconds, human_readable);
    let size = sizes.total();
    // Go's durations are nanoseconds and wrap around.
    let duration = meta.max_time.wrapping_sub(meta.min_time).wrapping_mul(1_000_000);
    [
        meta.ulid.to_string(),
        time(meta.min_time),
        time(meta.max_time),
        format_duration(duration),
        meta.stats.num_samples.to_string(),
        meta.stats.num_chunks.to_string(),
        meta.stats.num_series.to_string(),
        if human_readable { binary_size(size) } else { size.to_string() },
    ]
}

/// A time as a date or in milliseconds.
pub(super) fn time_text(milliseconds: i64, human_readable: bool) -> String {
    match human_readable {
        true => utc_time(milliseconds),
        false => milliseconds.to_string(),
    }
}

/// A time as Go prints it, in whole seconds: `2023-11-14 22:13:20 +0000 UTC`. Times beyond the years that the calendar
/// here knows (±9999) stay numbers.
fn utc_time(milliseconds: i64) -> String {
    match jiff::Timestamp::from_second(milliseconds / 1000) {
        Ok(time) => time.strftime("%Y-%m-%d %H:%M:%S +0000 UTC").to_string(),
        Err(_) => milliseconds.to_string(),
    }
}

/// A size in every binary unit it has a part of: `6KiB697B`.
fn binary_size(bytes: u64) -> String {
    const UNITS: [&str; 7] = ["EiB", "PiB", "TiB", "GiB", "MiB", "KiB", "B"];
    if bytes == 0 {
        return "0B".into();
    }
    let mut text = String::new();
    for (index, unit) in UNITS.iter().enumerate() {
        let shift = 10 * (UNITS.len() - 1 - index);
        let part = (bytes >> shift) & if index == 0 { u64::MAX } else { 1023 };
        if part > 0 {
            text.push_str(&format!("{part}{unit}"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_name_every_unit_they_have_a_part_of() {
        assert_eq!(binary_size(0), "0B");
        assert_eq!(binary_size(6841), "6KiB697B");
        assert_eq!(binary_size(1 << 20), "1MiB");
        assert_eq!(binary_size((3 << 30) + 5), "3GiB5B");
        assert_eq!(binary_size(u64::MAX), "15EiB1023PiB1023TiB1023GiB1023MiB1023KiB1023B");
    }

    #[test]
    fn times_are_go_times() {
        assert_eq!(utc_time(1_700_000_000_000), "2023-11-14 22:13:20 +0000 UTC");
        assert_eq!(utc_time(-1), "1970-01-01 00:00:00 +0000 UTC");
        assert_eq!(utc_time(i64::MAX), i64::MAX.to_string());
    }

    #[test]
    fn an_empty_list_is_the_headings() {
        let mut out = Vec::new();
        write_blocks(&mut out, &[], false).unwrap();
        let expected =
            "BLOCK ULID   MIN TIME     MAX TIME     DURATION     NUM SAMPLES  NUM CHUNKS   NUM SERIES   SIZE\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
