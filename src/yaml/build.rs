//! Text → tree: the parser's events put together, within limits.

use super::{Document, Node, NodeId, NodeKind, ScalarStyle, SyntaxError, error::GoLines, resolve::Tag};
use crate::diagnostic::Span;
use hashbrown::HashMap;
use libyaml_safer::{Event, EventData, Mark, Parser};

/// No configuration nests nearly as deep; the parser's time for a token grows with the depth.
const DEEPEST: usize = 256;
/// More nodes than this are refused: they cost about 80 bytes each.
const MOST_NODES: usize = 2_000_000;

impl Document {
    /// Reads the first document of a text in UTF-8, or in UTF-16 with a byte order mark.
    pub fn parse(bytes: &[u8]) -> Result<Document, SyntaxError> {
        let mut text = decode(bytes)?;
        let length = text.len();
        // The parser must not meet the end of the text in the middle of a line.
        if !text.ends_with('\n') {
            text.push('\n');
        }
        let mut builder = Builder::new(&text, length);
        let outcome = builder.run();
        let Builder { nodes, tags, root, has_more, .. } = builder;
        outcome?;
        text.truncate(length);
        Ok(Document { text, nodes, tags, root, has_more })
    }
}

/// The text, a byte order mark left out.
fn decode(bytes: &[u8]) -> Result<String, SyntaxError> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16(&units)
            .map_err(|_| SyntaxError::without_line("unexpected low surrogate area", Span::default()))
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        _ => utf8(bytes),
    }
}

fn utf8(bytes: &[u8]) -> Result<String, SyntaxError> {
    std::str::from_utf8(bytes).map(str::to_owned).map_err(|error| {
        let at = error.valid_up_to();
        let problem = match (error.error_len(), bytes.get(at)) {
            (None, _) => "incomplete UTF-8 octet sequence",
            (_, Some(0x00..=0x7F | 0xC2..=0xF4)) => "invalid trailing UTF-8 octet",
            _ => "invalid leading UTF-8 octet",
        };
        SyntaxError::without_line(problem, Span::new(at, at + 1))
    })
}

/// A collection that is not finished.
struct Open {
    id: NodeId,
    anchor: Option<String>,
    items: Vec<NodeId>,
    is_mapping: bool,
    /// Nodes in it, aliases counted as what they stand for.
    weight: u64,
}

struct Builder<'t> {
    /// The text, which ends in a line break.
    text: &'t str,
    /// Its length without a line break that was added.
    length: usize,
    nodes: Vec<Node>,
    tags: HashMap<NodeId, Tag>,
    /// What each name stands for and how much that weighs; no weight while it is not finished.
    anchors: HashMap<String, (NodeId, Option<u64>)>,
    open: Vec<Open>,
    root: Option<NodeId>,
    /// What the root weighs.
    weight: u64,
    has_more: bool,
}

impl<'t> Builder<'t> {
    fn new(text: &'t str, length: usize) -> Builder<'t> {
        Builder {
            text,
            length,
            nodes: Vec::new(),
            tags: HashMap::new(),
            anchors: HashMap::new(),
            open: Vec::new(),
            root: None,
            weight: 0,
            has_more: false,
        }
    }

    fn run(&mut self) -> Result<(), SyntaxError> {
        let mut input = self.text.as_bytes();
        let mut parser = Parser::new();
        parser.set_input_string(&mut input);
        loop {
            let event = parser.parse().map_err(|error| self.syntax_error(&error))?;
            match event.data {
                EventData::DocumentEnd { .. } => break,
                EventData::StreamEnd => return Ok(()),
                _ => self.take(event)?,
            }
        }
        self.has_more = !matches!(parser.parse(), Ok(Event { data: EventData::StreamEnd, .. }));
        self.check_aliases()
    }

    fn take(&mut self, event: Event) -> Result<(), SyntaxError> {
        let (start, end) = (event.start_mark, event.end_mark);
        let span = Span::new(self.byte(start), self.byte(end));
        match event.data {
            EventData::Scalar { anchor, tag, mut value, style, .. } => {
                // Only a block takes the break at its end for its own.
                if end.index > self.length as u64 && value.ends_with('\n') {
                    value.pop();
                }
                let id = self.add(start, span, NodeKind::Scalar(value.into(), style_of(style)), tag)?;
                self.finish(id, anchor, 1);
            }
            EventData::SequenceStart { anchor, tag, .. } => self.begin(start, span, anchor, tag, false)?,
            EventData::MappingStart { anchor, tag, .. } => self.begin(start, span, anchor, tag, true)?,
            EventData::SequenceEnd | EventData::MappingEnd => {
                let Some(open) = self.open.pop() else { return Ok(()) };
                let Open { id, anchor, items, is_mapping, weight } = open;
                let kind = match is_mapping {
                    true => NodeKind::Mapping(items.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()),
                    false => NodeKind::Sequence(items),
                };
                self.nodes[id.0 as usize].kind = kind;
                self.finish(id, anchor, weight);
            }
            EventData::Alias { anchor } => {
                let Some(&(target, weight)) = self.anchors.get(&anchor) else {
                    return Err(SyntaxError::without_line(format!("unknown anchor '{anchor}' referenced"), span));
                };
                let Some(weight) = weight else {
                    return Err(SyntaxError::without_line(format!("anchor '{anchor}' value contains itself"), span));
                };
                let id = self.add(start, span, NodeKind::Alias(target), None)?;
                self.finish(id, None, weight.saturating_add(1));
            }
            _ => {}
        }
        Ok(())
    }

    /// The byte at a place, which the parser counts in bytes too.
    fn byte(&self, place: Mark) -> usize {
        usize::try_from(place.index).unwrap_or(usize::MAX).min(self.length)
    }

    fn add(&mut self, start: Mark, span: Span, kind: NodeKind, tag: Option<String>) -> Result<NodeId, SyntaxError> {
        if self.nodes.len() >= MOST_NODES {
            return Err(SyntaxError::without_line(format!("more than {MOST_NODES} nodes in one document"), span));
        }
        let id = NodeId(self.nodes.len() as u32);
        let number = |zero_based: u64| u32::try_from(zero_based.saturating_add(1)).unwrap_or(u32::MAX);
        self.nodes.push(Node { span, line: number(start.line), column: number(start.column), kind });
        if let Some(tag) = tag {
            self.tags.insert(id, Tag::new(&tag));
        }
        Ok(id)
    }

    fn begin(
        &mut self,
        start: Mark,
        span: Span,
        anchor: Option<String>,
        tag: Option<String>,
        is_mapping: bool,
    ) -> Result<(), SyntaxError> {
        if self.open.len() >= DEEPEST {
            let lines = GoLines { problem: start.line, context: 0, of_scanner: true };
            let problem = format!("exceeded max depth of {DEEPEST}");
            return Err(SyntaxError { problem, span, context: None, lines });
        }
        let id = self.add(start, span, NodeKind::Sequence(Vec::new()), tag)?;
        if let Some(name) = &anchor {
            self.anchors.insert(name.clone(), (id, None));
        }
        self.open.push(Open { id, anchor, items: Vec::new(), is_mapping, weight: 1 });
        Ok(())
    }

    /// Puts a finished node where it belongs.
    fn finish(&mut self, id: NodeId, anchor: Option<String>, weight: u64) {
        if let Some(name) = anchor {
            self.anchors.insert(name, (id, Some(weight)));
        }
        match self.open.last_mut() {
            Some(parent) => {
                parent.items.push(id);
                parent.weight = parent.weight.saturating_add(weight);
            }
            None => (self.root, self.weight) = (Some(id), weight),
        }
    }

    /// Go's rule against bombs: the larger the document with its aliases expanded, the smaller the part that aliases may
    /// have in it.
    fn check_aliases(&self) -> Result<(), SyntaxError> {
        const SMALL: f64 = 400_000.0;
        const LARGE: f64 = 4_000_000.0;
        let (all, own) = (self.weight, self.nodes.len() as u64);
        let by_aliases = all.saturating_sub(own);
        if by_aliases <= 100 || all <= 1000 {
            return Ok(());
        }
        let part = by_aliases as f64 / all as f64;
        let allowed = 0.99 - 0.89 * ((all as f64 - SMALL) / (LARGE - SMALL)).clamp(0.0, 1.0);
        if part > allowed {
            let span = self.root.map_or(Span::default(), |root| self.nodes[root.0 as usize].span);
            return Err(SyntaxError::without_line("document contains excessive aliasing", span));
        }
        Ok(())
    }

    fn syntax_error(&self, error: &libyaml_safer::Error) -> SyntaxError {
        use libyaml_safer::ErrorKind;
        let place = |mark: Mark| {
            let start = self.byte(mark);
            let character = self.text.get(start..self.length).and_then(|rest| rest.chars().next());
            Span::new(start, start + character.map_or(0, char::len_utf8))
        };
        let Some(problem) = error.problem_mark() else {
            // The reader refuses a character before the scanner comes to it, and does not say where.
            let refused = |character: char| {
                character.is_control() && !matches!(character, '\t' | '\n' | '\r' | '\u{85}')
                    || matches!(character, '\u{FFFE}' | '\u{FFFF}')
            };
            let found = self.text.char_indices().find(|(_, character)| refused(*character));
            let span = found.map_or(Span::default(), |(at, found)| Span::new(at, at + found.len_utf8()));
            return SyntaxError::without_line(error.problem(), span);
        };
        let context = error.context_mark();
        SyntaxError {
            problem: error.problem().into(),
            span: place(problem),
            context: context.map(place),
            lines: GoLines {
                problem: problem.line,
                context: context.map_or(0, |mark| mark.line),
                of_scanner: error.kind() == ErrorKind::Scanner,
            },
        }
    }
}

fn style_of(style: libyaml_safer::ScalarStyle) -> ScalarStyle {
    match style {
        libyaml_safer::ScalarStyle::SingleQuoted => ScalarStyle::SingleQuoted,
        libyaml_safer::ScalarStyle::DoubleQuoted => ScalarStyle::DoubleQuoted,
        libyaml_safer::ScalarStyle::Literal => ScalarStyle::Literal,
        libyaml_safer::ScalarStyle::Folded => ScalarStyle::Folded,
        _ => ScalarStyle::Plain,
    }
}
