//! The values that templates work with.

use crate::golang::{float::append_g, float::append_integer};
use std::{collections::BTreeMap, sync::Arc};

/// A value. Cloning is cheap.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing: what a map with values of any type has for a missing key.
    Nil,
    /// A truth value.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number.
    Float(f64),
    /// A text.
    Text(Arc<str>),
    /// Texts by name; a missing one is empty.
    Texts(Arc<BTreeMap<String, String>>),
    /// Values by name; a missing one is nothing.
    Map(Arc<BTreeMap<String, Value>>),
    /// Values in order.
    List(Arc<Vec<Value>>),
    /// A structure: fields in order.
    Record(Arc<Vec<(&'static str, Value)>>, &'static str),
    /// What can only be printed or counted with.
    Opaque(Arc<Opaque>),
}

/// A value of a type that templates cannot look into.
#[derive(Clone, Debug, PartialEq)]
pub struct Opaque {
    /// Go's name of its type.
    pub type_name: &'static str,
    /// How it is printed.
    pub shown: String,
    /// What it is as a number, if it is one.
    pub number: Option<f64>,
}

impl Value {
    /// A text.
    pub fn text(text: impl AsRef<str>) -> Value {
        Value::Text(text.as_ref().into())
    }

    /// Go's name of the value's type.
    pub fn type_name(&self) -> &'static str {
        match self {
            Value::Nil => "<nil>",
            Value::Bool(_) => "bool",
            Value::Int(_) => "int",
            Value::Float(_) => "float64",
            Value::Text(_) => "string",
            Value::Texts(_) => "map[string]string",
            Value::Map(_) => "map[string]interface {}",
            Value::List(_) => "template.queryResult",
            Value::Record(_, name) => name,
            Value::Opaque(opaque) => opaque.type_name,
        }
    }

    /// Whether `if` takes it for true: not nothing, zero or empty.
    pub fn is_true(&self) -> bool {
        match self {
            Value::Nil => false,
            Value::Bool(value) => *value,
            Value::Int(value) => *value != 0,
            Value::Float(value) => *value != 0.0,
            Value::Text(text) => !text.is_empty(),
            Value::Texts(map) => !map.is_empty(),
            Value::Map(map) => !map.is_empty(),
            Value::List(list) => !list.is_empty(),
            Value::Record(..) | Value::Opaque(_) => true,
        }
    }

    /// The value as `%v` prints it.
    pub fn shown(&self) -> String {
        let mut out = Vec::new();
        self.append(&mut out);
        String::from_utf8_lossy(&out).into_owned()
    }

    fn append(&self, out: &mut Vec<u8>) {
        match self {
            Value::Nil => out.extend_from_slice(b"<nil>"),
            Value::Bool(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
            Value::Int(value) => append_integer(out, *value),
            Value::Float(value) => append_g(out, *value),
            Value::Text(text) => out.extend_from_slice(text.as_bytes()),
            Value::Texts(map) => append_entries(out, map.iter(), |out, text| out.extend_from_slice(text.as_bytes())),
            Value::Map(map) => append_entries(out, map.iter(), |out, value| value.append(out)),
            Value::List(list) => {
                out.push(b'[');
                append_list(out, list.iter());
                out.push(b']');
            }
            Value::Record(fields, _) => {
                out.push(b'{');
                append_list(out, fields.iter().map(|(_, value)| value));
                out.push(b'}');
            }
            Value::Opaque(opaque) => out.extend_from_slice(opaque.shown.as_bytes()),
        }
    }
}

fn append_list<'v>(out: &mut Vec<u8>, values: impl Iterator<Item = &'v Value>) {
    for (index, value) in values.enumerate() {
        if index > 0 {
            out.push(b' ');
        }
        value.append(out);
    }
}

fn append_entries<'v, V: 'v>(
    out: &mut Vec<u8>,
    entries: impl Iterator<Item = (&'v String, &'v V)>,
    append: impl Fn(&mut Vec<u8>, &V),
) {
    out.extend_from_slice(b"map[");
    for (index, (name, value)) in entries.enumerate() {
        if index > 0 {
            out.push(b' ');
        }
        out.extend_from_slice(name.as_bytes());
        out.push(b':');
        append(out, value);
    }
    out.push(b']');
}
