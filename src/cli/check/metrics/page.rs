//! A page of metrics, wherever it comes from and whatever its format.

use crate::{
    cli::{error::CommandError, query::HttpArguments, source::remote_failure},
    diagnostic::Diagnostic,
    exposition::{
        classic::{self, ClassicError, ClassicFamily, ClassicOptions},
        protobuf::{ProtobufError, read_classic},
    },
    golang::system::error_text,
    io::input,
    lint::metrics::{exposition_error, failure, fault},
    remote::{Client, ConnectionOptions},
};
use std::{
    fmt::Display,
    io::{self, Cursor, Read},
    path::Path,
};

/// The format of metrics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum PageFormat {
    /// What a URL says it is, and text for everything else
    #[default]
    Auto,
    /// Prometheus' text format
    Text,
    /// OpenMetrics
    Openmetrics,
    /// Protobuf messages, each after its length
    Protobuf,
}

/// A page that can be read.
pub(super) struct Page {
    bytes: Box<dyn Read + Send>,
    /// What a server called it.
    content_type: String,
}

/// Why a page cannot be read.
pub(super) struct Failure {
    /// As a finding.
    pub(super) diagnostic: Diagnostic,
    /// In promtool's words.
    pub(super) message: String,
}

impl PageFormat {
    /// What to ask a server for; the classic text first, since that is what promtool checks.
    fn accept(self) -> &'static str {
        match self {
            PageFormat::Auto => {
                "text/plain;version=0.0.4;q=0.9,application/openmetrics-text;version=1.0.0;q=0.5,*/*;q=0.1"
            }
            PageFormat::Text => "text/plain;version=0.0.4",
            PageFormat::Openmetrics => "application/openmetrics-text;version=1.0.0,application/openmetrics-text",
            PageFormat::Protobuf => {
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"
            }
        }
    }

    /// The format of a page that a server calls `content_type`.
    fn of(self, content_type: &str) -> PageFormat {
        let media_type = content_type.split(';').next().unwrap_or_default().trim();
        match self {
            PageFormat::Auto if media_type.eq_ignore_ascii_case("application/openmetrics-text") => {
                PageFormat::Openmetrics
            }
            PageFormat::Auto if media_type.eq_ignore_ascii_case("application/vnd.google.protobuf") => {
                PageFormat::Protobuf
            }
            PageFormat::Auto => PageFormat::Text,
            given => given,
        }
    }
}

impl Page {
    /// Opens a file, or standard input for `-`.
    pub(super) fn open(location: &str) -> Result<Page, Box<Failure>> {
        let bytes: Box<dyn Read + Send> = if location == "-" {
            Box::new(io::stdin())
        } else {
            Box::new(input::open(Path::new(location)).map_err(|error| unreadable(location, &error))?)
        };
        Ok(Page { bytes, content_type: String::new() })
    }

    /// Fetches a page. A server that does not answer is a failure of this page; wrong options are one of the command.
    pub(super) fn fetch(
        url: &str,
        format: PageFormat,
        http: &HttpArguments,
    ) -> Result<Result<Page, Box<Failure>>, CommandError> {
        let options = ConnectionOptions {
            http_config_file: http.config_file.clone(),
            headers: http.headers.clone(),
            ..ConnectionOptions::new(url)
        };
        let options = options.with_environment(|name| std::env::var(name).ok());
        let client = options.and_then(|options| Client::new(&options)).map_err(remote_failure)?;
        let page = client.page(format.accept()).map_err(|error| {
            let diagnostic = error.hint().into_iter().fold(failure(error.to_string()), Diagnostic::hinted);
            Failure::new(diagnostic, &error)
        });
        Ok(page.map(|page| Page { bytes: Box::new(Cursor::new(page.body)), content_type: page.content_type }))
    }

    /// Reads the whole page, called `name`.
    pub(super) fn read(
        &mut self,
        format: PageFormat,
        name: &str,
        options: ClassicOptions,
    ) -> Result<Vec<ClassicFamily>, Box<Failure>> {
        match format.of(&self.content_type) {
            PageFormat::Openmetrics => {
                let mut bytes = Vec::new();
                self.bytes.read_to_end(&mut bytes).map_err(|error| unreadable(name, &error))?;
                classic::read_openmetrics(&bytes, options)
                    .map_err(|error| Failure::new(exposition_error(&error, &bytes, name), &error))
            }
            PageFormat::Protobuf => read_classic(&mut self.bytes).map_err(|error| match &error {
                ProtobufError::Input(error) => unreadable(name, error),
                _ => Failure::new(failure(error.to_string()), &error),
            }),
            PageFormat::Auto | PageFormat::Text => {
                classic::read(&mut self.bytes, options).map_err(|error| match &error {
                    ClassicError::Syntax(wrong) => Failure::new(fault(wrong, name), &error),
                    ClassicError::Read(error) => unreadable(name, error),
                })
            }
        }
    }
}

impl Failure {
    fn new(diagnostic: Diagnostic, message: &dyn Display) -> Box<Failure> {
        Box::new(Failure { diagnostic, message: message.to_string() })
    }
}

fn unreadable(name: &str, error: &io::Error) -> Box<Failure> {
    let message = format!("cannot read {name}: {}", error_text(error));
    Failure::new(failure(&message), &message)
}
