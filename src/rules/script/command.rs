//! What a script consists of, with everything read and checked that can be before it runs.

use crate::{
    golang::regex::SearchRegex,
    model::{labels::Labels, sample::Timestamp},
    promql::{SequenceValue, ast::Expr},
};

/// One command of a script.
#[derive(Clone, Debug)]
pub(super) enum Command {
    /// Adds samples to the storage.
    Load(Load),
    /// Empties the storage.
    Clear,
    /// Evaluates an expression and compares the result.
    Eval(Box<Eval>),
}

/// `load`: series with one value an interval from time 0 on.
#[derive(Clone, Debug)]
pub(super) struct Load {
    /// Line of the command.
    pub(super) line: usize,
    /// Milliseconds between values.
    pub(super) interval: i64,
    /// Whether classic histograms are loaded as native ones too.
    pub(super) with_custom_buckets: bool,
    /// The series, each label set once.
    pub(super) series: Vec<LoadedSeries>,
}

/// A series of a `load`.
#[derive(Clone, Debug)]
pub(super) struct LoadedSeries {
    /// Labels, the metric's name included.
    pub(super) labels: Labels,
    /// The values in order.
    pub(super) values: Vec<SequenceValue>,
    /// Start timestamps relative to the samples' times, in milliseconds; empty when there was no `@st` line.
    pub(super) start_offsets: Vec<Option<i64>>,
}

/// `eval`: an expression, when to evaluate it, and what should come out.
#[derive(Clone, Debug)]
pub(super) struct Eval {
    /// Line of the command.
    pub(super) line: usize,
    /// The expression as written.
    pub(super) text: String,
    /// The same, parsed.
    pub(super) expression: Expr,
    /// When.
    pub(super) times: Times,
    /// What is expected of annotations, errors and order.
    pub(super) demands: Demands,
    /// What is expected as result.
    pub(super) expected: Expected,
}

/// When an expression is evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Times {
    /// At one time.
    Instant(Timestamp),
    /// Over a range.
    Range(Grid),
}

/// Times a step apart, the last one included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Grid {
    /// First time.
    pub(super) start: Timestamp,
    /// Last time.
    pub(super) end: Timestamp,
    /// Milliseconds between them.
    pub(super) step: i64,
}

/// How a message must look.
#[derive(Clone, Debug)]
pub(super) enum Pattern {
    /// Any will do.
    Any,
    /// Exactly this.
    Message(String),
    /// This expression occurs in it.
    Regex {
        /// As written.
        text: String,
        /// The same, compiled.
        regex: SearchRegex,
    },
}

/// The `expect` lines of an evaluation that are not about values, and the suffixes of `eval` that they replace.
#[derive(Clone, Debug, Default)]
pub(super) struct Demands {
    /// `expect fail`, or the lines below `eval_fail`: the error must match all of them.
    pub(super) fail: Vec<Pattern>,
    /// `expect warn`: each must match a warning, and each warning one of them.
    pub(super) warn: Vec<Pattern>,
    /// `expect info`, likewise.
    pub(super) info: Vec<Pattern>,
    /// `expect no_warn`.
    pub(super) no_warn: bool,
    /// `expect no_info`.
    pub(super) no_info: bool,
    /// `expect ordered`: the series must come in the order of the script.
    pub(super) ordered: bool,
    /// `eval_fail`: the evaluation must fail, whatever it says.
    pub(super) some_failure: bool,
    /// `eval_warn`: there must be a warning, whatever it says.
    pub(super) some_warning: bool,
    /// `eval_info`: there must be an info, whatever it says.
    pub(super) some_info: bool,
}

impl Demands {
    /// Whether the evaluation must fail.
    pub(super) fn must_fail(&self) -> bool {
        self.some_failure || !self.fail.is_empty()
    }
}

/// What is expected as result.
#[derive(Clone, Debug)]
pub(super) enum Expected {
    /// A scalar.
    Scalar(f64),
    /// A string literal.
    String(String),
    /// Series, each label set once, in the order of the script; none if nothing was written.
    Series {
        /// The series and their values.
        series: Vec<(Labels, Vec<SequenceValue>)>,
        /// `expect range vector`: the times of an instant query's range vector.
        range_vector: Option<Grid>,
    },
}
