//! Verifying, repairing, deleting, rewriting, splitting and undoing, on blocks of the corpus and on blocks of our own.

mod crashes;
mod flips;
mod operations;
mod reading;
mod repairs;
