//! The second tables: what more threads gain, and what twice as much of something costs.

use std::time::Duration;

use crate::{
    measure::{Effort, Promq},
    queries::{Query, SHAPES, Times},
    servers::Server,
    table::{Table, milliseconds, times},
};

/// Prints promq's times of every range query by number of threads.
pub(crate) fn threads(promq: &Promq, queries: &[Query], effort: Effort, counts: &[usize]) -> anyhow::Result<()> {
    let names: Vec<String> = counts.iter().map(|count| format!("{count} threads")).collect();
    let mut header = vec!["promq ms by threads"];
    header.extend(names.iter().map(String::as_str));
    header.push("gain");
    let mut table = Table::new(&header);
    for query in queries.iter().filter(|query| query.is_range()) {
        let measure = |threads| effort.median(|| Ok(promq.run(query, Some(threads))?.wall));
        // What promq cannot answer stands in the first table with its reason.
        let Ok(walls) = counts.iter().copied().map(measure).collect::<anyhow::Result<Vec<_>>>() else { continue };
        let mut row = vec![query.expression.clone()];
        row.extend(walls.iter().copied().map(milliseconds));
        if let (Some(first), Some(last)) = (walls.first(), walls.last()) {
            row.push(times(first.as_secs_f64() / last.as_secs_f64()));
        }
        table.push(row);
    }
    table.print();
    Ok(())
}

/// Prints what each program needs for a query over half of the series and of the time, and how many times as long it
/// needs with twice the window, the steps, the time and the series.
pub(crate) fn growth(
    promq: &Promq,
    servers: &[Server],
    effort: Effort,
    (start, end): (i64, i64),
) -> anyhow::Result<()> {
    let half = Times::Range { start: start.midpoint(end), end, step: 60 };
    let dense = Times::Range { start: start.midpoint(end), end, step: 30 };
    let whole = Times::Range { start, end, step: 60 };
    let mut table = Table::new(&["cost of twice as much", "", "base ms", "window", "steps", "time", "series"]);
    for shape in SHAPES {
        let base = shape.query(false, 1, half);
        let doubled = [
            shape.query(false, 2, half),
            shape.query(false, 1, dense),
            shape.query(false, 1, whole),
            shape.query(true, 1, half),
        ];
        let mut push = |name: &str, wall: &dyn Fn(&Query) -> anyhow::Result<Duration>| {
            let first = wall(&base)?;
            let mut row = vec![base.expression.clone(), name.into(), milliseconds(first)];
            for query in &doubled {
                row.push(times(wall(query)?.as_secs_f64() / first.as_secs_f64()));
            }
            table.push(row);
            anyhow::Ok(())
        };
        push("promq", &|query| effort.median(|| Ok(promq.run(query, None)?.wall)))?;
        for server in servers {
            push(server.program.name(), &|query| effort.median(|| server.time(query)))?;
        }
    }
    table.print();
    Ok(())
}
