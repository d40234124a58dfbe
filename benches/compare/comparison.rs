//! The first table: every query, promq beside each server.

use std::time::Duration;

use crate::{
    agreement::Answer,
    measure::{Effort, Promq, geometric_mean},
    queries::Query,
    servers::{Program, Server},
    table::{Table, mebibytes, milliseconds, times},
};

/// What has been seen over all queries.
pub(crate) struct Comparison<'a> {
    promq: &'a Promq,
    servers: &'a [Server],
    effort: Effort,
    check: bool,
    /// By server: whether the query was one over a range, and the server's time by promq's.
    ratios: Vec<Vec<(bool, f64)>>,
    peak_memory_bytes: u64,
    differences: usize,
}

/// What promq's runs of one query showed.
struct Measured {
    wall: Duration,
    peak_memory_bytes: u64,
    answer: Answer,
}

impl<'a> Comparison<'a> {
    /// Nothing measured yet; with `check`, promq's answers are held against those of Prometheus.
    pub(crate) fn new(promq: &'a Promq, servers: &'a [Server], effort: Effort, check: bool) -> Self {
        let ratios = vec![Vec::new(); servers.len()];
        Self { promq, servers, effort, check, ratios, peak_memory_bytes: 0, differences: 0 }
    }

    /// Measures all queries, prints the table and what it comes to; gives the number of answers that differ.
    pub(crate) fn run(mut self, queries: &[Query]) -> anyhow::Result<usize> {
        let mut header = vec!["query", "series", "points", "MiB", "promq ms"];
        for server in self.servers {
            header.extend([server.program.short_name(), "ratio"]);
        }
        header.push("");
        let mut table = Table::new(&header);
        for query in queries {
            eprintln!("{}", query.expression);
            table.push(self.row(query)?);
        }
        table.print();
        self.print_means();
        self.print_memory()?;
        Ok(self.differences)
    }

    fn row(&mut self, query: &Query) -> anyhow::Result<Vec<String>> {
        let kind = if query.is_range() { "range  " } else { "instant" };
        let mut row = vec![format!("{kind} {}", query.expression)];
        let mut notes = Vec::new();
        let measured = match self.measure(query) {
            Ok(measured) => {
                self.peak_memory_bytes = self.peak_memory_bytes.max(measured.peak_memory_bytes);
                row.extend([measured.answer.series(), measured.answer.points()].map(|count| count.to_string()));
                row.extend([mebibytes(measured.peak_memory_bytes), milliseconds(measured.wall)]);
                Some(measured)
            }
            Err(error) => {
                row.extend(["-"; 4].map(String::from));
                notes.push(format!("promq: {error:#}"));
                None
            }
        };
        for (server, ratios) in self.servers.iter().zip(&mut self.ratios) {
            if server.program == Program::VictoriaMetrics && query.is_native() {
                row.extend(["-", "-"].map(String::from));
                continue;
            }
            let wall = self.effort.median(|| server.time(query))?;
            let ratio = measured.as_ref().map_or(f64::NAN, |run| wall.as_secs_f64() / run.wall.as_secs_f64());
            row.extend([milliseconds(wall), times(ratio)]);
            let Some(measured) = &measured else { continue };
            ratios.push((query.is_range(), ratio));
            if self.check {
                let (differs, note) = check(server, query, &measured.answer)?;
                self.differences += usize::from(differs);
                notes.extend(note);
            }
        }
        row.push(notes.join("; "));
        Ok(row)
    }

    fn measure(&self, query: &Query) -> anyhow::Result<Measured> {
        let mut peak_memory_bytes = 0;
        let wall = self.effort.median(|| {
            let run = self.promq.run(query, None)?;
            peak_memory_bytes = peak_memory_bytes.max(run.peak_memory_bytes);
            Ok(run.wall)
        })?;
        Ok(Measured { wall, peak_memory_bytes, answer: Answer::parse(&self.promq.answer()?)? })
    }

    fn print_means(&self) {
        let mut table = Table::new(&["geometric mean of the ratios", "queries", "mean", "worst", "promq slower"]);
        for (server, ratios) in self.servers.iter().zip(&self.ratios) {
            for (name, all) in [("range queries", false), ("all queries", true)] {
                let chosen: Vec<f64> =
                    ratios.iter().filter(|(range, _)| all || *range).map(|(_, ratio)| *ratio).collect();
                table.push(vec![
                    format!("{}, {name}", server.program.name()),
                    chosen.len().to_string(),
                    times(geometric_mean(&chosen)),
                    times(chosen.iter().copied().fold(f64::NAN, f64::min)),
                    chosen.iter().filter(|ratio| **ratio < 1.0).count().to_string(),
                ]);
            }
        }
        table.print();
    }

    fn print_memory(&self) -> anyhow::Result<()> {
        let mut table = Table::new(&["peak memory", "MiB"]);
        table.push(vec!["promq, of the process that took most".into(), mebibytes(self.peak_memory_bytes)]);
        for server in self.servers {
            let name = format!("{}, since its start", server.program.name());
            table.push(vec![name, mebibytes(server.peak_memory_bytes()?)]);
        }
        table.print();
        Ok(())
    }
}

/// Whether promq's answer differs from that of Prometheus, and what to note. VictoriaMetrics has its own idea of windows
/// and values; that it has another number of series is noted and no more.
fn check(server: &Server, query: &Query, answer: &Answer) -> anyhow::Result<(bool, Option<String>)> {
    let other = Answer::parse(&server.answer(query)?)?;
    Ok(match server.program {
        Program::Prometheus => {
            let difference = answer.difference(&other);
            (difference.is_some(), difference.map(|difference| format!("DIFFERS: {difference}")))
        }
        Program::VictoriaMetrics => {
            let note = || format!("victoria-metrics: {} series", other.series());
            (false, (answer.series() != other.series()).then(note))
        }
    })
}
