//! What was found out about the parts of an expression, so that it is found out once: lints look at every part, and what
//! is known of one follows from the parts below it.

use crate::promql::ast::Expr;
use hashbrown::HashMap;
use std::{cell::RefCell, marker::PhantomData};

/// Facts about the parts of one tree.
pub(super) struct Memo<'a, T> {
    /// Parts are told apart by where they lie in memory; the tree is borrowed, so that they stay there.
    known: RefCell<HashMap<*const Expr, T>>,
    tree: PhantomData<&'a Expr>,
}

impl<T> Default for Memo<'_, T> {
    fn default() -> Self {
        Memo { known: RefCell::default(), tree: PhantomData }
    }
}

impl<'a, T: Clone> Memo<'a, T> {
    /// The fact about a part, found out if it is not known.
    pub(super) fn get(&self, part: &'a Expr, find_out: impl FnOnce() -> T) -> T {
        let key = std::ptr::from_ref(part);
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let fact = find_out();
        self.known.borrow_mut().insert(key, fact.clone());
        fact
    }
}
