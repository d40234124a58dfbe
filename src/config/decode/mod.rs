//! From YAML to sections: every key has its place, and all that is wrong is found in one walk.
//!
//! Prometheus stops at the first broken rule, and tells unknown keys and wrong kinds of values only when no rule is
//! broken. Here the walk goes on; [`Findings`] keeps the order and knows which part Prometheus would tell.

mod checks;
mod collection;
mod decoder;
mod finding;
mod origin;
mod scalar;
mod section;
mod units;

pub(super) use checks::Checks;
pub use collection::{Anything, Located, Map, MapEntry};
pub(super) use decoder::{Decode, Decoder};
pub use finding::{Class, Finding, Findings, NotedSecret};
pub use origin::{FileId, Origin, Spot};
pub(super) use scalar::{Choice, binary, choice};
pub use scalar::{Int64, OneOf, Uint64};
pub(super) use section::{Entry, Fields, Section, default, inlined, key, section, unchecked};
pub use units::{Duration, GoUrl, LabelName, LabelSet, Size, ValidationScheme};
