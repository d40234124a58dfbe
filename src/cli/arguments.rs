//! Arguments that many commands share.

use super::output::ColorChoice;
use crate::promql::Features;
use clap::Args;
use std::num::NonZeroUsize;

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

    /// Whether `promql-delayed-name-removal` is switched on.
    pub(super) fn delayed_name_removal(&self) -> bool {
        self.features.iter().any(|name| name == "promql-delayed-name-removal")
    }
}
