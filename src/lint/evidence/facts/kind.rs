//! What kind of metric it is: said by its targets, or seen in its samples where they leave no doubt.

use super::{SeriesFacts, named};
use crate::lint::EvidenceError;

/// The kind of the series of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Kind {
    /// It only rises, but for new starts.
    Counter,
    /// It goes up and down.
    Gauge,
    /// The quantiles of a summary.
    Quantiles,
}

/// How it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Ground {
    /// Its targets say so.
    Stated,
    /// Its samples show it.
    Seen,
}

impl SeriesFacts<'_> {
    /// The kind of a metric, if it is certain: what targets state counts unless the samples contradict it, and without a
    /// statement the samples count where the name agrees with them.
    pub(in crate::lint) fn kind(&self, metric: &str) -> Result<Option<(Kind, Ground)>, EvidenceError> {
        if !self.has_metric(metric) {
            return Ok(None);
        }
        let behaviour = || self.behaviour(&named(metric));
        Ok(match self.stated(metric) {
            Stated::Kind(Kind::Counter) => (!behaviour()?.is_of_gauge()).then_some((Kind::Counter, Ground::Stated)),
            // Exporters call many a counter a gauge.
            Stated::Kind(Kind::Gauge) => (!behaviour()?.only_rises()).then_some((Kind::Gauge, Ground::Stated)),
            Stated::Kind(Kind::Quantiles) => Some((Kind::Quantiles, Ground::Stated)),
            Stated::Other => None,
            Stated::Nothing => match self.is_named_as_counter(metric) {
                true => behaviour()?.only_rises().then_some((Kind::Counter, Ground::Seen)),
                false if is_suffixed(metric) => None,
                false => behaviour()?.is_of_gauge().then_some((Kind::Gauge, Ground::Seen)),
            },
        })
    }

    fn stated(&self, metric: &str) -> Stated {
        let of_family = |family: &str| -> Option<&str> {
            let mut types = self.types.get(family)?.iter().filter(|kind| *kind != "unknown" && *kind != "untyped");
            let first = types.next()?;
            // Targets that differ leave it open.
            Some(if types.next().is_some() { "" } else { first })
        };
        match of_family(metric) {
            Some("counter") => return Stated::Kind(Kind::Counter),
            Some("gauge") => return Stated::Kind(Kind::Gauge),
            Some("summary") => return Stated::Kind(Kind::Quantiles),
            Some(_) => return Stated::Other,
            None => {}
        }
        for (suffix, kinds) in [
            ("_total", &["counter"][..]),
            ("_bucket", &["histogram"]),
            ("_count", &["histogram", "summary"]),
            ("_sum", &["histogram", "summary"]),
        ] {
            match metric.strip_suffix(suffix).and_then(of_family) {
                Some(kind) if kinds.contains(&kind) => return Stated::Kind(Kind::Counter),
                Some(_) => return Stated::Other,
                None => {}
            }
        }
        Stated::Nothing
    }

    /// Whether a name is a counter's by custom, and its siblings agree.
    fn is_named_as_counter(&self, metric: &str) -> bool {
        if metric.ends_with("_total") {
            return true;
        }
        let Some(family) = ["_bucket", "_count", "_sum"].into_iter().find_map(|suffix| metric.strip_suffix(suffix))
        else {
            return false;
        };
        ["_sum", "_count"].into_iter().all(|suffix| self.has_metric(&format!("{family}{suffix}")))
    }
}

/// What targets state.
enum Stated {
    Kind(Kind),
    /// Something else, or several things.
    Other,
    Nothing,
}

fn is_suffixed(metric: &str) -> bool {
    ["_total", "_bucket", "_count", "_sum"].into_iter().any(|suffix| metric.ends_with(suffix))
}
