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

/// Why a page cannot be read: as a finding, and in promtool's words.
type Failure = (Diagnostic, String);

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
    pub(super) fn open(location: &str) -> Result<Page, Failure> {
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
    ) -> Result<Result<Page, Failure>, CommandError> {
        let options = ConnectionOptions {
            http_config_file: http.config_file.clone(),
            headers: http.headers.clone(),
            ..ConnectionOptions::new(url)
        };
        let options = options.with_environment(|name| std::env::var(name).ok());
        let client = options.and_then(|options| Client::new(&options)).map_err(remote_failure)?;
        let page = client.page(format.accept()).map_err(|error| {
            let message = error.to_string();
            let diagnostic = error.hint().into_iter().fold(failure(&message), Diagnostic::hinted);
            (diagnostic, message)
        });
        Ok(page.map(|page| Page { bytes: Box::new(Cursor::new(page.body)), content_type: page.content_type }))
    }

    /// Reads the whole page, called `name`.
    pub(super) fn read(
        &mut self,
        format: PageFormat,
        name: &str,
        options: ClassicOptions,
    ) -> Result<Vec<ClassicFamily>, Failure> {
        match format.of(&self.content_type) {
            PageFormat::Openmetrics => {
                let mut bytes = Vec::new();
                self.bytes.read_to_end(&mut bytes).map_err(|error| unreadable(name, &error))?;
                classic::read_openmetrics(&bytes, options)
                    .map_err(|error| (exposition_error(&error, &bytes, name), error.to_string()))
            }
            PageFormat::Protobuf => read_classic(&mut self.bytes).map_err(|error| match &error {
                ProtobufError::Input(error) => unreadable(name, error),
                _ => (failure(error.to_string()), error.to_string()),
            }),
            PageFormat::Auto | PageFormat::Text => {
                classic::read(&mut self.bytes, options).map_err(|error| match &error {
                    ClassicError::Syntax(wrong) => (fault(wrong, name), error.to_string()),
                    ClassicError::Read(error) => unreadable(name, error),
                })
            }
        }
    }
}

fn unreadable(name: &str, error: &io::Error) -> Failure {
    let message = format!("cannot read {name}: {}", error_text(error));
    (failure(&message), message)
}
