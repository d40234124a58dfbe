//! Kubernetes' two languages of selectors: fields (`a=b,c!=d`) and labels (`a, !b, c in (d, e)`), in its words.

use crate::golang::quote::quote;

/// Checks a selector of fields.
pub(super) fn check_fields(selector: &str) -> Result<(), String> {
    for term in split_terms(selector) {
        if term.is_empty() {
            continue;
        }
        let Some(equals) = term.find('=') else {
            return Err(format!("invalid selector: '{selector}'; can't understand '{term}'"));
        };
        // `!=`, `==` and `=` all end at an equals sign; a second one belongs to the operator unless it was `!=`.
        let is_negated = equals > 0 && term.as_bytes()[equals - 1] == b'!';
        let value = &term[equals + 1..];
        check_field_value(if is_negated { value } else { value.strip_prefix('=').unwrap_or(value) })?;
    }
    Ok(())
}

/// The terms between commas that no backslash escapes.
fn split_terms(selector: &str) -> Vec<&str> {
    let mut terms = Vec::new();
    let (mut start, mut is_escaped) = (0, false);
    for (at, byte) in selector.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b',' => {
                terms.push(&selector[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    terms.push(&selector[start..]);
    terms
}

fn check_field_value(value: &str) -> Result<(), String> {
    let invalid = |what: String| Err(format!("invalid field selector: {what}"));
    let mut runes = value.chars();
    while let Some(rune) = runes.next() {
        match rune {
            '\\' => match runes.next() {
                Some('\\' | ',' | '=') => {}
                Some(other) => return invalid(format!("invalid escape sequence: \\{other}")),
                None => return invalid("invalid escape sequence: \\".into()),
            },
            ',' | '=' => return invalid(format!("unescaped character in value: {}", u32::from(rune))),
            _ => {}
        }
    }
    Ok(())
}

/// Checks a selector of labels.
pub(super) fn check_labels(selector: &str) -> Result<(), String> {
    let mut parser = Parser { tokens: tokens(selector), at: 0 };
    loop {
        match parser.peek() {
            Token::Word(_) | Token::Symbol("!") => {}
            Token::End => return Ok(()),
            other => return Err(format!("found '{}', expected: !, identifier, or 'end of string'", other.text())),
        }
        parser.requirement().map_err(|message| format!("unable to parse requirement: {message}"))?;
        match parser.take() {
            Token::End => return Ok(()),
            Token::Symbol(",") => {}
            other => return Err(format!("found '{}', expected: ',' or 'end of string'", other.text())),
        }
        match parser.peek() {
            Token::Word(_) | Token::Symbol("!") => {}
            other => return Err(format!("found '{}', expected: identifier after ','", other.text())),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Token<'t> {
    Word(&'t str),
    Symbol(&'t str),
    /// Symbols that mean nothing.
    Unknown(&'t str),
    End,
}

impl Token<'_> {
    fn text(&self) -> String {
        match self {
            Token::Word(text) | Token::Symbol(text) => (*text).into(),
            Token::Unknown(text) => format!("error expected: keyword found '{text}'"),
            Token::End => String::new(),
        }
    }
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let is_symbol = |byte: u8| b"=!(),><".contains(&byte);
    let is_blank = |byte: u8| b" \t\r\n".contains(&byte);
    let bytes = text.as_bytes();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        if is_blank(byte) {
            at += 1;
        } else if is_symbol(byte) {
            let end = start + bytes[start..].iter().take_while(|byte| is_symbol(**byte)).count();
            let known = |length: &usize| {
                matches!(text.get(start..start + length), Some("=" | "!" | "(" | ")" | "," | ">" | "<" | "==" | "!="))
            };
            let length = [2, 1].into_iter().filter(|length| start + length <= end).find(known);
            let symbols =
                length.map_or(Token::Unknown(&text[start..end]), |length| Token::Symbol(&text[start..start + length]));
            at = length.map_or(end, |length| start + length);
            tokens.push(symbols);
        } else {
            at += bytes[start..].iter().take_while(|byte| !is_symbol(**byte) && !is_blank(**byte)).count();
            tokens.push(Token::Word(&text[start..at]));
        }
    }
    tokens
}

struct Parser<'t> {
    tokens: Vec<Token<'t>>,
    at: usize,
}

impl<'t> Parser<'t> {
    fn peek(&self) -> Token<'t> {
        self.tokens.get(self.at).copied().unwrap_or(Token::End)
    }

    fn take(&mut self) -> Token<'t> {
        let token = self.peek();
        self.at += 1;
        token
    }

    fn requirement(&mut self) -> Result<(), String> {
        let mut token = self.take();
        let is_negated = token == Token::Symbol("!");
        if is_negated {
            token = self.take();
        }
        let Token::Word(key) = token else { return Err(format!("found '{}', expected: identifier", token.text())) };
        check_key(key)?;
        if is_negated || matches!(self.peek(), Token::End | Token::Symbol(",")) {
            return Ok(());
        }
        let operator = self.take();
        let values = match operator {
            Token::Word("in" | "notin") => self.values()?,
            Token::Symbol("=" | "==" | "!=" | ">" | "<") => vec![self.exact_value()?],
            other => return Err(format!("found '{}', expected: in, notin, =, ==, !=, gt, lt", other.text())),
        };
        let is_ordered = matches!(operator, Token::Symbol(">" | "<"));
        for (index, value) in values.iter().enumerate() {
            if is_ordered && value.parse::<i64>().is_err() {
                let shown = quote(value.as_bytes());
                let rule = "for 'Gt', 'Lt' operators, the value must be an integer";
                return Err(format!("values[{index}]: Invalid value: {shown}: {rule}"));
            }
            check_value(key, index, value)?;
        }
        Ok(())
    }

    /// The values of `in` and `notin`, sorted and each once.
    fn values(&mut self) -> Result<Vec<&'t str>, String> {
        let open = self.take();
        if open != Token::Symbol("(") {
            return Err(format!("found '{}' expected: '('", open.text()));
        }
        let mut values = Vec::new();
        match self.peek() {
            Token::Symbol(")") => values.push(""),
            Token::Word(_) | Token::Symbol(",") => self.list(&mut values)?,
            other => return Err(format!("found '{}', expected: ',', ')' or identifier", other.text())),
        }
        self.take();
        values.sort_unstable();
        values.dedup();
        Ok(values)
    }

    /// What stands between the parentheses, up to the closing one.
    fn list(&mut self, values: &mut Vec<&'t str>) -> Result<(), String> {
        loop {
            match self.take() {
                Token::Word(value) => {
                    values.push(value);
                    match self.peek() {
                        Token::Symbol(",") => {}
                        Token::Symbol(")") => return Ok(()),
                        other => return Err(format!("found '{}', expected: ',' or ')'", other.text())),
                    }
                }
                Token::Symbol(",") => {
                    if values.is_empty() {
                        values.push("");
                    }
                    match self.peek() {
                        Token::Symbol(")") => {
                            values.push("");
                            return Ok(());
                        }
                        Token::Symbol(",") => {
                            self.take();
                            values.push("");
                        }
                        _ => {}
                    }
                }
                other => return Err(format!("found '{}', expected: ',', or identifier", other.text())),
            }
        }
    }

    fn exact_value(&mut self) -> Result<&'t str, String> {
        if matches!(self.peek(), Token::End | Token::Symbol(",")) {
            return Ok("");
        }
        match self.take() {
            Token::Word(value) => Ok(value),
            other => Err(format!("found '{}', expected: identifier", other.text())),
        }
    }
}

const CHARACTERS: &str = "consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric \
                          character";

/// Letters, digits, `-`, `_`, `.`; the first and the last a letter or digit.
fn is_name(text: &str) -> bool {
    let is_end = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = text.as_bytes();
    is_end(bytes.first())
        && is_end(bytes.last())
        && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte))
}

/// `name` or `prefix.of.dns/name`.
fn check_key(key: &str) -> Result<(), String> {
    let invalid = |rules: Vec<String>| match rules.is_empty() {
        true => Ok(()),
        false => Err(format!("<nil>: Invalid value: {}: {}", quote(key.as_bytes()), rules.join("; "))),
    };
    let regex = "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'";
    let examples = "e.g. 'MyName',  or 'my.name',  or '123-abc'";
    let mut rules = Vec::new();
    let name = match key.split('/').collect::<Vec<_>>().as_slice() {
        [name] => *name,
        [prefix, name] => {
            if prefix.is_empty() {
                rules.push("prefix part must be non-empty".to_string());
            } else if !is_subdomain(prefix) {
                rules.push(
                    "prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' \
                     or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for \
                     validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')".to_string(),
                );
            }
            *name
        }
        _ => {
            return invalid(vec![format!(
                "a qualified name must {CHARACTERS} ({examples}, regex used for validation is {regex}) with an optional \
                 DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"
            )]);
        }
    };
    if name.is_empty() {
        rules.push("name part must be non-empty".to_string());
    } else if name.len() > 63 {
        rules.push("name part must be no more than 63 bytes".to_string());
    }
    if !is_name(name) {
        rules.push(format!("name part must {CHARACTERS} ({examples}, regex used for validation is {regex})"));
    }
    invalid(rules)
}

fn is_subdomain(text: &str) -> bool {
    let is_end = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    text.len() <= 253
        && text.split('.').all(|label| {
            let bytes = label.as_bytes();
            is_end(bytes.first())
                && is_end(bytes.last())
                && bytes.iter().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'-')
        })
}

fn check_value(key: &str, index: usize, value: &str) -> Result<(), String> {
    let mut rules = Vec::new();
    if value.len() > 63 {
        rules.push("must be no more than 63 bytes".to_string());
    }
    if !value.is_empty() && !is_name(value) {
        rules.push(format!(
            "a valid label must be an empty string or {CHARACTERS} (e.g. 'MyValue',  or 'my_value',  or '12345', regex used \
             for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
        ));
    }
    match rules.is_empty() {
        true => Ok(()),
        false => {
            let shown = quote(value.as_bytes());
            Err(format!("values[{index}][{key}]: Invalid value: {shown}: {}", rules.join("; ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn fields_are_read_as_kubernetes_does() {
        for (selector, expected) in [
            ("", ""),
            ("metadata.name=x", ""),
            ("a==b,c!=d,", ""),
            ("a", "invalid selector: 'a'; can't understand 'a'"),
            (r"a=b\,c", ""),
            (r"a=b\x", r"invalid field selector: invalid escape sequence: \x"),
            ("a=b=c", "invalid field selector: unescaped character in value: 61"),
        ] {
            assert_eq!(check_fields(selector).err().unwrap_or_default(), expected, "{selector}");
        }
    }

    #[test]
    fn labels_are_read_as_kubernetes_does() {
        for (selector, expected) in [
            ("", ""),
            ("a", ""),
            ("!a", ""),
            ("a=b,c!=d, e == f", ""),
            ("a in (b, c),d notin (e)", ""),
            ("a in (),b in (,)", ""),
            ("a>1", ""),
            ("x.y/z=1", ""),
            ("in in (in)", ""),
            ("a=", ""),
            ("a in b", "unable to parse requirement: found 'b' expected: '('"),
            ("a,", "found '', expected: identifier after ','"),
            ("=a", "found '=', expected: !, identifier, or 'end of string'"),
            ("a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"),
            ("a=b c", "found 'c', expected: ',' or 'end of string'"),
            ("a in (b c)", "unable to parse requirement: found 'c', expected: ',' or ')'"),
            (
                "a>x",
                "unable to parse requirement: values[0]: Invalid value: \"x\": for 'Gt', 'Lt' operators, the value must be an integer",
            ),
        ] {
            assert_eq!(check_labels(selector).err().unwrap_or_default(), expected, "{selector}");
        }
        assert!(check_labels("-a").is_err() && check_labels("a=-b").is_err() && check_labels("A/b/c").is_err());
    }

    proptest! {
        #[test]
        fn never_panics(text in "[a-z=!(), <>é\\\\]{0,24}") {
            let _ = check_labels(&text);
            let _ = check_fields(&text);
        }
    }
}
