//! `eq`, `ne`, `lt`, `le`, `gt`, `ge`.

use super::value::Value;
use std::cmp::Ordering;

const NO_ARGUMENT: &str = "missing argument for comparison";
const BAD_TYPE: &str = "invalid type for comparison";

fn incompatible(left: &Value, right: &Value) -> String {
    format!("incompatible types for comparison: {} and {}", left.type_name(), right.type_name())
}

/// Whether the first value equals one of the others.
pub(super) fn equals_any(values: &[Value]) -> Result<bool, String> {
    let Some((first, others)) = values.split_first().filter(|(_, others)| !others.is_empty()) else {
        return Err(NO_ARGUMENT.into());
    };
    for other in others {
        if equal(first, other)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn equal(left: &Value, right: &Value) -> Result<bool, String> {
    match (left, right) {
        (Value::Bool(left), Value::Bool(right)) => Ok(left == right),
        (Value::Int(left), Value::Int(right)) => Ok(left == right),
        (Value::Float(left), Value::Float(right)) => Ok(left == right),
        (Value::Text(left), Value::Text(right)) => Ok(left == right),
        (Value::Nil, other) | (other, Value::Nil) => Ok(matches!(other, Value::Nil)),
        (Value::Record(..), Value::Record(..)) | (Value::Opaque(_), Value::Opaque(_)) => Ok(left == right),
        _ if is_composite(left) && is_composite(right) => Err(format!(
            "non-comparable types {}: {}, {}: {}",
            left.shown(),
            left.type_name(),
            right.type_name(),
            right.shown()
        )),
        _ => Err(incompatible(left, right)),
    }
}

fn is_composite(value: &Value) -> bool {
    matches!(value, Value::Texts(_) | Value::Map(_) | Value::List(_) | Value::Record(..) | Value::Opaque(_))
}

/// How two values compare; nothing for a number that is not one.
pub(super) fn order(left: &Value, right: &Value) -> Result<Option<Ordering>, String> {
    match (left, right) {
        (Value::Int(left), Value::Int(right)) => Ok(Some(left.cmp(right))),
        (Value::Float(left), Value::Float(right)) => Ok(left.partial_cmp(right)),
        (Value::Text(left), Value::Text(right)) => Ok(Some(left.cmp(right))),
        (Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_), _)
            if std::mem::discriminant(left) != std::mem::discriminant(right)
                && matches!(right, Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_)) =>
        {
            Err(incompatible(left, right))
        }
        _ => Err(BAD_TYPE.into()),
    }
}
