//! Blocks made from rules.

mod blocks;

use crate::{
    peers::{corpus, find},
    program, server,
};
