//! Go's `encoding/json`: what it accepts, what it says to the rest, and where each value stands.

mod scan;
mod value;

pub use value::{Json, JsonKind, parse_json};

/// Why a text is not JSON, in Go's words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct JsonError {
    /// What is wrong.
    pub message: String,
    /// The offset of the byte that is.
    pub offset: usize,
}

/// What is wrong with `text`; `None` if it is JSON.
pub fn syntax_error(text: &[u8]) -> Option<JsonError> {
    scan::scan(text, |_| {}).err()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_words_are_gos() {
        for (text, offset, words) in [
            ("", 0, "unexpected end of JSON input"),
            ("{", 1, "unexpected end of JSON input"),
            ("{\"version\": 9 ,81ER", 15, "invalid character '8' looking for beginning of object key string"),
            ("{\"a\" 1}", 5, "invalid character '1' after object key"),
            ("{\"a\":1 2}", 7, "invalid character '2' after object key:value pair"),
            ("[1 2]", 3, "invalid character '2' after array element"),
            ("[1,]", 3, "invalid character ']' looking for beginning of value"),
            ("nul!", 3, "invalid character '!' in literal null (expecting 'l')"),
            ("\"\\x\"", 2, "invalid character 'x' in string escape code"),
            ("\"\\u12g4\"", 5, "invalid character 'g' in \\u hexadecimal character escape"),
            ("\"a\nb\"", 2, "invalid character '\\n' in string literal"),
            ("-x", 1, "invalid character 'x' in numeric literal"),
            ("1.x", 2, "invalid character 'x' after decimal point in numeric literal"),
            ("1e+'", 3, "invalid character '\\'' in exponent of numeric literal"),
            ("{} \"", 3, "invalid character '\"' after top-level value"),
            ("tru!", 3, "invalid character '!' in literal true (expecting 'e')"),
            ("- targets: []", 1, "invalid character ' ' in numeric literal"),
            ("1.", 2, "unexpected end of JSON input"),
            ("01", 1, "invalid character '1' after top-level value"),
        ] {
            let expected = JsonError { message: words.into(), offset };
            assert_eq!(syntax_error(text.as_bytes()).as_ref(), Some(&expected), "{text}");
            assert_eq!(parse_json(text), Err(expected), "{text}");
        }
        assert_eq!(syntax_error(b" {\"a\": [1, -0.5e3, true, null, \"\\u00e9\\n\", {}, []]}\n"), None);
        assert_eq!(syntax_error(&vec![b'['; 20_000]).map(|error| error.message), Some("exceeded max depth".into()));
    }

    #[test]
    fn values_know_their_places() {
        let text = " {\"a\\u00e9\\n\": [1, \"\\ud83d\\ude00\"]}";
        let value = parse_json(text).expect("JSON");
        let JsonKind::Object(fields) = &value.kind else { panic!("an object") };
        let (name, span, array) = &fields[0];
        assert_eq!((name.as_str(), span.clone()), ("aé\n", 2..13));
        let JsonKind::Array(items) = &array.kind else { panic!("an array") };
        assert_eq!(items[1].kind, JsonKind::String("\u{1f600}".into()));
        assert_eq!(&text[items[0].span.clone()], "1");
    }

    #[test]
    fn deep_values_are_checked_and_not_kept() {
        let nested = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        let mut value = parse_json(&nested(9_000)).expect("JSON");
        let mut depth = 0;
        while let JsonKind::Array(items) = value.kind {
            depth += 1;
            let Some(first) = items.into_iter().next() else { break };
            value = first;
        }
        assert_eq!(depth, 100);
        assert!(parse_json(&nested(9_000)[1..]).is_err());
        assert!(parse_json(&nested(10_001)).is_err());
    }

    proptest! {
        #[test]
        fn what_has_no_error_is_json(text in "[\\[\\]{}:,\"0-9a-e.truefalsnul\\\\ +-]{0,12}") {
            let is_json = serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok();
            prop_assert_eq!(syntax_error(text.as_bytes()).is_none(), is_json, "{}", text);
        }

        #[test]
        fn never_panics_and_agrees_with_another_reader(text in "[\\[\\]{}\":,0-9.eE+tru\\\\na é-]{0,24}") {
            let ours = parse_json(&text).is_ok();
            let theirs = serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok();
            prop_assert_eq!(ours, theirs, "{}", text);
        }
    }
}
