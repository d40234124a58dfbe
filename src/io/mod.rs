//! Bytes from files: memory maps, checked byte cursors, bit streams, checksums.
//!
//! Nothing here knows of Prometheus; every reader here answers damaged input with an error that names the place.

pub mod bits;
pub mod bytes;
pub mod crc32c;
pub mod mmap;
