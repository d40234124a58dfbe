//! Bytes from files and to files: memory maps, checked byte cursors, bit streams, checksums; directories and files that
//! are replaced whole.
//!
//! Nothing here knows of Prometheus; every reader here answers damaged input with an error that names the place.

pub mod atomic_directory;
pub mod atomic_file;
pub mod bits;
pub mod bytes;
pub mod crc32c;
pub mod input;
pub mod mmap;
pub mod positioned;
