//! A command line as words: the little of a shell's quoting that `promtool.txt` needs.

/// Splits at spaces outside of single and double quotes. There are no escapes: the other quote holds what one cannot.
pub(crate) fn split(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for character in line.chars() {
        match quote {
            Some(open) if character == open => quote = None,
            Some(_) => word.get_or_insert_default().push(character),
            None if character == '\'' || character == '"' => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            None if character == ' ' => words.extend(word.take()),
            None => word.get_or_insert_default().push(character),
        }
    }
    assert!(quote.is_none(), "unclosed quote in {line}");
    words.extend(word);
    words
}

#[test]
fn quotes_keep_words_together() {
    assert_eq!(split(r#"a 'b c' "d'e"  ''x"#), ["a", "b c", "d'e", "x"]);
    assert_eq!(split("a ''"), ["a", ""]);
}
