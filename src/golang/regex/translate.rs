//! A parsed pattern → the syntax of the `regex` crate, with nothing left to that crate's defaults.

use super::syntax::{Assertion, Class, Node};
use std::fmt::Write;

/// Appends `node` in Rust syntax. Depth is bounded by the parser.
pub(super) fn translate(node: &Node, out: &mut String) {
    match node {
        Node::Empty => out.push_str("(?:)"),
        Node::Literal { rune, fold } => literal(*rune, *fold, out),
        Node::Class(class) => translate_class(class, out),
        Node::Any { newline: true } => out.push_str("(?s:.)"),
        Node::Any { newline: false } => out.push_str(r"[^\n]"),
        Node::Assertion(assertion) => out.push_str(match assertion {
            Assertion::BeginText => r"\A",
            Assertion::EndText => r"\z",
            Assertion::BeginLine => "(?m:^)",
            Assertion::EndLine => "(?m:$)",
            Assertion::WordBoundary => r"(?-u:\b)",
            Assertion::NotWordBoundary => r"(?-u:\B)",
        }),
        Node::Concat(nodes) => nodes.iter().for_each(|node| translate(node, out)),
        Node::Alternate(nodes) => {
            out.push_str("(?:");
            for (index, node) in nodes.iter().enumerate() {
                if index > 0 {
                    out.push('|');
                }
                translate(node, out);
            }
            out.push(')');
        }
        // Names are resolved by us: Go allows a name twice, Rust does not.
        Node::Capture(node) => {
            out.push('(');
            translate(node, out);
            out.push(')');
        }
        Node::Repeat { node, min, max, greedy } => {
            out.push_str("(?:");
            translate(node, out);
            out.push(')');
            // Writing into a string cannot fail.
            let _ = match max {
                None => write!(out, "{{{min},}}"),
                Some(max) => write!(out, "{{{min},{max}}}"),
            };
            if !greedy {
                out.push('?');
            }
        }
    }
}

fn literal(rune: u32, fold: bool, out: &mut String) {
    let Some(rune) = char::from_u32(rune) else {
        // A surrogate: matches nothing.
        return out.push_str("[a&&b]");
    };
    if fold && rune.is_alphabetic() {
        out.push_str("(?i:");
        out.push(rune);
        out.push(')');
    } else {
        if rune.is_ascii() && regex_syntax_character(rune) {
            out.push('\\');
        }
        out.push(rune);
    }
}

/// The ASCII characters that mean something, somewhere, in Rust's syntax and may be escaped there.
fn regex_syntax_character(rune: char) -> bool {
    rune.is_ascii_punctuation() && !matches!(rune, '<' | '>' | '_')
}

fn translate_class(class: &Class, out: &mut String) {
    out.push_str(if class.fold { "(?i:[" } else { "[" });
    if class.negated {
        out.push('^');
    }
    out.push_str(&class.items);
    out.push_str(if class.fold { "])" } else { "]" });
}
