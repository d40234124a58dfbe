//! Texts, numbers and booleans as Go's YAML package (version 2) reads them: any scalar is a text, `yes` is true, a float
//! is cut to a whole number.

use super::{Decode, Decoder};
use crate::{
    config::Secret,
    yaml::{NodeId, NodeKind, Resolved, ScalarStyle},
};
use base64::Engine as _;
use std::ops::Deref;

impl Decode for String {
    fn go_type() -> String {
        "string".into()
    }

    fn null() -> String {
        String::new()
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<String> {
        decode_text(node, "string", decoder)
    }
}

/// The text of a scalar that is not null.
pub(super) fn decode_text(node: NodeId, go_type: &str, decoder: &mut Decoder<'_>) -> Option<String> {
    match binary(node, decoder) {
        Some(Ok(bytes)) => return Some(String::from_utf8_lossy(&bytes).into_owned()),
        Some(Err(_)) => {
            decoder.refuse(node, "yaml: !!binary value contains invalid base64 data");
            return None;
        }
        None => {}
    }
    decoder.text(node, go_type).map(str::to_string)
}

/// The bytes of a scalar with the tag `!!binary`; no other scalar can be anything but UTF-8.
pub(in crate::config) fn binary(node: NodeId, decoder: &Decoder<'_>) -> Option<Result<Vec<u8>, base64::DecodeError>> {
    match decoder.document.resolved(node) {
        Resolved::Binary(text) => {
            Some(base64::engine::general_purpose::STANDARD.decode(text.replace(['\n', '\r', ' '], "")))
        }
        _ => None,
    }
}

impl Decode for Secret {
    fn go_type() -> String {
        "config.plain".into()
    }

    fn go_item_type() -> String {
        "config.Secret".into()
    }

    fn null() -> Secret {
        Secret::default()
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<Secret> {
        let spot = decoder.spot(node);
        decoder.findings.note_secret(spot);
        decode_text(node, "config.plain", decoder).map(Secret::new)
    }
}

impl Decode for bool {
    fn go_type() -> String {
        "bool".into()
    }

    fn null() -> bool {
        false
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<bool> {
        let plain = match &decoder.document.node(node).kind {
            NodeKind::Scalar(text, ScalarStyle::Plain) => bool_word(text),
            _ => None,
        };
        let found = match decoder.document.resolved(node) {
            Resolved::Bool(value) => Some(value),
            Resolved::Text(_) => plain,
            _ => None,
        };
        if found.is_none() {
            decoder.mismatch(node, "bool");
        }
        found
    }
}

/// The words besides `true` and `false` that are booleans where one is wanted.
pub(super) fn bool_word(text: &str) -> Option<bool> {
    match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Some(true),
        "n" | "N" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => Some(false),
        _ => None,
    }
}

impl Decode for f64 {
    fn go_type() -> String {
        "float64".into()
    }

    fn null() -> f64 {
        0.0
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<f64> {
        match decoder.document.resolved(node) {
            Resolved::Int(value) => Some(value as f64),
            Resolved::Uint(value) => Some(value as f64),
            Resolved::Float(value) => Some(value),
            _ => {
                decoder.mismatch(node, "float64");
                None
            }
        }
    }
}

impl Decode for i64 {
    fn go_type() -> String {
        "int".into()
    }

    fn null() -> i64 {
        0
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<i64> {
        decode_signed(node, "int", decoder)
    }
}

impl Decode for u64 {
    fn go_type() -> String {
        "uint".into()
    }

    fn null() -> u64 {
        0
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<u64> {
        decode_unsigned(node, "uint", decoder)
    }
}

fn decode_signed(node: NodeId, go_type: &str, decoder: &mut Decoder<'_>) -> Option<i64> {
    let found = match decoder.document.resolved(node) {
        Resolved::Int(value) => Some(value),
        // Beyond 63 bits Go refuses; a fraction it cuts.
        Resolved::Float(value) if value < 2f64.powi(63) => Some(value as i64),
        _ => None,
    };
    if found.is_none() {
        decoder.mismatch(node, go_type);
    }
    found
}

fn decode_unsigned(node: NodeId, go_type: &str, decoder: &mut Decoder<'_>) -> Option<u64> {
    let found = match decoder.document.resolved(node) {
        Resolved::Int(value) => u64::try_from(value).ok(),
        Resolved::Uint(value) => Some(value),
        // Go lets negative floats through, and wraps them round.
        Resolved::Float(value) if value < 0.0 => Some(value as i64 as u64),
        Resolved::Float(value) if value < 2f64.powi(64) => Some(value as u64),
        _ => None,
    };
    if found.is_none() {
        decoder.mismatch(node, go_type);
    }
    found
}

/// A number whose type Go calls `int64`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Int64(pub i64);

/// A number whose type Go calls `uint64`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Uint64(pub u64);

impl Decode for Int64 {
    fn go_type() -> String {
        "int64".into()
    }

    fn null() -> Int64 {
        Int64(0)
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<Int64> {
        decode_signed(node, "int64", decoder).map(Int64)
    }
}

impl Decode for Uint64 {
    fn go_type() -> String {
        "uint64".into()
    }

    fn null() -> Uint64 {
        Uint64(0)
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<Uint64> {
        decode_unsigned(node, "uint64", decoder).map(Uint64)
    }
}

/// A text that must be one of a few, which a type names. Null gives the empty text, unchecked.
pub(in crate::config) trait Choice {
    /// Whether the text is one of them.
    fn allows(text: &str) -> bool;
    /// What Prometheus says to another one.
    fn refusal(text: &str) -> String;
    /// The type's name in Go.
    const GO_TYPE: &'static str = "string";
    /// The type's name in Go where it is an item of a list.
    const GO_ITEM_TYPE: &'static str = Self::GO_TYPE;
}

/// A text that `C` allows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OneOf<C> {
    text: String,
    of: std::marker::PhantomData<C>,
}

impl<C> OneOf<C> {
    /// A text that is known to be allowed.
    pub(in crate::config) fn known(text: &str) -> OneOf<C> {
        OneOf { text: text.into(), of: std::marker::PhantomData }
    }
}

impl<C> Deref for OneOf<C> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl<C: Choice> Decode for OneOf<C> {
    fn go_type() -> String {
        C::GO_TYPE.into()
    }

    fn go_item_type() -> String {
        C::GO_ITEM_TYPE.into()
    }

    fn null() -> OneOf<C> {
        OneOf::known("")
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<OneOf<C>> {
        let text = decode_text(node, C::GO_TYPE, decoder)?;
        if !C::allows(&text) {
            decoder.refuse(node, C::refusal(&text));
            return None;
        }
        Some(OneOf::known(&text))
    }
}

/// Declares a [`Choice`]: its texts, and the refusal, in which `{}` stands for the text in Go's quotes.
macro_rules! choice {
    ($(#[$meta:meta])* $name:ident: [$($text:literal),*], $refusal:literal) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct $name;

        impl $crate::config::decode::Choice for $name {
            fn allows(text: &str) -> bool {
                [$($text),*].contains(&text)
            }

            fn refusal(text: &str) -> String {
                format!($refusal, $crate::golang::quote::quote(text.as_bytes()))
            }
        }
    };
}

pub(in crate::config) use choice;
