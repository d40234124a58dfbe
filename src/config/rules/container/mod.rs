//! What rule files come in: alone, as objects of Kubernetes, inside of ConfigMaps, many in one stream.
//!
//! ```text
//! bytes ─ yaml → documents ─┬ rule file ────────────────────────→ [`Part`]
//!                           ├ namespace of Mimir or Loki ───────→ [`Part`]
//!                           ├ PrometheusRule: its spec ─────────→ [`Part`]
//!                           ├ ConfigMap: a text for each key ─ yaml → [`Part`], with the map of that text
//!                           └ any other object: passed over
//! ```
//! Prometheus reads the first document of a file and nothing else, so a file whose first document is a rule file stays
//! what promtool says it is. Places in a rule file that is itself a scalar of another text lead to the characters of
//! the outer one ([`Part::locate`]): from an expression to the inner text, and from there to the file.

mod helm;
mod input;
mod kubernetes;
mod part;
#[cfg(test)]
mod tests;

pub use input::Input;
pub use part::Part;
