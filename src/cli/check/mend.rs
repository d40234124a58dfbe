//! `--fix` and `--diff`: fixes of the findings that are shown, in the files.

use super::{
    format::Audience,
    review::{Reviewed, ReviewedFile},
    rule_files::STDIN_NAME,
};
use crate::{
    cli::{
        error::CommandError,
        exit::ExitStatus,
        output::{Output, finish},
    },
    diagnostic::{Fix, SourceText},
    io::{atomic_file::rewrite, input::read_input},
    lint::fix,
    report::unified_diff,
};
use std::{collections::HashMap, io::Write, path::Path, sync::Arc};

/// No file that is mended is larger.
const LARGEST_FILE_BYTES: u64 = 64 << 20;

/// What is done with fixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mending {
    /// They are written into the files.
    Write,
    /// They are only shown.
    Show,
}

/// How much is wrong with a text, given with the name of its file: fixes must not make that more.
pub(super) type Soundness<'a> = &'a dyn Fn(&str, &[u8]) -> usize;

/// A text with the findings in it that can be fixed, each by the numbers of its file and of itself.
struct Patient {
    source: Arc<SourceText>,
    findings: Vec<(usize, usize)>,
}

/// Puts the fixes into the files, and takes the findings that are mended away. The status is that of the fixing alone.
pub(super) fn mend(
    files: &mut [ReviewedFile],
    mending: Mending,
    soundness: Soundness<'_>,
    audience: Audience,
    output: &Output,
) -> Result<ExitStatus, CommandError> {
    let (mut fixed, mut left, mut changed, mut failed) = (0, 0, 0, false);
    let mut done: Vec<(usize, usize)> = Vec::new();
    for Patient { source, findings } in patients(files, mending) {
        let of = |&(file, number): &(usize, usize)| -> Option<&Fix> {
            files.get(file)?.findings.get(number)?.diagnostic.fix.as_ref()
        };
        let fixes: Vec<&Fix> = findings.iter().filter_map(of).collect();
        match mend_text(&source, &fixes, mending, soundness, audience, output)? {
            Ok(applied) => {
                let count = applied.iter().filter(|applied| **applied).count();
                fixed += count;
                left += applied.len() - count;
                changed += usize::from(count > 0);
                done.extend(findings.into_iter().zip(applied).filter(|(_, applied)| *applied).map(|(place, _)| place));
            }
            Err(reason) => {
                failed = true;
                writeln!(output.stderr(), "error: {} is left as it is: {reason}", source.name())?;
            }
        }
    }
    if mending == Mending::Write {
        done.sort_unstable();
        for (file, number) in done.into_iter().rev() {
            if let Some(file) = files.get_mut(file) {
                file.findings.remove(number);
            }
        }
    }
    let verb = if mending == Mending::Write { "fixed" } else { "would fix" };
    let mut stderr = output.stderr();
    writeln!(stderr, "{verb} {} in {}", counted(fixed, "finding"), counted(changed, "file"))?;
    if left > 0 {
        let them = if left == 1 { "it overlaps a fix" } else { "they overlap fixes" };
        writeln!(stderr, "{} more can be fixed by another run: {them} of this one", counted(left, "finding"))?;
    }
    Ok(match (failed, mending) {
        (true, _) => ExitStatus::Failed,
        (false, Mending::Show) if fixed > 0 => ExitStatus::Findings,
        (false, _) => ExitStatus::Success,
    })
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// The texts that have fixes, in the order in which they come; standard input also without any, as its text is asked for.
fn patients(files: &[ReviewedFile], mending: Mending) -> Vec<Patient> {
    let mut patients: Vec<Patient> = Vec::new();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for (file, of_file) in files.iter().enumerate() {
        if mending == Mending::Write && of_file.source.name() == STDIN_NAME {
            numbers.insert(STDIN_NAME.into(), patients.len());
            patients.push(Patient { source: Arc::clone(&of_file.source), findings: Vec::new() });
        }
        for (number, Reviewed { diagnostic, .. }) in of_file.findings.iter().enumerate() {
            let Some(edit) = diagnostic.fix.as_ref().and_then(|fix| fix.edits.first()) else { continue };
            let source = &edit.place.source;
            let index = *numbers.entry(source.name().to_owned()).or_insert_with(|| {
                patients.push(Patient { source: Arc::clone(source), findings: Vec::new() });
                patients.len() - 1
            });
            if let Some(patient) = patients.get_mut(index) {
                patient.findings.push((file, number));
            }
        }
    }
    patients
}

/// Which of the fixes are in the text now, or why none is.
fn mend_text(
    source: &SourceText,
    fixes: &[&Fix],
    mending: Mending,
    soundness: Soundness<'_>,
    audience: Audience,
    output: &Output,
) -> Result<Result<Vec<bool>, String>, CommandError> {
    let is_stdin = source.name() == STDIN_NAME;
    let path = Path::new(source.name());
    let written = match is_stdin {
        true => source.bytes().to_vec(),
        false => match read_input(path, LARGEST_FILE_BYTES) {
            Ok(written) => written,
            Err(error) => return Ok(Err(error.to_string())),
        },
    };
    let (mark, body) = match written.strip_prefix(BYTE_ORDER_MARK) {
        Some(body) if source.bytes().len() == body.len() => (BYTE_ORDER_MARK, body),
        _ => (&[][..], written.as_slice()),
    };
    if !is_same(body, source.bytes()) {
        return Ok(Err("it is not what was checked: it has changed meanwhile, or is not in UTF-8".into()));
    }
    let fixed = fix::apply(body, fixes);
    if soundness(source.name(), &fixed.text) > soundness(source.name(), body) {
        return Ok(Err("the fixes would break it; please report this".into()));
    }
    if mending == Mending::Write && !is_stdin {
        if let Err(error) = rewrite(path, &[mark, &fixed.text].concat()) {
            return Ok(Err(error.to_string()));
        }
    }
    // What programs get on stdout is their report.
    if !matches!(audience, Audience::Machine(_)) {
        let mut out = output.stdout();
        match is_stdin && mending == Mending::Write {
            true => out.write_all(&fixed.text)?,
            false => unified_diff::write(&mut out, source.name(), body, &fixed.text, output.stdout_style())?,
        }
        finish(out)?;
    }
    Ok(Ok(fixed.applied))
}

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Whether the bytes are those that were checked. Of those, secrets were covered with stars.
fn is_same(written: &[u8], checked: &[u8]) -> bool {
    written.len() == checked.len()
        && written.iter().zip(checked).all(|(written, checked)| written == checked || *checked == b'*')
}
