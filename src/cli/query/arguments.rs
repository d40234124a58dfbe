//! Arguments that the query commands share; they may stand before and after the command's name.

use crate::{
    cli::{
        arguments::GlobalArguments,
        error::CommandError,
        times::{milliseconds, parse_step},
    },
    engine, remote,
};
use clap::{Args, ValueEnum};
use std::{path::PathBuf, time::Duration};

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// A table (the default on a terminal)
    Table,
    /// promtool's text (the default elsewhere)
    Promql,
    /// promtool's JSON: the bare result
    Json,
    /// The HTTP API's whole envelope
    Api,
    /// Comma-separated values with a header
    Csv,
    /// Tab-separated values with a header
    Tsv,
    /// One JSON object a line for every sample
    Ndjson,
    /// A chart
    Graph,
}

#[derive(Debug, Args)]
pub(super) struct QueryArguments {
    /// How to write the result
    #[arg(
        short = 'o',
        long,
        visible_alias = "output",
        global = true,
        value_name = "FORMAT",
        env = "PROMQ_FORMAT",
        hide_env_values = true
    )]
    pub(super) format: Option<Format>,

    /// The most samples a query may hold at once (local data)
    #[arg(
        long,
        global = true,
        value_name = "N",
        default_value_t = 50_000_000,
        env = "PROMQ_MAX_SAMPLES",
        hide_env_values = true
    )]
    pub(super) max_samples: u64,

    /// Queries that take longer fail
    #[arg(
        long,
        global = true,
        value_name = "DURATION",
        default_value = "2m",
        env = "PROMQ_TIMEOUT",
        hide_env_values = true
    )]
    pub(super) timeout: String,

    /// How far back a selector looks for a sample; a server's own default (5m) when left out
    #[arg(long, global = true, value_name = "DURATION", env = "PROMQ_LOOKBACK_DELTA", hide_env_values = true)]
    pub(super) lookback_delta: Option<String>,

    /// Print what the query cost to standard error
    #[arg(long, global = true)]
    pub(super) stats: bool,

    #[command(flatten)]
    pub(super) http: HttpArguments,
}

/// How to reach a server.
#[derive(Debug, Args)]
#[command(next_help_heading = "Server options")]
pub(in crate::cli) struct HttpArguments {
    /// File with an HTTP client configuration: TLS, credentials, proxy
    #[arg(
        long = "http.config.file",
        global = true,
        value_name = "FILE",
        env = "PROMQ_HTTP_CONFIG_FILE",
        hide_env_values = true
    )]
    pub(in crate::cli) config_file: Option<PathBuf>,

    /// Header to send with every request; may be repeated
    #[arg(long = "header", global = true, value_name = "NAME=VALUE", value_parser = remote::parse_header)]
    pub(in crate::cli) headers: Vec<(String, String)>,
}

impl QueryArguments {
    /// `--timeout`; zero means no limit.
    pub(super) fn timeout(&self) -> Result<Option<Duration>, CommandError> {
        let timeout = milliseconds("--timeout", &self.timeout)?;
        Ok(u64::try_from(timeout).ok().filter(|timeout| *timeout > 0).map(Duration::from_millis))
    }

    /// `--lookback-delta` in milliseconds.
    pub(super) fn lookback_delta(&self) -> Result<Option<i64>, CommandError> {
        let parse = |text: &String| match parse_step(text) {
            Ok(delta) if delta > 0 => Ok(delta),
            Ok(_) => Err(CommandError::Usage(format!("--lookback-delta must be positive, not {text}"))),
            Err(error) => Err(CommandError::Usage(format!("--lookback-delta: {error}"))),
        };
        self.lookback_delta.as_ref().map(parse).transpose()
    }

    /// What the engine is told.
    pub(super) fn engine_options(&self, global: &GlobalArguments) -> Result<engine::Options, CommandError> {
        let defaults = engine::Options::default();
        let mut options = engine::Options {
            lookback_delta: self.lookback_delta()?.unwrap_or(defaults.lookback_delta),
            max_samples: self.max_samples,
            timeout: self.timeout()?,
            ..defaults
        };
        global.apply_features(&mut options);
        Ok(options)
    }
}
