//! YAML with positions: a text becomes a tree whose every node knows where it stands, and knows nothing of Prometheus.
//!
//! ```text
//! text ─ `tokens` → tokens ─ `build` → [`Document`]
//! ```
//! It reads as libyaml does, because Go's YAML packages are libyaml in Go: what Prometheus accepts is accepted here, what
//! it refuses is refused in its words ([`SyntaxError`]). Readers of YAML 1.2 refuse files that Prometheus loads, such as
//! a list whose bracket closes in the first column. What Go does above that is here too: the types of plain words
//! (`resolve`), merge keys and repeated keys (`entries`), the limit on aliases (`build`). A place inside a decoded
//! scalar, of whatever style, leads back to the bytes of the file (`locate`), and can be changed there (`edit`).
//!
//! Hostile texts cost bounded time and memory: nodes and depth are limited, and aliases are never expanded.

mod build;
mod edit;
mod entries;
mod error;
mod locate;
mod resolve;
mod scalar_map;
#[cfg(test)]
mod tests;
mod text;
mod tokens;
mod tree;

pub use entries::{Entry, Repeated};
pub use error::{Dialect, SyntaxError};
pub use resolve::Resolved;
pub use scalar_map::ScalarMap;
pub use text::Text;
pub use tree::{Document, Node, NodeId, NodeKind, ScalarStyle};
