//! The types of families that the classic format knows.

/// The type of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FamilyKind {
    /// It only goes up.
    Counter,
    /// It goes up and down.
    Gauge,
    /// Quantiles, a sum and a count.
    Summary,
    /// No type was given, or `untyped`.
    Untyped,
    /// Buckets, a sum and a count.
    Histogram,
    /// A histogram whose counts may go down.
    GaugeHistogram,
}

impl FamilyKind {
    /// The type that a TYPE line names, in any case.
    pub(super) fn parse(text: &[u8]) -> Option<FamilyKind> {
        const NAMES: [(&str, FamilyKind); 7] = [
            ("counter", FamilyKind::Counter),
            ("gauge", FamilyKind::Gauge),
            ("summary", FamilyKind::Summary),
            ("untyped", FamilyKind::Untyped),
            ("histogram", FamilyKind::Histogram),
            ("gauge_histogram", FamilyKind::GaugeHistogram),
            ("gaugehistogram", FamilyKind::GaugeHistogram),
        ];
        NAMES.iter().find(|(name, _)| text.eq_ignore_ascii_case(name.as_bytes())).map(|(_, kind)| *kind)
    }

    /// As the lint names it.
    pub fn as_str(self) -> &'static str {
        match self {
            FamilyKind::Counter => "counter",
            FamilyKind::Gauge => "gauge",
            FamilyKind::Summary => "summary",
            FamilyKind::Untyped => "untyped",
            FamilyKind::Histogram => "histogram",
            FamilyKind::GaugeHistogram => "gauge_histogram",
        }
    }

    /// Whether several lines make one metric, told apart by `le`.
    pub(super) fn has_buckets(self) -> bool {
        matches!(self, FamilyKind::Histogram | FamilyKind::GaugeHistogram)
    }
}
