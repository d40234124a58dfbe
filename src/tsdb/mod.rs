//! Prometheus' storage: what lies in a data directory, byte by byte.
//!
//! Chunks become sample columns ([`chunk`]), blocks ([`block`]) and the logs ([`wal`]) of the head ([`head`]) become
//! series, and a data directory ([`directory`]) merges ([`merge`]) all of them into one source. Nothing here knows PromQL
//! or a terminal, and nothing that reads ever writes.

pub mod append;
pub mod backfill;
pub mod block;
pub mod chunk;
pub mod compact;
pub mod csv;
pub mod directory;
pub mod error;
pub mod head;
pub mod jsonl;
pub mod merge;
pub mod wal;

pub use directory::{Directory, OpenMode, open};
pub use error::Error;
