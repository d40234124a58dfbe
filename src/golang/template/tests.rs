//! Templates as wholes: what they give, and what is wrong with them.

use super::{Functions, Kind, Signature, Template, Value};
use proptest::prelude::*;
use std::{collections::BTreeMap, sync::Arc};

/// A few functions of every kind.
struct Few;

impl Functions for Few {
    fn signature(&self, name: &str) -> Option<Signature> {
        let of = |parameters: &'static [Kind]| Some(Signature { parameters, rest: None });
        match name {
            "upper" => of(&[Kind::Text]),
            "list" => of(&[]),
            "fail" => of(&[Kind::Any]),
            _ => None,
        }
    }

    fn call(&self, name: &str, arguments: Vec<Value>) -> Result<Value, String> {
        match name {
            "upper" => Ok(Value::text(arguments[0].shown().to_uppercase())),
            "list" => Ok(Value::List(Arc::new(vec![Value::text("a"), Value::text("b"), Value::text("c")]))),
            _ => Err("it failed".into()),
        }
    }
}

fn parse(text: &str) -> Result<Template, String> {
    let known = |name: &str| Few.signature(name).is_some();
    Template::parse("t", text, &["$labels", "$value"], &known).map_err(|error| error.to_string())
}

fn run(text: &str) -> String {
    let labels = Value::Texts(Arc::new(BTreeMap::from([("job".to_string(), "api".to_string())])));
    let dot = Value::Record(Arc::new(vec![("Labels", labels.clone()), ("Value", Value::Float(1.5))]), "struct {}");
    let template = match parse(text) {
        Ok(template) => template,
        Err(error) => return error,
    };
    template.run(&dot, &[labels, Value::Float(1.5)], &Few, 0).unwrap_or_else(|error| error.to_string())
}

#[test]
fn values_variables_and_pipelines() {
    for (text, expected) in [
        ("", ""),
        ("plain }} text", "plain }} text"),
        ("{{ $labels.job }}/{{ .Labels.job }}/{{ $.Labels.job }}", "api/api/api"),
        ("{{ $value }}|{{ .Value | printf \"%.2f\" }}", "1.5|1.50"),
        ("{{ $labels.none }}.", "."),
        ("{{ $labels.job | upper | printf \"%s!\" }}", "API!"),
        ("{{ $x := 1 }}{{ $x }}{{ $x = 2 }}{{ $x }}", "12"),
        ("{{ if true }}{{ $x := 3 }}{{ $x }}{{ end }}", "3"),
        ("a {{- \" b \" -}} c", "a b c"),
        ("{{/* nothing */}}x{{- /* nothing */ -}} y", "xy"),
        ("{{ 1e3 }} {{ 0x10 }} {{ 'a' }} {{ 1.0 }} {{ -5 }}", "1000 16 97 1 -5"),
        ("{{ (printf \"%d\" 3) }}{{ print 1 2 \"x\" }}", "31 2x"),
        ("{{ .Labels }}", "map[job:api]"),
        ("{{ $labels | len }}", "1"),
        ("{{ index $labels \"job\" }}{{ index list 1 }}", "apib"),
        ("{{ slice \"abcdef\" 1 3 }}", "bc"),
        (
            "{{ html \"<a & 'b'>\" }}{{ urlquery \"a b&c\" }}{{ js \"it's\" }}",
            "&lt;a &amp; &#39;b&#39;&gt;a+b%26cit\\'s",
        ),
        ("{{ or 0 \"\" \"x\" }}{{ and 1 0 }}{{ not 0 }}", "x0true"),
        ("{{ eq 1 2 1 }}{{ ne \"a\" \"b\" }}{{ lt 1.5 2.5 }}{{ ge \"a\" \"b\" }}", "truetruetruefalse"),
    ] {
        assert_eq!(run(text), expected, "{text}");
    }
}

#[test]
fn control_structures() {
    for (text, expected) in [
        ("{{ if eq $labels.job \"api\" }}a{{ else }}b{{ end }}", "a"),
        ("{{ if false }}a{{ else if 0 }}b{{ else if 1 }}c{{ else }}d{{ end }}", "c"),
        ("{{ with $labels.job }}{{ . }}{{ end }}{{ with \"\" }}x{{ else }}y{{ end }}", "apiy"),
        ("{{ with 0 }}x{{ else with 5 }}{{ . }}{{ end }}", "5"),
        ("{{ range list }}{{ . }},{{ end }}", "a,b,c,"),
        ("{{ range $i, $x := list }}{{ $i }}{{ $x }}{{ end }}", "0a1b2c"),
        ("{{ range $x := list }}{{ if eq $x \"b\" }}{{ continue }}{{ end }}{{ $x }}{{ end }}", "ac"),
        ("{{ range list }}{{ if eq . \"b\" }}{{ break }}{{ end }}{{ . }}{{ end }}", "a"),
        ("{{ range $k, $v := $labels }}{{ $k }}={{ $v }}{{ end }}", "job=api"),
        ("{{ range 3 }}{{ . }}{{ end }}{{ range 0 }}x{{ else }}none{{ end }}", "012none"),
        ("{{ define \"x\" }}[{{ . }}]{{ end }}{{ template \"x\" 1 }}{{ template \"x\" $labels.job }}", "[1][api]"),
        ("{{ block \"y\" $value }}<{{ . }}>{{ end }}", "<1.5>"),
    ] {
        assert_eq!(run(text), expected, "{text}");
    }
}

#[test]
fn errors_of_execution_have_gos_words() {
    for (text, expected) in [
        ("{{ $labels.job.x }}", "1:10: executing \"t\" at <$labels.job.x>: can't evaluate field x in type string"),
        ("{{ upper }}", "1:3: executing \"t\" at <upper>: wrong number of args for upper: want 1 got 0"),
        ("{{ upper 1 }}", "1:9: executing \"t\" at <1>: expected string; found 1"),
        ("{{ upper $value }}", "1:9: executing \"t\" at <$value>: wrong type for value; expected string; got float64"),
        ("\n {{ fail 1 }}", "2:4: executing \"t\" at <fail 1>: error calling fail: it failed"),
        ("{{ template \"x\" }}", "1:12: executing \"t\" at <{{template \"x\"}}>: template \"x\" not defined"),
        (
            "{{ eq 1 1.5 }}",
            "1:3: executing \"t\" at <eq 1 1.5>: error calling eq: incompatible types for comparison: int and float64",
        ),
        ("{{ 1 2 }}", "1:3: executing \"t\" at <1>: can't give argument to non-function 1"),
        (
            "{{ eq $labels 1 }}",
            "1:3: executing \"t\" at <eq $labels 1>: error calling eq: incompatible types for comparison: map[string]string and int",
        ),
        ("{{ call 1 }}", "1:3: executing \"t\" at <call 1>: error calling call: non-function 1 of type int"),
        ("{{ $labels.x 1 }}", "1:10: executing \"t\" at <$labels.x>: x is not a method but has arguments"),
        ("{{ 1 | len }}", "1:7: executing \"t\" at <len>: error calling len: len of type int"),
        (
            "{{ $value | upper }}",
            "1:12: executing \"t\" at <upper>: wrong type for value; expected string; got float64",
        ),
        ("{{ nil }}", "1:3: executing \"t\" at <nil>: nil is not a command"),
        ("{{ range 1.5 }}{{ end }}", "1:9: executing \"t\" at <1.5>: range can't iterate over 1.5"),
    ] {
        assert_eq!(run(text), format!("template: t:{expected}"), "{text}");
    }
}

#[test]
fn errors_of_reading_have_gos_words() {
    for (text, expected) in [
        ("{{ $x&y }}", "bad character U+0026 '&'"),
        ("{{ $labels.job}", "bad character U+007D '}'"),
        ("{{ & }}", "unexpected \"&\" in command"),
        ("{{ nofn }}", "function \"nofn\" not defined"),
        ("{{ \"a", "unterminated quoted string"),
        ("{{ $labels.x", "unclosed action"),
        ("{{ $labels.x }", "unexpected \"}\" in operand"),
        ("{{ if }}x{{ end }}", "missing value for if"),
        ("{{ if 1 }}", "unexpected EOF"),
        ("{{ end }}", "unexpected {{end}}"),
        ("{{ if 1 }}x{{ else }}y{{ else }}z{{ end }}", "expected end; found {{else}}"),
        ("{{ define x }}{{ end }}", "unexpected \"x\" in define clause"),
        ("{{ define \"x\" }}a{{ end }}{{ define \"x\" }}b{{ end }}", "template: multiple definition of template \"x\""),
        ("{{ break }}", "{{break}} outside {{range}}"),
        ("{{ range list }}{{ break x }}{{ end }}", "unexpected \"x\" in {{break}}"),
        ("{{ 1x }}", "bad number syntax: \"1x\""),
        ("{{ 0x }}", "illegal number syntax: \"0x\""),
        ("{{ 'ab' }}", "malformed character constant: 'ab'"),
        ("{{ '\\xzz' }}", "invalid syntax"),
        ("{{ \"a\\q\" }}", "invalid syntax"),
        ("{{ ) }}", "unexpected right paren"),
        ("{{ (1 }}", "unclosed left paren"),
        ("{{ 1 | 2 }}", "non executable command in pipeline stage 2"),
        ("{{ | \"x\" }}", "unexpected \"|\" in command"),
        ("{{ $x, $y := 1 }}", "too many declarations in command"),
        ("{{/* c", "unclosed comment"),
        ("{{/* c */ x }}", "comment ends before closing delimiter"),
        ("{{ \"x\".y }}", "unexpected . after term \"\\\"x\\\"\""),
        ("{{ 1.y }}", "bad number syntax: \"1.y\""),
        ("{{ with 1 }}a{{ else if 2 }}b{{ end }}", "unexpected <if> in input"),
        ("{{ : }}", "expected :="),
        ("{{ 99999999999999999999 }}", "integer overflow: \"99999999999999999999\""),
        ("{{ end x }}", "unexpected \"x\" in end"),
        ("{{ $labels.}}", "unexpected <.> in operand"),
        ("{{}}", "missing value for command"),
        ("{{ - 1 }}", "illegal number syntax: \"-\""),
        ("{{ template \"x\" , }}", "unexpected \",\" in template clause"),
        ("{{ (  ) }}", "missing value for parenthesized pipeline"),
        ("{{ if 1 }}{{ define \"q\" }}{{ end }}{{ end }}", "unexpected <define> in command"),
        ("{{ range break }}{{ end }}", "unexpected <break> in range"),
        ("{{ .. }}", "unexpected <.> in operand"),
    ] {
        let found = parse(text).map(|_| String::new()).unwrap_or_else(|error| error);
        assert_eq!(found, format!("template: t:1: {expected}"), "{text}");
    }
    assert_eq!(parse("{{ if\n1 }}{{ nofn }}").err().unwrap(), "template: t:2: function \"nofn\" not defined");
    for text in ["{{ $x = 1 }}", "{{ \"x\" | }}", "{{ printf }}", "{{ 1+2i }}", "{{ $labels .3 }}", "{{ else_ }}x"] {
        assert!(parse(text).is_ok() || text.contains("else_"), "{text}");
    }
}

#[test]
fn costs_are_bounded() {
    let nested = "{{if 1}}".repeat(5000) + &"{{end}}".repeat(5000);
    assert_eq!(run(&nested), "template: t:1: nested too deeply");
    assert!(run("{{ range 1000000000 }}x{{ end }}").contains("more than 1000000 steps"));
    let endless = "{{ define \"x\" }}{{ template \"x\" }}{{ end }}{{ template \"x\" }}";
    assert!(run(endless).contains("exceeded maximum template depth"));
    let parens = "{{ ".to_string() + &"(".repeat(5000);
    assert!(parse(&parens).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]
    #[test]
    fn no_text_makes_it_panic(text in "(\\{\\{|\\}\\}|[-a-z0-9 .$|:=()\"'`\\\\\n%é/*,]|if |range |end|else|define \"x\"|list|upper |printf |nil){0,24}") {
        run(&text);
    }
}
