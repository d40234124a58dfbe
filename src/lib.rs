//! promq: PromQL, Prometheus' storage formats and its lint, away from the server.
//!
//! The folders are floors: a folder uses only folders on lower floors (`tests/architecture.rs` holds the table).
//! Three ways lead through them. A query is bytes → expression → plan → series → chunks → columns → table; a scrape is
//! URL → body → samples → table or block; a backfill is text → samples → open chunks → block.

pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod engine;
pub mod exposition;
pub mod golang;
pub mod http;
pub mod io;
pub mod lint;
pub mod model;
pub mod promql;
pub mod remote;
pub mod report;
pub mod rules;
pub mod tsdb;
pub mod yaml;
