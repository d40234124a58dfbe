//! Whose rule files they are. All are like Prometheus' own, with a few fields more.

/// What a rule file is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Prometheus itself.
    Prometheus,
    /// Thanos' ruler.
    Thanos,
    /// The rulers of Mimir and Cortex, as their tools load files into a namespace.
    Mimir,
    /// Loki's ruler: as for Mimir, but the expressions are LogQL.
    Loki,
    /// Objects of Kubernetes, for the Prometheus operator.
    Kubernetes,
}

const OF_FILES: &[&str] = &["groups"];
const OF_NAMESPACES: &[&str] = &["namespace", "groups"];
const OF_GROUPS: &[&str] = &["name", "interval", "query_offset", "limit", "labels", "rules"];
const OF_GROUPS_OF_THANOS: &[&str] =
    &["name", "interval", "query_offset", "limit", "labels", "rules", "partial_response_strategy"];
const OF_GROUPS_OF_MIMIR: &[&str] = &[
    "name",
    "interval",
    "query_offset",
    "limit",
    "labels",
    "rules",
    "evaluation_delay",
    "source_tenants",
    "align_evaluation_time_on_interval",
    "remote_write",
];

impl Layout {
    /// The fields of a file.
    pub(super) fn file_fields(self) -> &'static [&'static str] {
        match self {
            Layout::Prometheus | Layout::Thanos | Layout::Kubernetes => OF_FILES,
            Layout::Mimir | Layout::Loki => OF_NAMESPACES,
        }
    }

    /// The fields of a group.
    pub(super) fn group_fields(self) -> &'static [&'static str] {
        match self {
            Layout::Prometheus => OF_GROUPS,
            Layout::Thanos | Layout::Kubernetes => OF_GROUPS_OF_THANOS,
            Layout::Mimir | Layout::Loki => OF_GROUPS_OF_MIMIR,
        }
    }

    /// What `--from` calls the layout that has a field which others lack.
    pub(super) fn with_field(name: &str) -> Option<&'static str> {
        let has = |layout: Layout| layout.file_fields().contains(&name) || layout.group_fields().contains(&name);
        let layouts = [(Layout::Prometheus, "prometheus"), (Layout::Thanos, "thanos"), (Layout::Mimir, "mimir")];
        layouts.into_iter().find(|(layout, _)| has(*layout)).map(|(_, name)| name)
    }

    /// Whether the expressions are PromQL.
    pub fn is_promql(self) -> bool {
        self != Layout::Loki
    }
}
