//! A data directory: its blocks and its head as one source of series.
//!
//! ```text
//! data/
//!   01M81EAGVC7XE2T8RHPQAXCRFW/   a block; any number of them
//!   wal/ wbl/ chunks_head/        the head
//!   chunk_snapshot.000007.0000012345/
//! ```
//! Also accepted: one block's own directory, and a snapshot, which is blocks only. Which blocks count and from when on
//! the head's samples count differs between a server and promtool ([`OpenMode`]). A server may be writing to the
//! directory meanwhile; reading neither writes to it nor takes its lock. Commands that write take it ([`DirectoryLock`]).

mod blocks;
mod lock;
mod one_block;
mod open;
mod overlaps;
mod select;
mod writable;

pub(in crate::tsdb) use blocks::block_directories;
pub use lock::DirectoryLock;
pub use one_block::open_block;
pub use open::{Directory, OpenMode, open};
pub use overlaps::overlaps;
pub use writable::WritableDirectory;
