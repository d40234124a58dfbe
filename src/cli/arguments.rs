//! Arguments that many commands share.

use super::output::ColorChoice;
use crate::{engine, promql::Features};
use clap::Args;
use std::num::NonZeroUsize;

/// The feature flags that change the evaluation, not the syntax.
const DELAYED_NAME_REMOVAL: &str = "promql-delayed-name-removal";
const START_TIMESTAMPS: &str = "use-start-timestamps";
const TYPE_AND_UNIT_LABELS: &str = "type-and-unit-labels";

/// Accepted before and after every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(super) struct GlobalArguments {
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", env = "PROMQ_COLOR", hide_env_values = true)]
    pub(super) color: Option<ColorChoice>,

    /// Threads to use; all processors when left out
    #[arg(long, global = true, value_name = "N", env = "PROMQ_THREADS", hide_env_values = true)]
    pub(super) threads: Option<NonZeroUsize>,

    /// PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors,
    /// promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels
    #[arg(
        long = "enable-feature",
        global = true,
        value_name = "NAMES",
        value_delimiter = ',',
        env = "PROMQ_ENABLE_FEATURE",
        hide_env_values = true
    )]
    pub(super) features: Vec<String>,

    /// Accepted for promtool's sake; every command works without it
    #[arg(long, global = true, hide = true)]
    pub(super) experimental: bool,
}

impl GlobalArguments {
    /// The features of PromQL's syntax that are switched on.
    pub(super) fn syntax_features(&self) -> Features {
        Features::from_names(&self.features)
    }

    /// The features that nothing knows.
    pub(super) fn unknown_features(&self) -> impl Iterator<Item = &str> {
        // Duration expressions are always on; the flag is left over from when they were not.
        const KNOWN: [&str; 5] =
            [DELAYED_NAME_REMOVAL, START_TIMESTAMPS, TYPE_AND_UNIT_LABELS, "promql-duration-expr", ""];
        let known = |name: &str| KNOWN.contains(&name);
        let names = self.features.iter().map(|name| name.trim());
        names.filter(move |name| !known(name) && !Features::default().enable(name))
    }

    /// Switches on what the features say about evaluation.
    pub(super) fn apply_features(&self, options: &mut engine::Options) {
        let enabled = |name: &str| self.features.iter().any(|feature| feature.trim() == name);
        options.delayed_name_removal = enabled(DELAYED_NAME_REMOVAL);
        options.start_timestamps = enabled(START_TIMESTAMPS);
        options.type_and_unit_labels = enabled(TYPE_AND_UNIT_LABELS);
    }
}
