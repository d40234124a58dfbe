//! Rule files, and blocks made from rules.

mod blocks;
mod files;

use crate::{
    peers::{corpus, find},
    program, server,
};
