//! A combination of values that Prometheus refuses.
//!
//! ## What it does
//! Says which of Prometheus' rules a section breaks: something is missing, or two things do not go together, such as two ways
//! to authenticate, a timeout longer than its interval, or two jobs of one name. The rules of web configurations are among
//! them.
//!
//! ## Why it is bad
//! Prometheus refuses the file.
//!
//! ## Example
//! ```yaml
//! scrape_configs:
//!   - job_name: node
//!     scrape_interval: 10s
//!     scrape_timeout: 30s
//! ```
//!
//! ## How to fix
//! The message says what must hold.
//! ```yaml
//! scrape_configs:
//!   - job_name: node
//!     scrape_interval: 30s
//!     scrape_timeout: 10s
//! ```
