//! One line, byte by byte, as the reference reads it: what it accepts, and which error it names first.
//!
//! A byte that has been read and not been used yet is the current one; every state says what it may be. The families
//! so far decide about `le`, `quantile`, second HELP and TYPE lines, and about lines that begin with `{`: those go on
//! with the family of the line before until they name their own.

use super::{
    error::ClassicFault,
    families::{Families, LineAt, Misfit, Role, beginning},
    kind::FamilyKind,
    labels::SampleFacts,
    number::{Number, classify, is_timestamp},
};
use crate::golang::quote::{quote, quote_rune};
use std::collections::HashSet;

/// What is wrong.
struct Wrong {
    message: String,
    /// Where in the line.
    at: usize,
}

/// Where a line is read.
struct Reader<'a> {
    line: &'a [u8],
    /// Offset behind the current byte.
    next: usize,
    current: u8,
}

/// What a line of samples has said so far.
struct Line<'a> {
    at: LineAt<'a>,
    /// It began with a brace, so that a label without a value is the metric's name.
    name_in_braces: bool,
    /// That name has been read.
    is_named: bool,
    facts: SampleFacts,
    /// The names of labels that must differ.
    names: HashSet<Vec<u8>>,
}

/// Reads the line at the start of `line.text`, and tells the families what it says.
pub(super) fn read(line: LineAt<'_>, families: &mut Families) -> Result<(), Box<ClassicFault>> {
    let end = memchr::memchr(b'\n', line.text).map_or(line.text.len(), |end| end + 1);
    let text = line.text.get(..end).unwrap_or_default();
    let mut reader = Reader { line: text, next: 0, current: 0 };
    reader.start(line, families).map_err(|Wrong { message, at }| {
        Box::new(ClassicFault {
            line: line.number,
            message,
            line_offset: line.offset,
            column: at,
            text: beginning(text).into(),
        })
    })
}

impl Reader<'_> {
    fn start(&mut self, at: LineAt<'_>, families: &mut Families) -> Result<(), Wrong> {
        // The end of the page is fine here, and nowhere else.
        if self.line.iter().all(|byte| is_blank(*byte)) {
            return Ok(());
        }
        self.next_after_blanks()?;
        let mut line =
            Line { at, name_in_braces: false, is_named: false, facts: SampleFacts::default(), names: HashSet::new() };
        match self.current {
            b'#' => self.comment(at, families),
            b'\n' => Ok(()),
            b'{' => {
                line.name_in_braces = true;
                self.labels(&mut line, families)
            }
            _ => {
                let name = self.name(true)?;
                if name.is_empty() {
                    return Err(self.wrong("invalid metric name"));
                }
                self.family(&name, &mut line, families)?;
                self.skip_current_blanks()?;
                if self.current == b'{' { self.labels(&mut line, families) } else { self.value(&mut line, families) }
            }
        }
    }

    fn comment(&mut self, at: LineAt<'_>, families: &mut Families) -> Result<(), Wrong> {
        self.next_after_blanks()?;
        if self.current == b'\n' {
            return Ok(());
        }
        let keyword = self.token()?;
        if self.current == b'\n' {
            return Ok(());
        }
        if keyword != b"HELP" && keyword != b"TYPE" {
            // The end of the page inside of a comment is an error too.
            return if self.line.ends_with(b"\n") { Ok(()) } else { Err(self.ended()) };
        }
        self.next_after_blanks()?;
        let name = self.name(true)?;
        if self.current == b'\n' {
            return Ok(());
        }
        if !is_blank(self.current) {
            return Err(self.wrong("invalid metric name in comment"));
        }
        self.check_metric_name(&name, families)?;
        let (id, _) = families.resolve(&name, at);
        self.next_after_blanks()?;
        if self.current == b'\n' {
            return Ok(());
        }
        if keyword == b"HELP" {
            if families.has_help(id) {
                return Err(self.wrong(format!("second HELP line for metric name {}", quote(families.name(id)))));
            }
            self.rest(true)?;
            families.set_help(id);
            return Ok(());
        }
        if families.is_typed(id) {
            let name = quote(families.name(id));
            return Err(self.wrong(format!("second TYPE line for metric name {name}, or TYPE reported after samples")));
        }
        let start = self.next - 1;
        let text = self.rest(false)?;
        let Some(kind) = FamilyKind::parse(&text) else {
            return Err(Wrong { message: format!("unknown metric type {}", quote(&text)), at: start });
        };
        families.set_type(id, kind, at);
        Ok(())
    }

    /// The metric's name has been read.
    fn family(&mut self, name: &[u8], line: &mut Line<'_>, families: &mut Families) -> Result<(), Wrong> {
        self.check_metric_name(name, families)?;
        let (id, _) = families.resolve(name, line.at);
        families.settle_untyped(id);
        line.is_named = true;
        Ok(())
    }

    fn check_metric_name(&self, name: &[u8], families: &Families) -> Result<(), Wrong> {
        if families.scheme().is_metric_name(name) {
            return Ok(());
        }
        Err(self.wrong(format!("invalid metric name {}", quote(name))))
    }

    /// The current byte is a brace.
    fn labels(&mut self, line: &mut Line<'_>, families: &mut Families) -> Result<(), Wrong> {
        loop {
            self.next_after_blanks()?;
            if self.current == b'}' {
                break;
            }
            let name = self.name(false)?;
            let shown = |families: &Families| quote(families.current.map_or(&[], |(id, _)| families.name(id)));
            if name.is_empty() {
                return Err(self.wrong(format!("invalid label name for metric {}", shown(families))));
            }
            self.skip_current_blanks()?;
            if self.current != b'=' {
                let found = quote_rune(char::from(self.current));
                if !line.name_in_braces {
                    return Err(self.wrong(format!("expected '=' after label name, found {found}")));
                }
                if line.is_named {
                    return Err(self.wrong(format!("multiple metric names for metric {}", shown(families))));
                }
                match self.current {
                    b',' => self.family(&name, line, families)?,
                    b'}' => {
                        self.family(&name, line, families)?;
                        break;
                    }
                    _ => return Err(self.wrong(format!("unexpected end of metric name {found}"))),
                }
                continue;
            }
            let value = self.label(&name, line, families)?;
            self.next_after_blanks()?;
            match self.current {
                b',' => {}
                b'}' => break,
                _ => return Err(self.wrong(format!("unexpected end of label value {}", quote(&value)))),
            }
        }
        if families.current.is_none() {
            return Err(self.wrong("invalid metric name"));
        }
        self.next_after_blanks()?;
        self.value(line, families)
    }

    /// The current byte is the equals sign. The value is handed back.
    fn label(&mut self, name: &[u8], line: &mut Line<'_>, families: &Families) -> Result<Vec<u8>, Wrong> {
        if name == b"__name__" {
            return Err(self.wrong("label name \"__name__\" is reserved"));
        }
        if !families.scheme().is_label_name(name) {
            return Err(self.wrong(format!("invalid label name {}", quote(name))));
        }
        let kind = families.current.map_or(FamilyKind::Untyped, |(id, _)| families.kind(id));
        // What tells the lines of one metric apart is no label of it, and may even come twice.
        let makes_bound = match name {
            b"le" => kind.has_buckets(),
            b"quantile" => kind == FamilyKind::Summary,
            _ => false,
        };
        if !makes_bound && !line.names.insert(name.to_vec()) {
            let family = families.current.map_or(&[][..], |(id, _)| families.name(id));
            return Err(self.wrong(format!("duplicate label names for metric {}", quote(family))));
        }
        self.next_after_blanks()?;
        if self.current != b'"' {
            let found = quote_rune(char::from(self.current));
            return Err(self.wrong(format!("expected '\"' at start of label value, found {found}")));
        }
        let start = self.next;
        let value = self.label_value()?;
        if std::str::from_utf8(&value).is_err() {
            return Err(Wrong { message: format!("invalid label value {}", quote(&value)), at: start });
        }
        if makes_bound && classify(&value) == Number::Invalid {
            let (label, value) = (String::from_utf8_lossy(name), quote(&value));
            let message = format!("expected float as value for '{label}' label, got {value}");
            return Err(Wrong { message, at: start });
        }
        line.facts.add(name, &value);
        Ok(value)
    }

    /// The current byte is the first one of the value.
    fn value(&mut self, line: &mut Line<'_>, families: &mut Families) -> Result<(), Wrong> {
        let Some((id, role)) = families.current else { return Err(self.wrong("invalid metric name")) };
        let start = self.next - 1;
        let text = self.token()?;
        line.facts.value = classify(&text);
        if line.facts.value == Number::Invalid {
            return Err(Wrong { message: format!("expected float as value, got {}", quote(&text)), at: start });
        }
        let family = |families: &Families| quote(families.name(id));
        match families.misfit(id, role, &line.facts) {
            Some(Misfit::Count) => {
                return Err(Wrong { message: format!("negative count for histogram {}", family(families)), at: start });
            }
            Some(Misfit::Bucket) => {
                let message = format!("negative bucket population for histogram {}", family(families));
                return Err(Wrong { message, at: start });
            }
            // Bounds were looked at as labels, if they were bounds then.
            Some(Misfit::Bound | Misfit::Quantile) | None => {}
        }
        if self.current != b'\n' {
            self.timestamp()?;
        }
        self.add(id, role, line, families);
        Ok(())
    }

    fn add(&self, id: usize, role: Role, line: &Line<'_>, families: &mut Families) {
        if line.is_named {
            return families.add_sample(id, role, &line.facts, line.at);
        }
        let facts = families.last.followed_by(&line.facts);
        families.repeat_sample(id, role, &facts, line.at);
    }

    /// The current byte is the blank behind the value.
    fn timestamp(&mut self) -> Result<(), Wrong> {
        self.next_after_blanks()?;
        let start = self.next - 1;
        let text = self.token()?;
        if !is_timestamp(&text) {
            return Err(Wrong { message: format!("expected integer as timestamp, got {}", quote(&text)), at: start });
        }
        let start = self.next - 1;
        let rest = self.rest(false)?;
        if !rest.is_empty() {
            return Err(Wrong { message: format!("spurious string after timestamp: {}", quote(&rest)), at: start });
        }
        Ok(())
    }

    /// Everything up to a blank or the line's end, from the current byte on.
    fn token(&mut self) -> Result<Vec<u8>, Wrong> {
        let mut token = Vec::new();
        while !is_blank(self.current) && self.current != b'\n' {
            token.push(self.current);
            self.advance()?;
        }
        Ok(token)
    }

    /// Everything up to the line's end, from the current byte on; backslashes are left out or escape.
    fn rest(&mut self, has_escapes: bool) -> Result<Vec<u8>, Wrong> {
        let mut rest = Vec::new();
        loop {
            match self.current {
                b'\n' => return Ok(rest),
                b'\\' if has_escapes => {
                    self.advance()?;
                    rest.push(self.escaped()?);
                }
                b'\\' => {}
                byte => rest.push(byte),
            }
            self.advance()?;
        }
    }

    /// A name, plain or quoted or plain with quoted parts, from the current byte on. Empty if none begins there.
    fn name(&mut self, of_metric: bool) -> Result<Vec<u8>, Wrong> {
        let mut name = Vec::new();
        let starts = |byte: u8| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'"') || (of_metric && byte == b':');
        if !starts(self.current) {
            return Ok(name);
        }
        let mut is_quoted = false;
        loop {
            match self.current {
                b'"' if is_quoted => {
                    self.advance()?;
                    return Ok(name);
                }
                b'"' => is_quoted = true,
                b'\n' => {
                    let what = if of_metric { "metric" } else { "label" };
                    return Err(self.wrong(format!("{what} name {} contains unescaped new-line", quote(&name))));
                }
                b'\\' => {
                    self.advance()?;
                    name.push(self.escaped()?);
                }
                byte => name.push(byte),
            }
            self.advance()?;
            if !is_quoted && !starts(self.current) && !self.current.is_ascii_digit() {
                return Ok(name);
            }
        }
    }

    /// A label's value; the current byte is the quote before it, then the one behind it.
    fn label_value(&mut self) -> Result<Vec<u8>, Wrong> {
        let mut value = Vec::new();
        loop {
            self.advance()?;
            match self.current {
                b'"' => return Ok(value),
                b'\n' => {
                    return Err(self.wrong(format!("label value {} contains unescaped new-line", quote(&value))));
                }
                b'\\' => {
                    self.advance()?;
                    value.push(self.escaped()?);
                }
                byte => value.push(byte),
            }
        }
    }

    /// What the current byte means behind a backslash.
    fn escaped(&self) -> Result<u8, Wrong> {
        match self.current {
            byte @ (b'\\' | b'"') => Ok(byte),
            b'n' => Ok(b'\n'),
            byte => Err(self.wrong(format!("invalid escape sequence '\\{}'", char::from(byte)))),
        }
    }

    fn skip_current_blanks(&mut self) -> Result<(), Wrong> {
        if is_blank(self.current) { self.next_after_blanks() } else { Ok(()) }
    }

    /// Reads a byte, and more while it is a blank.
    fn next_after_blanks(&mut self) -> Result<(), Wrong> {
        self.advance()?;
        while is_blank(self.current) {
            self.advance()?;
        }
        Ok(())
    }

    fn advance(&mut self) -> Result<(), Wrong> {
        self.current = *self.line.get(self.next).ok_or_else(|| self.ended())?;
        self.next += 1;
        Ok(())
    }

    fn ended(&self) -> Wrong {
        Wrong { message: "unexpected end of input stream".into(), at: self.line.len() }
    }

    /// Something is wrong with the current byte.
    fn wrong(&self, message: impl Into<String>) -> Wrong {
        Wrong { message: message.into(), at: self.next.saturating_sub(1) }
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}
