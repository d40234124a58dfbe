//! Dumping: promq and promtool print a day of samples, or a part of it.

use std::{fs, path::Path};

use super::{arguments, find, promq, rate, run};
use crate::{
    data_set::Size,
    generate::START,
    table::{Table, mebibytes, times},
};

/// Prints the table.
pub(super) fn measure(blocks: &Path, size: Size, promtool_hours: i64) -> anyhow::Result<()> {
    let mut table = Table::new(&["dump", "samples", "seconds", "M samples/s", "peak MiB", "promq is"]);
    // promtool reads no directory without a log, be it an empty one.
    fs::create_dir_all(blocks.join("wal"))?;
    for command in ["dump", "dump-openmetrics"] {
        let mut ours = None;
        for (name, program, hours) in
            [("promq", Some(promq()), size.hours), ("promtool", find("promtool"), promtool_hours.min(size.hours))]
        {
            let Some(program) = program else { continue };
            let max_time = format!("--max-time={}", START + hours * 3_600_000 - 1);
            let output = blocks.with_extension("dump");
            let ran = run(&program, &arguments([&"tsdb", &command, &max_time, &blocks]), Some(&output))?;
            let lines = count_lines(&output)?;
            fs::remove_file(&output)?;
            let speed = lines as f64 / ran.wall.as_secs_f64();
            table.push(vec![
                format!("{name} {command}"),
                lines.to_string(),
                format!("{:.2}", ran.wall.as_secs_f64()),
                rate(lines, ran.wall),
                mebibytes(ran.peak_memory_bytes),
                ours.map_or_else(String::new, |ours: f64| times(ours / speed)),
            ]);
            ours = ours.or(Some(speed));
        }
    }
    table.print();
    Ok(())
}

fn count_lines(path: &Path) -> anyhow::Result<u64> {
    use std::io::Read;
    let mut file = fs::File::open(path)?;
    let mut buffer = vec![0; 1 << 20];
    let mut lines = 0;
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok(lines);
        }
        lines += buffer[..read].iter().filter(|byte| **byte == b'\n').count() as u64;
    }
}
