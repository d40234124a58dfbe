//! Importing: promq and promtool make blocks of OpenMetrics, VictoriaMetrics takes the same samples over HTTP.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use super::{Order, Run, arguments, empty, find, promq, rate, run, text};
use crate::{
    data_set::Size,
    servers::{Program, Server},
    table::{Table, mebibytes, times},
};

/// Prints the table and returns the directory with promq's blocks.
pub(super) fn measure(folder: &Path, size: Size, promtool_hours: i64) -> anyhow::Result<PathBuf> {
    let mut table = Table::new(&["import", "input", "samples", "seconds", "M samples/s", "peak MiB", "promq is"]);
    let by_time = text::write(folder, size, Order::Time, true)?;
    let by_series = text::write(folder, size, Order::Series, true)?;
    let blocks = folder.join("promq-blocks");
    let mut ours = Vec::new();
    for (input, name) in [(&by_series, "by series"), (&by_time, "by time")] {
        let into = empty(blocks.clone())?;
        let ran = run(
            &promq(),
            &arguments([&"tsdb", &"create-blocks-from", &"openmetrics", &"--quiet", &input.path, &into]),
            None,
        )?;
        let speed = input.samples as f64 / ran.wall.as_secs_f64();
        push(&mut table, "promq", name, input, &ran, None);
        ours.push(speed);
    }
    let slowest = ours.into_iter().fold(f64::INFINITY, f64::min);
    if let Some(promtool) = find("promtool") {
        // Its time grows faster than its input, so a part of the day flatters it.
        let part = Size { hours: promtool_hours.min(size.hours), ..size };
        let input = text::write(folder, part, Order::Time, true)?;
        let into = empty(folder.join("promtool-blocks"))?;
        let line = arguments([&"tsdb", &"create-blocks-from", &"openmetrics", &"--quiet", &input.path, &into]);
        let ran = run(&promtool, &line, None)?;
        push(&mut table, "promtool", "by time", &input, &ran, Some(slowest));
    }
    if Program::VictoriaMetrics.find().is_some() {
        let input = text::write(folder, size, Order::Time, false)?;
        let data = empty(folder.join("victoria-metrics"))?;
        let server = Server::start(Program::VictoriaMetrics, &data)?;
        let begin = Instant::now();
        server.send_file("/api/v1/import/prometheus", File::open(&input.path)?)?;
        server.get("/internal/force_flush")?;
        let ran = Run { wall: begin.elapsed(), peak_memory_bytes: server.peak_memory_bytes()? };
        push(&mut table, "victoria-metrics", "by time", &input, &ran, Some(slowest));
        drop(server);
        fs::remove_dir_all(&data)?;
    }
    table.print();
    Ok(blocks)
}

fn push(table: &mut Table, program: &str, order: &str, input: &text::Input, ran: &Run, ours: Option<f64>) {
    let seconds = |wall: Duration| format!("{:.2}", wall.as_secs_f64());
    table.push(vec![
        program.into(),
        order.into(),
        input.samples.to_string(),
        seconds(ran.wall),
        rate(input.samples, ran.wall),
        mebibytes(ran.peak_memory_bytes),
        ours.map_or_else(String::new, |ours| times(ours * ran.wall.as_secs_f64() / input.samples as f64)),
    ]);
}
