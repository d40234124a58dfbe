//! A variable that is not set.
//!
//! ## What it does
//! Looks, with `--expand-env` or `--env-file`, for `$NAME` and `${NAME}` that have no value and no default. Names with small
//! letters are taken for groups of relabelling patterns.
//!
//! ## Why it is bad
//! The text stays as it is, and Prometheus takes it for the value.
//!
//! ## Example
//! ```yaml
//! scrape_configs:
//!   - job_name: ${NAME_OF_THE_JOB}
//! ```
//!
//! ## How to fix
//! Set the variable, or give a default.
//! ```yaml
//! scrape_configs:
//!   - job_name: ${NAME_OF_THE_JOB:-node}
//! ```
