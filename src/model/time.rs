//! Points in time as users write them.
