//! Tokens → template.

use super::{
    ast::{Branch, Command, Invocation, List, Operand, OperandKind, Part, Pipeline},
    builtins,
    error::ParseError,
    lexer::{Keyword, Token, TokenKind, lex},
    number::Number,
};
use crate::golang::quote::{quote, unquote};
use hashbrown::HashMap;

/// Control structures and parentheses inside each other; Go has no limit but its stack's.
const DEEPEST: usize = 50;

/// A template that was read, with those that it defines.
#[derive(Clone, Debug)]
pub struct Template {
    pub(super) name: String,
    pub(super) text: String,
    /// What stands in the text, and what `define` and `block` define, by name.
    pub(super) definitions: HashMap<String, List>,
    /// The variables that are there from the beginning, with their dollar.
    pub(super) variables: Vec<String>,
}

impl Template {
    /// Reads a template. `variables` (`$labels`) are those that whoever executes it will set, and `is_function` knows the
    /// functions besides Go's own.
    pub fn parse(
        name: &str,
        text: &str,
        variables: &[&str],
        is_function: &dyn Fn(&str) -> bool,
    ) -> Result<Template, ParseError> {
        let variables: Vec<String> = variables.iter().map(|&name| name.into()).collect();
        let mut known = vec!["$".to_string()];
        known.extend(variables.iter().cloned());
        let mut parser = Parser {
            name,
            tokens: lex(text),
            at: 0,
            variables: known,
            definitions: HashMap::new(),
            is_function,
            range_depth: 0,
            depth: 0,
            action_line: None,
        };
        let list = parser.top()?;
        // What the variables stand for is set by actions in front of the text, so that it is never an empty template.
        if parser.definitions.get(name).is_some_and(|known| !is_empty(known)) {
            return Err(parser.error(format!("template: multiple definition of template {}", quote(name.as_bytes()))));
        }
        let mut definitions = parser.definitions;
        definitions.insert(name.into(), list);
        Ok(Template { name: name.into(), text: text.into(), definitions, variables })
    }

    /// What stands in the text.
    pub fn parts(&self) -> &[Part] {
        self.definition(&self.name).unwrap_or_default()
    }

    /// What `define` or `block` defines under a name.
    pub fn definition(&self, name: &str) -> Option<&[Part]> {
        self.definitions.get(name).map(Vec::as_slice)
    }

    /// The template's name.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// Whether nothing but space stands in a list.
fn is_empty(list: &List) -> bool {
    list.iter().all(|part| matches!(part, Part::Text(text) if text.trim_matches([' ', '\t', '\r', '\n']).is_empty()))
}

/// What ends a list.
enum Ending {
    End,
    Else,
    /// `{{else if}}` or `{{else with}}`; the keyword has not been read.
    ElseControl,
}

impl Ending {
    fn shown(&self) -> &'static str {
        match self {
            Ending::End => "{{end}}",
            Ending::Else | Ending::ElseControl => "{{else}}",
        }
    }
}

enum Read {
    Part(Part),
    Ending(Ending),
}

struct Parser<'p> {
    name: &'p str,
    tokens: Vec<Token>,
    at: usize,
    variables: Vec<String>,
    definitions: HashMap<String, List>,
    is_function: &'p dyn Fn(&str) -> bool,
    range_depth: usize,
    depth: usize,
    /// Where the current action began.
    action_line: Option<usize>,
}

type Parsed<T> = Result<T, ParseError>;

impl Parser<'_> {
    fn peek(&self) -> &Token {
        // The last token is the end or an error; it is met again and again.
        &self.tokens[self.at.min(self.tokens.len() - 1)]
    }

    fn next(&mut self) -> Token {
        let token = self.peek().clone();
        self.at += 1;
        token
    }

    fn back(&mut self) {
        self.at -= 1;
    }

    fn skip_spaces(&mut self) {
        while self.peek().kind == TokenKind::Space {
            self.at += 1;
        }
    }

    fn peek_non_space(&mut self) -> Token {
        self.skip_spaces();
        self.peek().clone()
    }

    fn next_non_space(&mut self) -> Token {
        self.skip_spaces();
        self.next()
    }

    /// An error at the token that was read last.
    fn error(&self, message: impl Into<String>) -> ParseError {
        let last = self.at.saturating_sub(1).min(self.tokens.len() - 1);
        let token = &self.tokens[last];
        let span = token.start..token.end;
        ParseError { name: self.name.into(), line: token.line, message: message.into(), span }
    }

    fn unexpected(&self, token: &Token, context: &str) -> ParseError {
        if token.kind == TokenKind::Error {
            let started = self.action_line.filter(|line| *line != token.line);
            let started = started.map_or(String::new(), |line| {
                let words = if token.text.ends_with(" action") { " started at" } else { " in action started at" };
                format!("{words} {}:{line}", self.name)
            });
            return self.error(format!("{}{started}", token.text));
        }
        self.error(format!("unexpected {} in {context}", token.shown()))
    }

    fn expect(&mut self, kind: TokenKind, context: &str) -> Parsed<Token> {
        let token = self.next_non_space();
        if token.kind == kind { Ok(token) } else { Err(self.unexpected(&token, context)) }
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth >= DEEPEST {
            return Err(self.error("nested too deeply"));
        }
        self.depth += 1;
        let outcome = read(self);
        self.depth -= 1;
        outcome
    }

    /// The whole text; only here may `define` stand.
    fn top(&mut self) -> Parsed<List> {
        let mut list = Vec::new();
        while self.peek().kind != TokenKind::End {
            if self.peek().kind == TokenKind::LeftDelimiter {
                let delimiter = self.at;
                self.at += 1;
                if self.next_non_space().kind == TokenKind::Keyword(Keyword::Define) {
                    self.definition()?;
                    continue;
                }
                self.at = delimiter;
            }
            match self.text_or_action()? {
                Read::Part(part) => list.push(part),
                Read::Ending(ending) => return Err(self.error(format!("unexpected {}", ending.shown()))),
            }
        }
        Ok(list)
    }

    fn definition(&mut self) -> Parsed<()> {
        const CONTEXT: &str = "define clause";
        let token = self.next_non_space();
        if !matches!(token.kind, TokenKind::Quoted | TokenKind::Raw) {
            return Err(self.unexpected(&token, CONTEXT));
        }
        let name = self.unquoted(&token)?;
        self.expect(TokenKind::RightDelimiter, CONTEXT)?;
        self.define(name, CONTEXT)
    }

    /// The body of a definition, in which no variable but `$` is known.
    fn define(&mut self, name: String, context: &str) -> Parsed<()> {
        let outside = (std::mem::replace(&mut self.variables, vec!["$".into()]), std::mem::take(&mut self.range_depth));
        let (list, ending) = self.list()?;
        (self.variables, self.range_depth) = outside;
        if !matches!(ending, Ending::End) {
            return Err(self.error(format!("unexpected {} in {context}", ending.shown())));
        }
        match self.definitions.get(&name) {
            Some(known) if !is_empty(known) && !is_empty(&list) => {
                Err(self.error(format!("template: multiple definition of template {}", quote(name.as_bytes()))))
            }
            Some(known) if !is_empty(known) => Ok(()),
            _ => {
                self.definitions.insert(name, list);
                Ok(())
            }
        }
    }

    fn unquoted(&self, token: &Token) -> Parsed<String> {
        let bytes = unquote(&token.text).ok_or_else(|| self.error("invalid syntax"))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn list(&mut self) -> Parsed<(List, Ending)> {
        self.deeper(|parser| {
            let mut list = Vec::new();
            while parser.peek_non_space().kind != TokenKind::End {
                match parser.text_or_action()? {
                    Read::Part(part) => list.push(part),
                    Read::Ending(ending) => return Ok((list, ending)),
                }
            }
            // Go looked at the end, and that is the token it names the line of.
            parser.at += 1;
            Err(parser.error("unexpected EOF"))
        })
    }

    fn text_or_action(&mut self) -> Parsed<Read> {
        let token = self.next_non_space();
        match token.kind {
            TokenKind::Text => Ok(Read::Part(Part::Text(token.text))),
            TokenKind::LeftDelimiter => {
                self.action_line = Some(token.line);
                let read = self.action()?;
                self.action_line = None;
                Ok(read)
            }
            _ => Err(self.unexpected(&token, "input")),
        }
    }

    fn action(&mut self) -> Parsed<Read> {
        let token = self.next_non_space();
        let part = match token.kind {
            TokenKind::Keyword(Keyword::Block) => self.block()?,
            TokenKind::Keyword(Keyword::Break) => self.jump("{{break}}", Part::Break)?,
            TokenKind::Keyword(Keyword::Continue) => self.jump("{{continue}}", Part::Continue)?,
            TokenKind::Keyword(Keyword::Else) => return self.otherwise().map(Read::Ending),
            TokenKind::Keyword(Keyword::End) => {
                self.expect(TokenKind::RightDelimiter, "end")?;
                return Ok(Read::Ending(Ending::End));
            }
            TokenKind::Keyword(Keyword::If) => Part::If(self.control("if", Some(Keyword::If))?),
            TokenKind::Keyword(Keyword::Range) => Part::Range(self.control("range", None)?),
            TokenKind::Keyword(Keyword::With) => Part::With(self.control("with", Some(Keyword::With))?),
            TokenKind::Keyword(Keyword::Template) => self.invocation()?,
            _ => {
                self.back();
                Part::Action(self.pipeline("command", TokenKind::RightDelimiter)?)
            }
        };
        Ok(Read::Part(part))
    }

    fn otherwise(&mut self) -> Parsed<Ending> {
        let next = self.peek_non_space();
        if matches!(next.kind, TokenKind::Keyword(Keyword::If | Keyword::With)) {
            return Ok(Ending::ElseControl);
        }
        self.expect(TokenKind::RightDelimiter, "else")?;
        Ok(Ending::Else)
    }

    fn jump(&mut self, shown: &str, part: Part) -> Parsed<Part> {
        let token = self.next_non_space();
        if token.kind != TokenKind::RightDelimiter {
            return Err(self.unexpected(&token, shown));
        }
        if self.range_depth == 0 {
            return Err(self.error(format!("{shown} outside {{{{range}}}}")));
        }
        Ok(part)
    }

    /// A control structure; `chained` is the keyword that may follow `else` in it.
    fn control(&mut self, context: &str, chained: Option<Keyword>) -> Parsed<Branch> {
        let outside = self.variables.len();
        let pipeline = self.pipeline(context, TokenKind::RightDelimiter)?;
        let loops = context == "range";
        self.range_depth += usize::from(loops);
        let (list, ending) = self.list()?;
        self.range_depth -= usize::from(loops);
        let otherwise = match ending {
            Ending::End => None,
            Ending::ElseControl if chained.is_some_and(|word| self.peek().kind == TokenKind::Keyword(word)) => {
                self.at += 1;
                // One `{{end}}` ends both.
                let nested = self.deeper(|parser| parser.control(context, chained))?;
                Some(vec![if context == "if" { Part::If(nested) } else { Part::With(nested) }])
            }
            Ending::Else | Ending::ElseControl => {
                let (list, ending) = self.list()?;
                if !matches!(ending, Ending::End) {
                    return Err(self.error(format!("expected end; found {}", ending.shown())));
                }
                Some(list)
            }
        };
        self.variables.truncate(outside);
        Ok(Branch { pipeline, list, otherwise })
    }

    fn block(&mut self) -> Parsed<Part> {
        const CONTEXT: &str = "block clause";
        let (start, name) = self.template_name(CONTEXT)?;
        let pipeline = self.pipeline(CONTEXT, TokenKind::RightDelimiter)?;
        self.define(name.clone(), CONTEXT)?;
        Ok(Part::Template(Invocation { start, name, pipeline: Some(pipeline) }))
    }

    fn invocation(&mut self) -> Parsed<Part> {
        const CONTEXT: &str = "template clause";
        let (start, name) = self.template_name(CONTEXT)?;
        let mut pipeline = None;
        if self.next_non_space().kind != TokenKind::RightDelimiter {
            self.back();
            pipeline = Some(self.pipeline(CONTEXT, TokenKind::RightDelimiter)?);
        }
        Ok(Part::Template(Invocation { start, name, pipeline }))
    }

    fn template_name(&mut self, context: &str) -> Parsed<(usize, String)> {
        let token = self.next_non_space();
        match token.kind {
            TokenKind::Quoted | TokenKind::Raw => Ok((token.start, self.unquoted(&token)?)),
            _ => Err(self.unexpected(&token, context)),
        }
    }

    fn pipeline(&mut self, context: &str, end: TokenKind) -> Parsed<Pipeline> {
        let start = self.peek_non_space().start;
        let mut pipeline = Pipeline { start, assigns: false, variables: Vec::new(), commands: Vec::new() };
        self.declarations(&mut pipeline, context)?;
        loop {
            let token = self.next_non_space();
            match token.kind {
                kind if kind == end => break,
                TokenKind::Bool
                | TokenKind::CharacterConstant
                | TokenKind::Dot
                | TokenKind::Field
                | TokenKind::Identifier
                | TokenKind::Number
                | TokenKind::Nil
                | TokenKind::Raw
                | TokenKind::Quoted
                | TokenKind::Variable
                | TokenKind::LeftParen => {
                    self.back();
                    let command = self.command()?;
                    pipeline.commands.push(command);
                }
                _ => return Err(self.unexpected(&token, context)),
            }
        }
        self.check(&pipeline, context)?;
        Ok(pipeline)
    }

    /// `$x :=`, `$x =`, and in a range `$i, $x :=`.
    fn declarations(&mut self, pipeline: &mut Pipeline, context: &str) -> Parsed<()> {
        loop {
            let variable = self.peek_non_space();
            if variable.kind != TokenKind::Variable {
                return Ok(());
            }
            let before = self.at;
            self.at += 1;
            let next = self.peek_non_space();
            match next.kind {
                TokenKind::Assign | TokenKind::Declare => {
                    pipeline.assigns = next.kind == TokenKind::Assign;
                    self.at += 1;
                    self.variables.push(variable.text.clone());
                    pipeline.variables.push(variable.text);
                    return Ok(());
                }
                TokenKind::Character if next.text == "," => {
                    self.at += 1;
                    self.variables.push(variable.text.clone());
                    pipeline.variables.push(variable.text);
                    if context == "range" && pipeline.variables.len() < 2 {
                        match self.peek_non_space().kind {
                            TokenKind::Variable | TokenKind::RightDelimiter | TokenKind::RightParen => continue,
                            _ => return Err(self.error("range can only initialize variables")),
                        }
                    }
                    return Err(self.error(format!("too many declarations in {context}")));
                }
                _ => {
                    self.at = before;
                    return Ok(());
                }
            }
        }
    }

    fn check(&self, pipeline: &Pipeline, context: &str) -> Parsed<()> {
        if pipeline.commands.is_empty() {
            return Err(self.error(format!("missing value for {context}")));
        }
        for (index, command) in pipeline.commands.iter().enumerate().skip(1) {
            let first = command.operands.first().map(|operand| &operand.kind);
            if let Some(
                OperandKind::Bool(_)
                | OperandKind::Dot
                | OperandKind::Nil
                | OperandKind::Number(_)
                | OperandKind::Text(..),
            ) = first
            {
                return Err(self.error(format!("non executable command in pipeline stage {}", index + 1)));
            }
        }
        Ok(())
    }

    fn command(&mut self) -> Parsed<Command> {
        let start = self.peek_non_space().start;
        let mut operands = Vec::new();
        loop {
            self.skip_spaces();
            operands.extend(self.operand()?);
            let token = self.next();
            match token.kind {
                TokenKind::Space => continue,
                TokenKind::RightDelimiter | TokenKind::RightParen => self.back(),
                TokenKind::Pipe => {}
                _ => return Err(self.unexpected(&token, "operand")),
            }
            break;
        }
        if operands.is_empty() {
            return Err(self.error("empty command"));
        }
        Ok(Command { start, operands })
    }

    /// A term and the fields right behind it; `None` if the next token is no term.
    fn operand(&mut self) -> Parsed<Option<Operand>> {
        let Some(mut operand) = self.term()? else { return Ok(None) };
        if self.peek().kind != TokenKind::Field {
            return Ok(Some(operand));
        }
        let start = self.peek().start;
        let mut fields = Vec::new();
        while self.peek().kind == TokenKind::Field {
            fields.push(self.next().text[1..].to_string());
        }
        let literal = match &mut operand.kind {
            OperandKind::Field(names) | OperandKind::Variable(_, names) => {
                names.extend(fields);
                operand.start = start;
                return Ok(Some(operand));
            }
            OperandKind::Bool(value) => value.to_string(),
            OperandKind::Dot => ".".into(),
            OperandKind::Nil => "nil".into(),
            OperandKind::Number(number) => number.text.clone(),
            OperandKind::Text(_, literal) => literal.clone(),
            OperandKind::Function(_) | OperandKind::Chain(..) | OperandKind::Pipeline(_) => {
                return Ok(Some(Operand { start, kind: OperandKind::Chain(Box::new(operand), fields) }));
            }
        };
        Err(self.error(format!("unexpected . after term {}", quote(literal.as_bytes()))))
    }

    fn term(&mut self) -> Parsed<Option<Operand>> {
        let token = self.next_non_space();
        let kind = match token.kind {
            TokenKind::Identifier => {
                if !builtins::is_builtin(&token.text) && !(self.is_function)(&token.text) {
                    return Err(self.error(format!("function {} not defined", quote(token.text.as_bytes()))));
                }
                OperandKind::Function(token.text)
            }
            TokenKind::Dot => OperandKind::Dot,
            TokenKind::Nil => OperandKind::Nil,
            TokenKind::Variable => {
                if !self.variables.contains(&token.text) {
                    return Err(self.error(format!("undefined variable {}", quote(token.text.as_bytes()))));
                }
                OperandKind::Variable(token.text, Vec::new())
            }
            TokenKind::Field => OperandKind::Field(vec![token.text[1..].to_string()]),
            TokenKind::Bool => OperandKind::Bool(token.text == "true"),
            TokenKind::CharacterConstant | TokenKind::Number => {
                OperandKind::Number(Number::parse(&token.text).map_err(|message| self.error(message))?)
            }
            TokenKind::LeftParen => {
                let pipeline =
                    self.deeper(|parser| parser.pipeline("parenthesized pipeline", TokenKind::RightParen))?;
                OperandKind::Pipeline(Box::new(pipeline))
            }
            TokenKind::Quoted | TokenKind::Raw => {
                let bytes = unquote(&token.text).ok_or_else(|| self.error("invalid syntax"))?;
                OperandKind::Text(bytes, token.text)
            }
            _ => {
                self.back();
                return Ok(None);
            }
        };
        Ok(Some(Operand { start: token.start, kind }))
    }
}
