//! Blocks: immutable directories of series.
