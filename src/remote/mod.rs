//! Prometheus' HTTP API as a source of results: one [`Client`] a server, one method a verb.
//!
//! URL, credentials and headers ([`ConnectionOptions`]) → a request → the API's envelope → the same value types that the
//! engine returns ([`crate::model::value::QueryResult`]), so nothing above needs to know where a result was made. Values are
//! decoded straight from the body; no JSON tree is built. Nothing here prints, parses PromQL or evaluates.
//!
//! # What `promtool query` does, and this folder with it
//!
//! | | |
//! | --- | --- |
//! | `instant SERVER EXPR` | `POST /api/v1/query` with `query` and `time`; no `--time` means the client's now |
//! | `range SERVER EXPR` | `POST /api/v1/query_range`; the window comes from [`RangeWindow::new`]: end = now, start = end − 5m, step = max(⌊(end − start) / 250⌋, 1) whole seconds; `start time is not before end time` unless start < end |
//! | `series SERVER --match…` | `POST /api/v1/series`; at least one `--match`; without `--start`, `--end`: [`SERIES_REACH`] around now |
//! | `labels SERVER NAME` | `GET /api/v1/label/NAME/values`; the same window; the only verb whose warnings promtool shows, as `query warning: TEXT` before anything else on stderr |
//! | times | Go's float syntax as Unix seconds, else RFC 3339 with up to nanoseconds; else `error parsing evaluation time: cannot parse "X" to a valid timestamp` (`start time`, `end time`) |
//! | `--step` | a Go duration (`1m30s`, `1.5h`), not Prometheus' `1d`; 0 means the default |
//! | `--header` | `instant` and `range` only, `NAME=VALUE` or `NAME:VALUE`, cut at the first of the two ([`parse_header`]) |
//! | methods | a `POST` answered by 403, 405 or 501 is repeated as `GET` |
//! | time limit | two minutes a query, ten seconds for [`Client::probe`] |
//! | output | on stdout; `promql` or `json` (the bare result, keys sorted, one line) |
//! | failure | `query error: ` and [`Error`]'s text on stderr, exit 1; wrong usage `promtool: error: …`, exit 1 |
//! | warnings, infos | dropped by promtool except for `labels`; promq shows them all |
//! | a string result | promtool fails on it (`unexpected value type "string"`); promq shows it |
//! | `check healthy`, `check ready` | [`Client::probe`]; success is `  SUCCESS:  BODY` and a newline on stderr, another status `check failed: URL=U, status=N` |
//! | `--http.config.file` with a user in the URL | [`Error::TwoCredentials`] |
//! | `follow_redirects: false` | ignored by promtool, honoured here |
//! | `localhost:9090` without a scheme | an error in promtool, `http://localhost:9090` here ([`server_url`]) |
//!
//! # Native histograms
//!
//! The API shows a histogram as count, sum and the populated buckets with their bounds, not as schema and spans. It becomes
//! a [`crate::model::histogram::FloatHistogram`] again: the bounds tell the schema, empty buckets stay empty. Printing it as
//! API JSON gives the text that came, because the same buckets with the same bounds are populated; what the API does not
//! tell (the hint about counter resets, the zero threshold of an empty zero bucket, bounds of empty custom buckets) is not
//! printed either. Bounds that no exponential schema has become custom bounds.

mod client;
mod envelope;
mod environment;
mod error;
mod histogram;
mod metadata;
mod options;
mod parameters;
pub mod read;
mod result;
mod scalar;

pub use client::{Answer, Client, Page, Probe, ProbeResult};
pub use environment::{ENVIRONMENT, EnvironmentVariable};
pub use error::{ApiError, Error};
pub use metadata::MetricMetadata;
pub use options::{ConnectionOptions, parse_header, server_url};
pub use parameters::{QueryParameters, RangeWindow, SERIES_REACH, SeriesParameters};
