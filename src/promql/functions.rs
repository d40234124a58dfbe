//! The table of functions: name, signature, and whether a feature flag gates it.

use super::ast::ValueType;

/// A function of PromQL.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name; case matters.
    pub name: &'static str,
    /// Types of the arguments.
    pub arguments: &'static [ValueType],
    /// 0: exactly `arguments`; n > 0: the last one may be left out, and up to n of its type may stand; -1: any number.
    pub variadic: i8,
    /// Type of the result.
    pub returns: ValueType,
    /// Whether it needs `promql-experimental-functions`.
    pub experimental: bool,
}
