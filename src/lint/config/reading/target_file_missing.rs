//! A file of targets that is not there.
//!
//! ## What it does
//! Says which pattern of `file_sd_configs` leads to no file.
//!
//! ## Why it is bad
//! Prometheus starts, and looks again later. Until then the job has none of these targets, and no alert says so, because
//! there is no `up` of a target that is not known.
//!
//! ## Example
//! ```yaml
//! scrape_configs:
//!   - job_name: node
//!     file_sd_configs:
//!       - files: [targets/node.yml]
//! ```
//!
//! ## How to fix
//! Correct the path, which starts at the configuration's directory, or see to it that the file is there when Prometheus starts.
//! ```yaml
//! scrape_configs:
//!   - job_name: node
//!     static_configs:
//!       - targets: [db-1:9100]
//! ```
