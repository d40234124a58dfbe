//! Findings as Checkstyle XML, which most build servers read.

use super::{super::xml::Escaped, Report};
use crate::diagnostic::Diagnostic;
use std::io::{self, Write};

pub(super) fn write(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"10.0\">")?;
    for file in report.files {
        // A file's findings may lie in others, which have their own elements.
        let mut names: Vec<&str> = vec![&file.name];
        for diagnostic in &file.diagnostics {
            let name = file.name_of(diagnostic);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        for name in names {
            writeln!(out, "  <file name=\"{}\">", Escaped(name))?;
            let here = file.diagnostics.iter().filter(|diagnostic| file.name_of(diagnostic) == name);
            here.into_iter().try_for_each(|diagnostic| write_one(out, diagnostic))?;
            writeln!(out, "  </file>")?;
        }
    }
    writeln!(out, "</checkstyle>")
}

fn write_one(out: &mut dyn Write, diagnostic: &Diagnostic) -> io::Result<()> {
    write!(out, "    <error")?;
    if let Some(place) = &diagnostic.place {
        let start = place.start();
        write!(out, " line=\"{}\" column=\"{}\"", start.line, start.column)?;
    }
    writeln!(
        out,
        " severity=\"{}\" message=\"{}\" source=\"promq.{}\"/>",
        diagnostic.severity.as_str(),
        Escaped(&diagnostic.message),
        Escaped(diagnostic.code),
    )
}

#[cfg(test)]
mod tests {
    use super::{super::samples, *};

    #[test]
    fn files_without_findings_are_listed_too() {
        insta::assert_snapshot!(samples::written(write), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <checkstyle version="10.0">
          <file name="dir a/f.yml">
            <error line="3" column="15" severity="error" message="unclosed left parenthesis: 100%" source="promq.rules/syntax"/>
            <error severity="warning" message="no rules &lt;found&gt;&#xA;in it" source="promq.rules/none"/>
          </file>
          <file name="good.yml">
          </file>
        </checkstyle>
        "#);
    }
}
