//! Sections: mappings whose keys are known, as structs that are made from a table of their fields.

use super::{Checks, Decode, Decoder, Origin};
use crate::{
    diagnostic::similar,
    yaml::{Dialect, NodeId},
};
use std::path::Path;

/// What `section!` makes of a table of fields.
pub(in crate::config) trait Fields: Sized {
    /// Adds the keys to `names`, those of inlined sections included.
    fn names(names: &mut Vec<&'static str>);
    /// All fields at zero, as a null leaves a section; not the defaults.
    fn zero() -> Self;
    /// Reads the value of a key into its field; `false` when there is no such key.
    fn read(&mut self, entry: &Entry<'_>, decoder: &mut Decoder<'_>) -> bool;
    /// Notes where the section stands, for inlined ones too.
    fn settle(&mut self, origin: &Origin);
    /// Where it and its fields stand.
    fn origin(&self) -> &Origin;
    /// Joins relative paths in inlined sections to `directory`.
    fn resolve_inlined(&mut self, directory: &Path);
}

/// A section with its names in Go, which error texts carry, and its own checks.
pub(in crate::config) trait Section: Fields + Default {
    /// The type's name where it is an item of a list: `dns.SDConfig`.
    const GO_NAME: &'static str;
    /// The type's name where its fields are read: `dns.plain`.
    const GO_FIELDS: &'static str;
    /// Whether a scalar that stands where the section should be is probably a secret.
    const IS_SECRET: bool = false;
    /// What Prometheus checks once all fields are read, in its order.
    fn check(&mut self, checks: &mut Checks<'_>);
    /// Joins relative paths to `directory`.
    fn resolve_paths(&mut self, directory: &Path) {
        self.resolve_inlined(directory);
    }
}

/// A key of a mapping with its value.
pub(in crate::config) struct Entry<'a> {
    /// The key's text.
    pub(in crate::config) name: &'a str,
    /// The key.
    pub(in crate::config) key: NodeId,
    /// The value.
    pub(in crate::config) value: NodeId,
}

impl Entry<'_> {
    /// Reads the value into `field`, and notes where it stands.
    pub(in crate::config) fn read_into<T: Decode>(
        &self,
        name: &'static str,
        field: &mut T,
        origin: &mut Origin,
        decoder: &mut Decoder<'_>,
    ) {
        let before = decoder.findings.all().len();
        if let Some(value) = decoder.value(self.value) {
            *field = value;
        }
        let is_broken = decoder.findings.all().len() > before;
        origin.note(name, decoder.spot(self.key), decoder.spot(self.value), is_broken);
    }
}

impl<S: Section> Decode for S {
    fn go_type() -> String {
        S::GO_FIELDS.into()
    }

    fn go_item_type() -> String {
        S::GO_NAME.into()
    }

    fn null() -> S {
        S::zero()
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<S> {
        if !decoder.is_mapping(node) {
            match S::IS_SECRET {
                true => decoder.secret_mismatch(node, S::GO_FIELDS),
                false => decoder.mismatch(node, S::GO_FIELDS),
            }
            return None;
        }
        let mut section = S::default();
        section.settle(&Origin::new(decoder.spot(node)));
        let type_errors = decoder.findings.type_errors();
        read_entries(&mut section, node, decoder);
        let is_consequence = decoder.findings.type_errors() > type_errors;
        decoder.findings.check(&mut section, is_consequence);
        Some(section)
    }
}

fn read_entries<S: Section>(section: &mut S, node: NodeId, decoder: &mut Decoder<'_>) {
    let document = decoder.document;
    let entries = match document.entries(node, Dialect::V2) {
        Ok(entries) => entries,
        Err(merge) => return decoder.refuse(merge, "yaml: map merge requires map or sequence of maps as the value"),
    };
    let mut seen: Vec<(&str, NodeId)> = Vec::new();
    for found in entries {
        let Some(name) = decoder.key_text(found.key) else { continue };
        let entry = Entry { name, key: found.key, value: found.value };
        let secrets = decoder.findings.secrets().len();
        let first = seen.iter().find(|(known, _)| *known == name).filter(|_| !found.merged);
        if let Some(&(_, first)) = first {
            let spot = decoder.spot(first);
            let message = format!("field {name} already set in type {}", S::GO_FIELDS);
            decoder.type_error("config/duplicate-field", found.key, message).label(spot, "first set here");
        } else if section.read(&entry, decoder) {
            if !found.merged {
                seen.push((name, found.key));
            }
            decoder.findings.name_secrets(secrets, name, keys::<S>);
        } else {
            let message = format!("field {name} not found in type {}", S::GO_FIELDS);
            // Where hardly any key is known, the file is something else, and was not misspelt.
            let is_worth_it = decoder.findings.all().len() < MOST_SUGGESTIONS;
            let hint = is_worth_it.then(|| suggestion::<S>(name)).flatten();
            decoder.type_error("config/unknown-field", found.key, message).hint(hint);
        }
    }
}

/// So many findings may carry advice.
const MOST_SUGGESTIONS: usize = 200;

fn keys<S: Section>() -> Vec<&'static str> {
    let mut names = Vec::new();
    S::names(&mut names);
    names
}

fn suggestion<S: Section>(name: &str) -> Option<String> {
    similar(name, &keys::<S>()).map(|name| format!("did you mean `{name}`?"))
}

/// Declares a section: its struct, the keys, the defaults, and how a key finds its field.
///
/// ```text
/// section! {
///     /// What it is.
///     pub struct Dns {
///         names: Vec<String>,                 // key `names`, nothing by default
///         record_type as "type": String = "SRV".into(),
///     }
///     inline http: HttpClientConfig           // fields of another section among the keys
/// }
/// ```
macro_rules! section {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[$field_meta:meta])* $field:ident $(as $key:literal)? : $type:ty $(= $default:expr)? ),* $(,)?
        }
        $( inline $inline:ident : $inline_type:ty $(= $inline_default:expr)? )*
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $( $(#[$field_meta])* #[doc = concat!("The key `", $crate::config::decode::key!($field $($key)?), "`.")]
               pub $field: $type, )*
            $( #[doc = "Keys of this section that others have too."] pub $inline: $inline_type, )*
            /// Where it stands.
            pub origin: $crate::config::decode::Origin,
        }

        impl Default for $name {
            fn default() -> $name {
                $name {
                    $( $field: $crate::config::decode::default!($type $(, $default)?), )*
                    $( $inline: $crate::config::decode::inlined!($($inline_default)?), )*
                    origin: $crate::config::decode::Origin::default(),
                }
            }
        }

        impl $crate::config::decode::Fields for $name {
            fn names(names: &mut Vec<&'static str>) {
                names.extend([$( $crate::config::decode::key!($field $($key)?) ),*] as [&str; _]);
                $( <$inline_type as $crate::config::decode::Fields>::names(names); )*
            }

            fn zero() -> $name {
                $name {
                    $( $field: <$type as $crate::config::decode::Decode>::null(), )*
                    $( $inline: <$inline_type as $crate::config::decode::Fields>::zero(), )*
                    origin: $crate::config::decode::Origin::default(),
                }
            }

            fn read(
                &mut self,
                entry: &$crate::config::decode::Entry<'_>,
                decoder: &mut $crate::config::decode::Decoder<'_>,
            ) -> bool {
                match entry.name {
                    $( $crate::config::decode::key!($field $($key)?) => {
                        let key = $crate::config::decode::key!($field $($key)?);
                        entry.read_into(key, &mut self.$field, &mut self.origin, decoder);
                        true
                    } )*
                    _ => false $( || $crate::config::decode::Fields::read(&mut self.$inline, entry, decoder) )*,
                }
            }

            fn settle(&mut self, origin: &$crate::config::decode::Origin) {
                self.origin = origin.clone();
                $( $crate::config::decode::Fields::settle(&mut self.$inline, origin); )*
            }

            fn origin(&self) -> &$crate::config::decode::Origin {
                &self.origin
            }

            #[allow(unused_variables, unused_imports, reason = "not every section inlines others")]
            fn resolve_inlined(&mut self, directory: &std::path::Path) {
                use $crate::config::decode::Section as _;
                $( self.$inline.resolve_paths(directory); )*
            }
        }
    };
}

/// The key of a field: its own name, unless another is given.
macro_rules! key {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $key:literal) => {
        $key
    };
}

/// The default of a field: nothing, unless another is given.
macro_rules! default {
    ($type:ty) => {
        <$type as $crate::config::decode::Decode>::null()
    };
    ($type:ty, $default:expr) => {
        $default
    };
}

/// The default of an inlined section: its own, unless another is given.
macro_rules! inlined {
    () => {
        Default::default()
    };
    ($default:expr) => {
        $default
    };
}

/// Declares the Go names of sections that have no checks.
macro_rules! unchecked {
    ($($name:ty: $go_name:literal, $go_fields:literal;)*) => { $(
        impl $crate::config::decode::Section for $name {
            const GO_NAME: &'static str = $go_name;
            const GO_FIELDS: &'static str = $go_fields;

            fn check(&mut self, _: &mut $crate::config::decode::Checks<'_>) {}
        }
    )* };
}

pub(in crate::config) use {default, inlined, key, section, unchecked};
