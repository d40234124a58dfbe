//! `info(v, {…})`: adds the labels of info metrics such as `target_info` to the series of a vector.
//!
//! A series and an info series belong together if they have the same `instance` and `job`. Which info series is there,
//! and which of several is the newer one, depends on the step, so a series can come out under different labels at
//! different steps.

use super::{
    Context, Materialised, Operator, OutputSeries, Row, is_absent,
    materialise::{Duplicates, materialise_all, merge_with},
    open,
    scan::Scan,
};
use crate::{
    engine::{
        Error,
        plan::{Plan, Selector, Steps, Wanted},
    },
    model::{
        labels::{Labels, METRIC_NAME},
        matcher::Matcher,
        sample::Timestamp,
    },
};
use hashbrown::HashMap;

/// The labels that tie a series to its info series.
const IDENTIFYING_LABELS: [&str; 2] = ["instance", "job"];

/// The info series of one metric name and one identity, by their index.
type Candidates = HashMap<(String, [String; 2]), Vec<usize>>;

struct Info<'i> {
    labels: Vec<Labels>,
    /// The original time of each info series' sample at each step, in seconds.
    times: Vec<Row>,
    candidates: Candidates,
    names: Vec<String>,
    data_matchers: &'i [Matcher],
    steps: Steps,
}

/// Opens `info`; `selector` has the first argument's `offset` and `@`, its matchers are those of the info series.
pub(super) fn open_info<'c>(
    input: &'c Plan,
    selector: &'c Selector,
    data_matchers: &'c [Matcher],
    steps: Steps,
    context: &'c Context<'c>,
) -> Result<Materialised, Error> {
    let operator = open(input, context)?;
    let (series, rows) = super::materialise(&*operator, steps.count, context)?.into_parts();
    let is_info = |series: &OutputSeries| {
        let name = series.labels.metric_name();
        let mut on_name = selector.matchers.iter().filter(|matcher| matcher.is_on(METRIC_NAME));
        on_name.all(|matcher| matcher.matches(name))
    };
    let identifiable = series
        .iter()
        .filter(|series| !is_info(series))
        .any(|series| IDENTIFYING_LABELS.iter().any(|label| series.labels.get(label).is_some()));
    let info = if identifiable {
        Info::read(selector, data_matchers, steps, context)?
    } else {
        Info::none(data_matchers, steps)
    };

    let mut output = (Vec::new(), Vec::new());
    // An error at an earlier step wins over one at a later step.
    let mut first_error: Option<(usize, Error)> = None;
    for (series, row) in series.into_iter().zip(rows) {
        if is_info(&series) {
            output.0.push(series);
            output.1.push(row);
        } else if let Err((step, error)) = info.enrich(&series, &row, &mut output)
            && first_error.as_ref().is_none_or(|(first, _)| step < *first)
        {
            first_error = Some((step, error));
        }
    }
    match first_error {
        Some((_, error)) => Err(error),
        None => merge_with(Materialised::new(output.0, output.1), Duplicates::Merge),
    }
}

fn identity(labels: &Labels) -> [String; 2] {
    IDENTIFYING_LABELS.map(|label| labels.value(label).to_owned())
}

impl<'i> Info<'i> {
    fn none(data_matchers: &'i [Matcher], steps: Steps) -> Info<'i> {
        let (labels, times, names) = (Vec::new(), Vec::new(), Vec::new());
        Info { labels, times, candidates: Candidates::new(), names, data_matchers, steps }
    }

    fn read(
        selector: &'i Selector,
        data_matchers: &'i [Matcher],
        steps: Steps,
        context: &'i Context<'i>,
    ) -> Result<Info<'i>, Error> {
        let values = Scan::open(selector, Wanted::Value, steps, context)?;
        let scan = Scan::open(selector, Wanted::Timestamp, steps, context)?;
        if materialise_all(&values, steps.count, context)?.iter().any(|row| !row.histograms.is_empty()) {
            return Err(Error::Evaluation("info sample should be float".into()));
        }
        let mut info = Info::none(data_matchers, steps);
        info.labels = values.series().iter().map(|series| series.labels.clone()).collect();
        info.times = materialise_all(&scan, steps.count, context)?;
        for (index, labels) in info.labels.iter().enumerate() {
            let name = labels.metric_name();
            if !info.names.iter().any(|known| known == name) {
                info.names.push(name.to_owned());
            }
            info.candidates.entry((name.to_owned(), identity(labels))).or_default().push(index);
        }
        info.names.sort_unstable();
        Ok(info)
    }

    /// Appends the series under the labels it has at each step.
    fn enrich(
        &self,
        series: &OutputSeries,
        row: &Row,
        output: &mut (Vec<OutputSeries>, Vec<Row>),
    ) -> Result<(), (usize, Error)> {
        let identity = identity(&series.labels);
        let mut places: HashMap<Vec<usize>, Option<usize>> = HashMap::new();
        for step in (0..self.steps.count).filter(|step| row.is_present(*step)) {
            let chosen = self.chosen(&identity, step).map_err(|error| (step, error))?;
            let place = match places.get(&chosen) {
                Some(place) => *place,
                None => {
                    let labels = self.labels_with(series, &chosen).map_err(|error| (step, error))?;
                    let place = labels.map(|labels| {
                        output.0.push(OutputSeries { labels, drop_name: series.drop_name });
                        output.1.push(Row::absent(self.steps.count));
                        output.0.len() - 1
                    });
                    places.insert(chosen, place);
                    place
                }
            };
            let Some(place) = place else { continue };
            output.1[place].values[step] = row.values[step];
            if let Some(histogram) = row.histogram(step) {
                output.1[place].set_histogram(step, histogram.clone());
            }
        }
        Ok(())
    }

    /// For each info metric the series that is there at `step`: of several the one with the newer sample.
    fn chosen(&self, identity: &[String; 2], step: usize) -> Result<Vec<usize>, Error> {
        let mut chosen = Vec::new();
        for name in &self.names {
            let Some(candidates) = self.candidates.get(&(name.clone(), identity.clone())) else { continue };
            let mut newest: Option<(usize, f64)> = None;
            for &candidate in candidates {
                let time = self.times[candidate].values[step];
                match newest {
                    _ if is_absent(time) => {}
                    Some((existing, newest_time)) if newest_time == time => {
                        return Err(self.duplicate(existing, candidate, time));
                    }
                    Some((_, newest_time)) if newest_time > time => {}
                    _ => newest = Some((candidate, time)),
                }
            }
            chosen.extend(newest.map(|(candidate, _)| candidate));
        }
        Ok(chosen)
    }

    fn duplicate(&self, existing: usize, new: usize, seconds: f64) -> Error {
        let time = (seconds * 1000.0) as Timestamp;
        Error::Evaluation(format!(
            "found duplicate series for info metric: existing {} @ {time}, new {} @ {time}",
            self.labels[existing], self.labels[new]
        ))
    }

    /// The series' labels with those of its info series; `None` if the series is to be left out.
    fn labels_with(&self, series: &OutputSeries, chosen: &[usize]) -> Result<Option<Labels>, Error> {
        if chosen.is_empty() {
            let optional = self.data_matchers.iter().all(|matcher| matcher.matches(""));
            return Ok(optional.then(|| series.labels.clone()));
        }
        let wanted = |name: &str| {
            name != METRIC_NAME
                && (self.data_matchers.is_empty() || self.data_matchers.iter().any(|matcher| matcher.is_on(name)))
        };
        let mut builder = series.labels.to_builder();
        for &index in chosen {
            for (name, value) in self.labels[index].iter().filter(|(name, _)| wanted(name)) {
                if series.labels.get(name).is_some() {
                    continue;
                }
                if builder.get(name).is_some_and(|other| other != value) {
                    return Err(Error::Evaluation(format!("conflicting label: {name}")));
                }
                builder.set(name, value);
            }
        }
        Ok(Some(builder.build()))
    }
}
