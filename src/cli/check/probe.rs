//! What `check healthy` and `check ready` have in common.
//!
//! ```text
//!   SUCCESS:  Prometheus Server is Healthy.
//! check failed: URL=http://localhost:9090, status=503
//! ```

use super::format::{self, Audience, FormatArguments};
use crate::{
    cli::{error::CommandError, exit::ExitStatus, output::Output, query::HttpArguments, source::remote_failure},
    diagnostic::Diagnostic,
    remote::{Client, ConnectionOptions, Probe, server_url},
    report::diagnostics::{CheckedFile, Report},
};
use std::io::Write;

/// Where promtool looks unless told otherwise.
const DEFAULT_URL: &str = "http://localhost:9090";

#[derive(Debug, clap::Args)]
pub(super) struct ProbeArguments {
    /// The URL of the server
    #[arg(long, value_name = "URL", default_value = DEFAULT_URL, env = "PROMQ_URL", hide_env_values = true)]
    url: String,

    #[command(flatten)]
    format: FormatArguments,

    #[command(flatten)]
    http: HttpArguments,
}

/// Asks the server, and says what it answered.
pub(super) fn run(arguments: &ProbeArguments, probe: Probe, output: &Output) -> Result<ExitStatus, CommandError> {
    let options = ConnectionOptions {
        http_config_file: arguments.http.config_file.clone(),
        headers: arguments.http.headers.clone(),
        ..ConnectionOptions::new(&arguments.url)
    };
    let options = options.with_environment(|name| std::env::var(name).ok()).map_err(remote_failure)?;
    let client = Client::new(&options).map_err(remote_failure)?;
    let audience = arguments.format.audience(output);
    let asked = match client.probe(probe) {
        Err(error) if audience == Audience::Promtool => return Err(CommandError::text(error)),
        Err(error) if audience == Audience::People => return Err(remote_failure(error)),
        asked => asked,
    };
    let failure = match &asked {
        Ok(result) if result.status == 200 => None,
        Ok(result) => {
            Some(format!("check failed: URL={}, status={}", shown_url(&arguments.url, &client), result.status))
        }
        Err(error) => Some(error.to_string()),
    };
    let (command, code) = match probe {
        Probe::Healthy => ("check healthy", "server/unhealthy"),
        Probe::Ready => ("check ready", "server/not-ready"),
    };
    match (audience, &failure, &asked) {
        (Audience::Machine(_), ..) => {
            let diagnostics = failure.iter().map(|text| Diagnostic::error(code, text)).collect();
            let files = [CheckedFile { name: client.shown_url(), diagnostics }];
            format::write(&Report { command, files: &files, explain: &|_| None }, audience, output)?;
        }
        (_, Some(text), _) => writeln!(output.stderr(), "{text}")?,
        (_, None, Ok(result)) => writeln!(output.stderr(), "  SUCCESS:  {}", result.body)?,
        (_, None, Err(_)) => {}
    }
    Ok(if failure.is_none() { ExitStatus::Success } else { ExitStatus::Failed })
}

/// The URL as promtool shows it: as it was given, but with a scheme; and without a password.
fn shown_url(given: &str, client: &Client) -> String {
    match server_url(given) {
        Ok(url) if url.password().is_some() => client.shown_url(),
        _ if given.contains("://") => given.to_owned(),
        _ => format!("http://{given}"),
    }
}
