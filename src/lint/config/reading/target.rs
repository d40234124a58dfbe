//! A target that cannot be scraped.
//!
//! ## What it does
//! Says which target, written out or read from a file, is without an address, or with one that is a URL or a path, or has an
//! interval or timeout that is none, once the job's `relabel_configs` have run.
//!
//! ## Why it is bad
//! Prometheus drops the target.
//!
//! ## Example
//! ```yaml
//! scrape_configs:
//!   - job_name: node
//!     static_configs:
//!       - targets: [db-1:9100]
//!     relabel_configs:
//!       - target_label: __scrape_interval__
//!         replacement: soon
//! ```
//!
//! ## How to fix
//! Give each target a host and perhaps a port; scheme and path are keys of the job.
//! ```yaml
//! scrape_configs:
//!   - job_name: node
//!     static_configs:
//!       - targets: [db-1:9100]
//!     relabel_configs:
//!       - target_label: __scrape_interval__
//!         replacement: 30s
//! ```
