//! The functions that Go's templates have by themselves.

use super::{comparison, escape, printf, run::Kind, run::Signature, value::Value};
use std::cmp::Ordering;

const ANY: Kind = Kind::Any;

/// What the built-in function `name` takes; `and` and `or` are not among them, since they do not evaluate everything.
pub fn signature(name: &str) -> Option<Signature> {
    let of = |parameters: &'static [Kind], rest: Option<Kind>| Some(Signature { parameters, rest });
    match name {
        "not" | "len" => of(&[ANY], None),
        "index" | "slice" | "call" | "eq" => of(&[ANY], Some(ANY)),
        "ne" | "lt" | "le" | "gt" | "ge" => of(&[ANY, ANY], None),
        "printf" => of(&[Kind::Text], Some(ANY)),
        "print" | "println" | "html" | "js" | "urlquery" => of(&[], Some(ANY)),
        _ => None,
    }
}

/// Whether Go has a function of that name.
pub(super) fn is_builtin(name: &str) -> bool {
    matches!(name, "and" | "or") || signature(name).is_some()
}

/// Calls a built-in function; the error is Go's text.
pub(super) fn call(name: &str, arguments: &[Value]) -> Result<Value, String> {
    let ordered = |wanted: fn(Ordering) -> bool| {
        let [left, right] = arguments else { return Err(String::new()) };
        Ok(Value::Bool(comparison::order(left, right)?.is_some_and(wanted)))
    };
    match name {
        "not" => Ok(Value::Bool(!arguments.first().is_some_and(Value::is_true))),
        "len" => length(arguments.first().unwrap_or(&Value::Nil)),
        "index" => index(arguments),
        "slice" => slice(arguments),
        "call" => {
            let value = arguments.first().unwrap_or(&Value::Nil);
            Err(format!("non-function {} of type {}", value.shown(), value.type_name()))
        }
        "eq" => comparison::equals_any(arguments).map(Value::Bool),
        "ne" => comparison::equals_any(arguments).map(|equal| Value::Bool(!equal)),
        "lt" => ordered(Ordering::is_lt),
        "le" => ordered(Ordering::is_le),
        "gt" => ordered(Ordering::is_gt),
        "ge" => ordered(Ordering::is_ge),
        "printf" => {
            let format = arguments.first().map_or_else(String::new, Value::shown);
            Ok(Value::text(printf::printf(&format, arguments.get(1..).unwrap_or(&[]))))
        }
        "print" => Ok(Value::text(printf::print(arguments))),
        "println" => Ok(Value::text(printf::println(arguments))),
        "html" => Ok(Value::text(escape::html(&plain(arguments)))),
        "js" => Ok(Value::text(escape::js(&plain(arguments)))),
        "urlquery" => Ok(Value::text(escape::query(&plain(arguments)))),
        _ => Err(format!("{name} is not a function")),
    }
}

/// The text that is escaped: a single text as it is, everything else printed.
fn plain(arguments: &[Value]) -> String {
    match arguments {
        [Value::Text(text)] => text.to_string(),
        _ => printf::print(arguments),
    }
}

fn length(value: &Value) -> Result<Value, String> {
    let length = match value {
        Value::Text(text) => text.len(),
        Value::Texts(map) => map.len(),
        Value::Map(map) => map.len(),
        Value::List(list) => list.len(),
        Value::Nil => return Err("len of nil pointer".into()),
        other => return Err(format!("len of type {}", other.type_name())),
    };
    Ok(Value::Int(i64::try_from(length).unwrap_or(i64::MAX)))
}

/// A position inside of something `length` long.
fn position(value: &Value, length: usize) -> Result<usize, String> {
    let position = match value {
        Value::Int(position) => *position,
        Value::Nil => return Err("cannot index slice/array with nil".into()),
        other => return Err(format!("cannot index slice/array with type {}", other.type_name())),
    };
    let checked = usize::try_from(position).ok().filter(|position| *position <= length);
    checked.ok_or_else(|| format!("index out of range: {position}"))
}

fn index(arguments: &[Value]) -> Result<Value, String> {
    let Some((first, indices)) = arguments.split_first() else { return Ok(Value::Nil) };
    let mut value = first.clone();
    for index in indices {
        value = match &value {
            Value::List(list) => {
                let at = position(index, list.len())?;
                list.get(at).cloned().ok_or_else(|| format!("index out of range: {at}"))?
            }
            Value::Text(text) => {
                let at = position(index, text.len())?;
                let byte = text.as_bytes().get(at).ok_or_else(|| format!("index out of range: {at}"))?;
                Value::Int((*byte).into())
            }
            Value::Texts(map) => Value::text(map.get(&key(index)?).map_or("", String::as_str)),
            Value::Map(map) => map.get(&key(index)?).cloned().unwrap_or(Value::Nil),
            Value::Nil => return Err("index of untyped nil".into()),
            other => return Err(format!("can't index item of type {}", other.type_name())),
        };
    }
    Ok(value)
}

fn key(value: &Value) -> Result<String, String> {
    match value {
        Value::Text(text) => Ok(text.to_string()),
        Value::Nil => Err("value is nil; should be of type string".into()),
        other => Err(format!("value has type {}; should be string", other.type_name())),
    }
}

fn slice(arguments: &[Value]) -> Result<Value, String> {
    let Some((value, bounds)) = arguments.split_first() else { return Ok(Value::Nil) };
    if bounds.len() > 3 {
        return Err(format!("too many slice indexes: {}", bounds.len()));
    }
    let length = match value {
        Value::Text(_) if bounds.len() == 3 => return Err("cannot 3-index slice a string".into()),
        Value::Text(text) => text.len(),
        Value::List(list) => list.len(),
        Value::Nil => return Err("slice of untyped nil".into()),
        other => return Err(format!("can't slice item of type {}", other.type_name())),
    };
    let bound = |index: usize, default| bounds.get(index).map_or(Ok(default), |value| position(value, length));
    let (start, end) = (bound(0, 0)?, bound(1, length)?);
    if start > end {
        return Err(format!("invalid slice index: {start} > {end}"));
    }
    Ok(match value {
        Value::Text(text) => Value::text(String::from_utf8_lossy(text.as_bytes().get(start..end).unwrap_or_default())),
        Value::List(list) => Value::List(list.get(start..end).unwrap_or_default().to_vec().into()),
        _ => Value::Nil,
    })
}
