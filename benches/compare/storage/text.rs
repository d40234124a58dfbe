//! The exposition files: the generated floats as OpenMetrics (times in seconds), for promq and promtool, and in
//! Prometheus' text format (times in milliseconds), for VictoriaMetrics.

use std::{
    fs::{self, File},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use crate::{
    data_set::Size,
    generate::{SERIES_PER_TARGET, Target, Value},
};

/// In which order the samples stand in the file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// Scrape after scrape, as a recorder would write them.
    Time,
    /// Series after series, as a dump has them.
    Series,
}

/// A file and how many samples it holds.
pub(crate) struct Input {
    pub(crate) path: PathBuf,
    pub(crate) samples: u64,
}

/// Writes the file, or finds it from an earlier time.
pub(crate) fn write(folder: &Path, size: Size, order: Order, openmetrics: bool) -> anyhow::Result<Input> {
    let name = match (order, openmetrics) {
        (Order::Time, true) => "by-time",
        (Order::Series, true) => "by-series",
        (Order::Time, false) => "by-time-milliseconds",
        (Order::Series, false) => "by-series-milliseconds",
    };
    let path = folder.join(format!("{name}-{}h", size.hours));
    let count = path.with_extension("samples");
    if let Ok(samples) = fs::read_to_string(&count) {
        return Ok(Input { path, samples: samples.trim().parse()? });
    }
    let mut file = BufWriter::with_capacity(1 << 20, File::create(&path)?);
    let mut samples = 0;
    let mut targets: Vec<Target> =
        (0..size.actual_series() / SERIES_PER_TARGET).map(|number| Target::new(number, size.seed)).collect();
    let scrapes = 0..size.hours * 3_600_000 / crate::generate::INTERVAL;
    match order {
        Order::Time => {
            for number in scrapes {
                for target in &mut targets {
                    let Some((time, values)) = target.scrape(number) else { continue };
                    for (labels, value) in target.labels().iter().zip(&values) {
                        samples += u64::from(write_line(&mut file, labels, value, time, openmetrics)?);
                    }
                }
            }
        }
        Order::Series => {
            for target in &mut targets {
                let rows: Vec<_> = scrapes.clone().filter_map(|number| target.scrape(number)).collect();
                for (column, labels) in target.labels().iter().enumerate() {
                    for (time, values) in &rows {
                        samples += u64::from(write_line(&mut file, labels, &values[column], *time, openmetrics)?);
                    }
                }
            }
        }
    }
    if openmetrics {
        file.write_all(b"# EOF\n")?;
    }
    file.into_inner()?.sync_all()?;
    fs::write(count, samples.to_string())?;
    Ok(Input { path, samples })
}

/// Writes a float; native histograms have no text.
fn write_line(
    file: &mut impl Write,
    labels: &[(String, String)],
    value: &Value,
    time: i64,
    openmetrics: bool,
) -> std::io::Result<bool> {
    let Value::Float(value) = value else { return Ok(false) };
    let name = labels.iter().find(|(name, _)| name == "__name__").map_or("", |(_, value)| value);
    write!(file, "{name}{{")?;
    for (index, (name, value)) in labels.iter().filter(|(name, _)| name != "__name__").enumerate() {
        write!(file, "{}{name}=\"{value}\"", if index > 0 { "," } else { "" })?;
    }
    match openmetrics {
        true => writeln!(file, "}} {value} {}.{:03}", time / 1000, time % 1000)?,
        false => writeln!(file, "}} {value} {time}")?,
    }
    Ok(true)
}
