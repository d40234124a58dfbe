//! All commands of a script, one after the other.

use super::{
    command::{Command, Eval},
    error::ScriptError,
    evaluate::{Failure, evaluate},
    parse::parse,
    storage::Storage,
};
use crate::engine::Options;

/// What came of a script.
#[derive(Clone, Debug, Default)]
pub struct ScriptOutcome {
    /// The evaluations in order, without those that were not wanted.
    pub evals: Vec<EvalOutcome>,
    /// Why the script ended early, if it did: nothing ran if it does not parse, nothing after a `load` that failed.
    pub error: Option<ScriptError>,
}

/// What came of one `eval`, its other ways of asking included.
#[derive(Clone, Debug)]
pub struct EvalOutcome {
    /// One-based line of the command.
    pub line: usize,
    /// The expression as written.
    pub expression: String,
    /// How it failed; `None` if it passed.
    pub failure: Option<Failure>,
}

impl ScriptOutcome {
    /// Evaluations that passed.
    pub fn passed(&self) -> usize {
        self.evals.iter().filter(|eval| eval.failure.is_none()).count()
    }

    /// Evaluations that failed, and one for a script that ended early.
    pub fn failed(&self) -> usize {
        self.evals.len() - self.passed() + usize::from(self.error.is_some())
    }
}

/// Runs a script. Only the evaluations whose expression `wanted` accepts are run; a failed one does not end the script.
pub fn run_script(text: &str, wanted: impl Fn(&str) -> bool) -> ScriptOutcome {
    let commands = match parse(text) {
        Ok(commands) => commands,
        Err(error) => return ScriptOutcome { evals: Vec::new(), error: Some(error) },
    };
    let options = options();
    let mut storage = Storage::default();
    let mut outcome = ScriptOutcome::default();
    for command in &commands {
        match command {
            Command::Clear => storage.clear(),
            Command::Load(load) => {
                if let Err(message) = storage.load(load) {
                    outcome.error = Some(ScriptError { line: load.line, column: 1, message });
                    break;
                }
            }
            Command::Eval(eval) if !wanted(&eval.text) => {}
            Command::Eval(eval) => {
                let Eval { line, text, .. } = &**eval;
                let failure = evaluate(eval, storage.source(), &options).err();
                outcome.evals.push(EvalOutcome { line: *line, expression: text.clone(), failure });
            }
        }
    }
    outcome
}

/// The settings under which Prometheus runs its own scripts.
fn options() -> Options {
    Options { max_samples: 10_000, delayed_name_removal: true, start_timestamps: true, ..Options::default() }
}
