//! Evaluating what is written down beforehand: test scripts of the engine.
//!
//! A script becomes commands, its data a [`crate::model::memory::MemorySource`], and every evaluation goes through
//! [`crate::engine`]; outcomes are handed back as values. Nothing here prints, reads files or knows a terminal.

pub mod script;
