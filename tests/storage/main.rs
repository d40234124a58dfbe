//! Storage from outside: what promq makes of blocks and directories, held against the corpus and against the real
//! programs. One module per capability.

mod rules;
