//! Parts of a template as text again, as errors quote them.

use super::ast::{Command, Operand, OperandKind, Pipeline};
use std::fmt;

impl fmt::Display for Operand {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields =
            |out: &mut fmt::Formatter<'_>, names: &[String]| names.iter().try_for_each(|name| write!(out, ".{name}"));
        match &self.kind {
            OperandKind::Bool(value) => write!(out, "{value}"),
            OperandKind::Dot => out.write_str("."),
            OperandKind::Nil => out.write_str("nil"),
            OperandKind::Number(number) => out.write_str(&number.text),
            OperandKind::Text(_, literal) => out.write_str(literal),
            OperandKind::Field(names) => fields(out, names),
            OperandKind::Variable(name, names) => {
                out.write_str(name)?;
                fields(out, names)
            }
            OperandKind::Function(name) => out.write_str(name),
            OperandKind::Chain(inner, names) => {
                write!(out, "{inner}")?;
                fields(out, names)
            }
            OperandKind::Pipeline(pipeline) => write!(out, "({pipeline})"),
        }
    }
}

impl fmt::Display for Command {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, operand) in self.operands.iter().enumerate() {
            write!(out, "{}{operand}", if index > 0 { " " } else { "" })?;
        }
        Ok(())
    }
}

impl fmt::Display for Pipeline {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.variables.is_empty() {
            write!(out, "{} {} ", self.variables.join(", "), if self.assigns { "=" } else { ":=" })?;
        }
        for (index, command) in self.commands.iter().enumerate() {
            write!(out, "{}{command}", if index > 0 { " | " } else { "" })?;
        }
        Ok(())
    }
}
