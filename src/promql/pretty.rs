//! Tree → text on as many lines as it takes: parts over a hundred bytes are split, one level of indentation each.

use super::{
    ast::Expr,
    printer::{AggregateHead, BinaryHead, SubquerySuffix, sign},
};
use std::fmt::{self, Write};

/// The longest text that stays on one line, indentation not counted.
pub(super) const MAXIMUM_LINE: usize = 100;

impl Expr {
    /// The text as `promtool promql format` prints it, without a newline at the end. Comments are lost.
    pub fn pretty(&self) -> String {
        let mut text = String::new();
        split(self, 0, &mut text);
        text
    }
}

fn split(expression: &Expr, level: usize, out: &mut String) {
    match expression {
        Expr::Unary(node) => {
            indent(level, out);
            out.push(sign(node.operator));
            let mut operand = String::new();
            split(&node.operand, level, &mut operand);
            out.push_str(operand.trim());
        }
        // A short subquery stands without indentation; that is Prometheus' own way.
        Expr::Subquery(_) if !is_long(expression) => append(out, expression),
        Expr::Subquery(node) => {
            split(&node.inner, level, out);
            append(out, SubquerySuffix(node));
        }
        Expr::Binary(node) if is_long(expression) => {
            split(&node.left, level + 1, out);
            out.push('\n');
            indent(level, out);
            append(out, BinaryHead(node));
            out.push('\n');
            split(&node.right, level + 1, out);
        }
        Expr::Aggregate(node) if is_long(expression) => {
            indent(level, out);
            append(out, AggregateHead(node));
            enclosed(node.parameter.iter().chain([&node.body]), level, out);
        }
        Expr::Call(node) if is_long(expression) => {
            indent(level, out);
            out.push_str(node.function.name);
            enclosed(node.arguments.iter(), level, out);
        }
        Expr::Paren(node) if is_long(expression) => {
            indent(level, out);
            enclosed([&node.inner].into_iter(), level, out);
        }
        _ => {
            indent(level, out);
            append(out, expression);
        }
    }
}

/// Parts in parentheses, each on lines of its own.
fn enclosed<'a>(parts: impl Iterator<Item = &'a Expr>, level: usize, out: &mut String) {
    out.push('(');
    for (index, part) in parts.enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        split(part, level + 1, out);
    }
    out.push('\n');
    indent(level, out);
    out.push(')');
}

fn indent(level: usize, out: &mut String) {
    out.extend(std::iter::repeat_n("  ", level));
}

fn append(out: &mut String, part: impl fmt::Display) {
    // Writing into a string cannot fail.
    let _ = write!(out, "{part}");
}

/// Whether the text on one line is too long; printing stops as soon as it is.
fn is_long(expression: &Expr) -> bool {
    struct Room(usize);
    impl Write for Room {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            self.0 = self.0.checked_sub(text.len()).ok_or(fmt::Error)?;
            Ok(())
        }
    }
    write!(Room(MAXIMUM_LINE), "{expression}").is_err()
}
