//! What the translated expressions accept, and what RE2 refuses.

use super::*;
use proptest::prelude::*;

fn error(pattern: &str) -> String {
    Regex::new(pattern.as_bytes()).map_or_else(|error| error.to_string(), |_| "ok".into())
}

#[test]
fn errors_are_go_s() {
    for (pattern, expected) in [
        ("foo|(", "missing closing ): `foo|(`"),
        ("(((", "missing closing ): `(((`"),
        ("a)", "unexpected ): `a)`"),
        ("a)(b", "unexpected ): `a)(b`"),
        ("[a", "missing closing ]: `[a`"),
        ("x[a-", "missing closing ]: `[a-`"),
        ("[[:foo:]]", "invalid character class range: `[:foo:]`"),
        ("[z-a]", "invalid character class range: `z-a`"),
        ("[a--b]", "invalid character class range: `a--`"),
        ("a{2}{3}", "invalid nested repetition operator: `{2}{3}`"),
        ("a**", "invalid nested repetition operator: `**`"),
        ("a*??", "invalid nested repetition operator: `*??`"),
        ("a(?i)**", "invalid nested repetition operator: `**`"),
        ("*", "missing argument to repetition operator: `*`"),
        ("(?i)*", "missing argument to repetition operator: `*`"),
        ("|+?", "missing argument to repetition operator: `+?`"),
        ("(*)", "missing argument to repetition operator: `*`"),
        (r"\Q\E*", "missing argument to repetition operator: `*`"),
        ("a{1001}", "invalid repeat count: `{1001}`"),
        ("a{2,1}", "invalid repeat count: `{2,1}`"),
        ("a{1,99999999999999}", "invalid repeat count: `{1,99999999999999}`"),
        ("(x{500}){3}", "invalid repeat count: `{3}`"),
        ("(?i", "invalid or unsupported Perl syntax: `(?i`"),
        ("(?", "invalid or unsupported Perl syntax: `(?`"),
        ("(?-)", "invalid or unsupported Perl syntax: `(?-)`"),
        ("(?i-:x)", "invalid or unsupported Perl syntax: `(?i-:`"),
        ("(?--i)", "invalid or unsupported Perl syntax: `(?--`"),
        ("(?=x)", "invalid or unsupported Perl syntax: `(?=`"),
        ("(?x)", "invalid or unsupported Perl syntax: `(?x`"),
        ("(?P=n)", "invalid or unsupported Perl syntax: `(?P`"),
        ("(?P<", "invalid or unsupported Perl syntax: `(?P`"),
        ("(?<", "invalid or unsupported Perl syntax: `(?<`"),
        ("(?P<n", "invalid named capture: `(?P<n`"),
        ("(?<>x)", "invalid named capture: `(?<>`"),
        ("(?P<a.b>x)", "invalid named capture: `(?P<a.b>`"),
        (r"\8", r"invalid escape sequence: `\8`"),
        (r"\18", r"invalid escape sequence: `\1`"),
        (r"\x1", r"invalid escape sequence: `\x1`"),
        (r"\x{}", r"invalid escape sequence: `\x{}`"),
        (r"\x{110000}", r"invalid escape sequence: `\x{110000`"),
        (r"\é", r"invalid escape sequence: `\é`"),
        (r"\C", r"invalid escape sequence: `\C`"),
        (r"\u0041", r"invalid escape sequence: `\u`"),
        (r"[\Q]\E]", r"invalid escape sequence: `\Q`"),
        (r"[a-\d]", r"invalid escape sequence: `\d`"),
        (r"\pX", r"invalid character class range: `\pX`"),
        (r"\p", r"invalid character class range: `\p`"),
        (r"\p{L", r"invalid character class range: `\p{L`"),
        (r"\p{}", r"invalid character class range: `\p{}`"),
        (r"\p{greek}", r"invalid character class range: `\p{greek}`"),
        (r"\p{Grek}", r"invalid character class range: `\p{Grek}`"),
        (r"\p{Lowercase}", r"invalid character class range: `\p{Lowercase}`"),
        ("\\", "trailing backslash at end of expression: ``"),
    ] {
        assert_eq!(error(pattern), format!("error parsing regexp: {expected}"), "{pattern}");
    }
    let deep = "(".repeat(1001) + &")".repeat(1001);
    assert!(error(&deep).starts_with("error parsing regexp: expression nests too deeply: `((("));
    assert_eq!(
        Regex::new(b"\xff+").map(|_| ()),
        Err(RegexError { reason: "invalid UTF-8", fragment: "\u{fffd}+".into() })
    );
    assert_eq!(
        Regex::new(b"a[\xff]").map(|_| ()),
        Err(RegexError { reason: "invalid UTF-8", fragment: "\u{fffd}]".into() })
    );
}

#[test]
fn go_s_meaning_not_rust_s() {
    for (pattern, text, expected) in [
        ("", "", true),
        ("", "a", false),
        ("a.b", "a\nb", true),
        ("(?-s)a.b", "a\nb", false),
        ("^a$", "a", true),
        ("^a$", "a\n", false),
        ("(?m)a$\n^b", "a\nb", true),
        ("(?m:a$)\nb", "a\nb", true),
        (r"\d", "٣", false),
        (r"\w", "é", false),
        (r"\s", "\x0b", false),
        ("[[:space:]]", "\x0b", true),
        (r"é\bx", "éx", true),
        (r"a\Bé", "aé", false),
        ("[a&&b]", "&", true),
        ("[+--b]", ",", true),
        ("[[a]b]", "[b]", true),
        ("[[a]b]", "ab]", true),
        ("[]a]", "]", true),
        ("[^]a]", "]", false),
        ("[a-]", "-", true),
        (r"\Qa.b\E.", "a.bc", true),
        (r"\Qa.b", "a.b", true),
        (r"\<a\>", "<a>", true),
        ("{foo}", "{foo}", true),
        ("a{,3}", "a{,3}", true),
        ("a{foo}", "a{foo}", true),
        ("a{01}", "a{01}", true),
        ("a{2}", "aa", true),
        ("a{2,}b", "aaaab", true),
        ("a{0}", "", true),
        (r"\012", "\n", true),
        (r"\101", "A", true),
        (r"\x{1F600}", "😀", true),
        (r"\x{D800}", "\u{fffd}", false),
        (r"[\x{D700}-\x{E000}]", "\u{d7ff}", true),
        (r"\_\-\/", "_-/", true),
        (r"[^\x00-\x{10FFFF}]", "a", false),
        ("(?i)straße", "STRAßE", true),
        ("(?i)k", "\u{212a}", true),
        ("(?i)[k]", "\u{212a}", true),
        ("(?i:a)b", "Ab", true),
        ("(?i:a)b", "AB", false),
        (r"\p{Greek}+", "αβγ", true),
        (r"\p{^Greek}", "α", false),
        (r"\P{^Greek}", "α", true),
        (r"\pL\pN", "x5", true),
        (r"[\p{Lu}\d]+", "A1", true),
        (r"\p{Cs}", "a", false),
        (r"a\p{Any}", "a\u{10ffff}", true),
        ("(?P<a>x)(?P<a>y)", "xy", true),
        ("(?:)*", "", true),
        ("a*(?i)*b", "aab", true),
        ("(|a)+", "aaa", true),
        ("[[:^alpha:]]", "1", true),
        ("(?U)a+?", "aa", true),
    ] {
        assert_eq!(
            Regex::new(pattern.as_bytes()).map(|regex| regex.is_match(text)),
            Ok(expected),
            "{pattern} on {text:?}"
        );
    }
}

#[test]
fn few_texts_are_listed() {
    let listed = |pattern: &[u8]| Regex::new(pattern).unwrap().set_matches().map(<[String]>::to_vec);
    let texts = |texts: &[&str]| Some(texts.iter().map(|text| text.to_string()).collect::<Vec<_>>());
    assert_eq!(listed(b"foo"), texts(&["foo"]));
    assert_eq!(listed(b""), texts(&[""]));
    assert_eq!(listed(b"b|a|b|"), texts(&["b", "a", ""]));
    assert_eq!(listed(b"web-(1|2)"), texts(&["web-1", "web-2"]));
    assert_eq!(listed(b"^x[ab]y?$"), texts(&["xay", "xa", "xby", "xb"]));
    assert_eq!(listed(b"^a$|^b$"), texts(&["a", "b"]));
    assert_eq!(listed(br"10\.0\.0\.1:9090|(?:localhost)"), texts(&["10.0.0.1:9090", "localhost"]));
    assert_eq!(listed(b"a\xff|b"), texts(&["b"]));
    assert_eq!(listed(b"(?i)1-2"), texts(&["1-2"]));
    for open in ["a.*", "(?i)ab", "a+", "[a-z][a-z]", "a\\b", "[^a]", "a$b", "(?:^a)b*"] {
        assert_eq!(listed(open.as_bytes()), None, "{open}");
    }
}

#[test]
fn wildcards_match_like_the_compiled_form() {
    let patterns = [
        ".*",
        ".+",
        "a.*",
        "a.+",
        ".*a",
        ".+a",
        ".*a.*",
        ".+a.+",
        "a.*b",
        "a.+b",
        "a.*b.*c",
        ".*b.+b.*",
        "(.*)b(.+)",
        "a.*.+",
        "ab.*ab",
        "(?-s).*",
        "(?-s)a.*",
        "^a.*$",
        "a.*?b",
    ];
    let texts = ["", "a", "b", "ab", "aab", "abab", "abc", "bb", "bbb", "a\nb", "\n", "aé", "éa", "abcb", "ba", "aba"];
    for pattern in patterns {
        let fast = Regex::new(pattern.as_bytes()).unwrap();
        let slow = ::regex::Regex::new(&format!("^(?s:{pattern})$")).unwrap();
        for text in texts {
            assert_eq!(fast.is_match(text), slow.is_match(text), "{pattern} on {text:?}");
        }
    }
}

#[test]
fn templates_expand_as_in_go() {
    for (pattern, template, text, expected) in [
        ("(.*)", "$1", "x", Some("x")),
        ("foo_(.*)", "bar_${1}_$$", "foo_x", Some("bar_x_$")),
        ("(?P<a>.)(?P<b>.)", "$b$a$c", "xy", Some("yx")),
        ("(.)", "$1x", "a", Some("")),
        ("(.)", "$1_", "a", Some("")),
        ("(.)", "${1}x$", "a", Some("ax$")),
        ("(.)", "${1", "a", Some("${1")),
        ("(.)", "$01-$0", "a", Some("-a")),
        ("(.)", "$99999999999999999999", "a", Some("")),
        ("abc", "<$0$1>", "abc", Some("<abc>")),
        ("a.*", "<$0>", "ab", Some("<ab>")),
        ("(?:(?P<n>x)|(?P<n>y))z", "$n", "yz", Some("y")),
        ("(a)|b", "[$1]", "b", Some("[]")),
        ("a", "plain", "b", None),
    ] {
        let regex = Regex::new(pattern.as_bytes()).unwrap();
        assert_eq!(regex.replace_all_matching(template, text).as_deref(), expected, "{pattern} {template}");
    }
}

#[test]
fn searching_replaces_every_match() {
    let regex = SearchRegex::new(b"a(x*)b").unwrap();
    assert!(regex.is_match("-ab-"));
    assert_eq!(regex.replace_all("-ab-axxb-", "${1}W"), "-W-xxW-");
    assert_eq!(SearchRegex::new(b"x*").unwrap().replace_all("abé", "-"), "-a-b-é-");
}

proptest! {
    #[test]
    fn whatever_is_go_syntax_compiles(pattern in r"([()|*+?.\\^$\[\]{}\-,:<>abP01id&~é]|\(\?|\\[pPdDwWsSbBQEAzx]|\{2\}|\[:alpha:\]|\\pL){0,24}") {
        match Regex::new(pattern.as_bytes()) {
            // What is compiled only when it is used must not fail then.
            Ok(regex) => prop_assert!(regex.compiles()),
            Err(error) => {
                prop_assert!(!matches!(error.reason, "expression nests too deeply" | "expression too large"), "{error}");
            }
        }
    }

    #[test]
    fn any_bytes_are_a_pattern_or_an_error(pattern: Vec<u8>) {
        let _ = Regex::new(&pattern);
        let _ = SearchRegex::new(&pattern);
    }

    #[test]
    fn fast_paths_agree_with_the_compiled_form(
        pattern in r"(a|b|\.\*|\.\+|\||\(a\|b\)|\[ab\]|a\?|\^|\$){0,7}",
        text in "[ab\n]{0,6}",
    ) {
        let fast = Regex::new(pattern.as_bytes());
        let slow = ::regex::Regex::new(&format!(r"\A(?s:{pattern})\z"));
        if let (Ok(fast), Ok(slow)) = (fast, slow) {
            prop_assert_eq!(fast.is_match(&text), slow.is_match(&text));
            if let Some(set) = fast.set_matches() {
                prop_assert_eq!(set.contains(&text), slow.is_match(&text));
            }
        }
    }
}
