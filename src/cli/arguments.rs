//! Arguments that many commands share.

use super::output::ColorChoice;
use crate::promql::Features;
use clap::Args;
use std::num::NonZeroUsize;

/// The feature flag that changes the evaluation, not the syntax.
const DELAYED_NAME_REMOVAL: &str = "promql-delayed-name-removal";

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
    /// promql-binop-fill-modifiers, promql-delayed-name-removal
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
        let known = |name: &str| name == DELAYED_NAME_REMOVAL || name == "promql-duration-expr" || name.is_empty();
        let names = self.features.iter().map(|name| name.trim());
        names.filter(move |name| !known(name) && !Features::default().enable(name))
    }

    /// Whether `promql-delayed-name-removal` is switched on.
    pub(super) fn delayed_name_removal(&self) -> bool {
        self.features.iter().any(|name| name.trim() == DELAYED_NAME_REMOVAL)
    }
}
