//! The formats that a scrape offers, and how names are escaped in them.

use super::decode::{Decode, Decoder, Located, ValidationScheme};
use crate::{golang::quote::quote, yaml::NodeId};

/// The name of a format, not yet checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScrapeProtocol(pub String);

/// The names of the formats, sorted.
const KNOWN: [&str; 5] =
    ["OpenMetricsText0.0.1", "OpenMetricsText1.0.0", "PrometheusProto", "PrometheusText0.0.4", "PrometheusText1.0.0"];

impl Decode for ScrapeProtocol {
    fn go_type() -> String {
        "config.ScrapeProtocol".into()
    }

    fn null() -> ScrapeProtocol {
        ScrapeProtocol::default()
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<ScrapeProtocol> {
        decoder.text(node, "config.ScrapeProtocol").map(|text| ScrapeProtocol(text.into()))
    }
}

/// A list of formats, for which it matters whether it is there.
pub(super) type ScrapeProtocols = Option<ProtocolList>;

/// Formats, the most wanted first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProtocolList(pub Vec<Located<ScrapeProtocol>>);

impl Decode for ProtocolList {
    fn go_type() -> String {
        "[]config.ScrapeProtocol".into()
    }

    fn null() -> ProtocolList {
        ProtocolList::default()
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<ProtocolList> {
        Vec::decode(node, decoder).map(ProtocolList)
    }
}

impl ProtocolList {
    /// Prometheus' rules; the error is its text, and the number of the item to blame, if it is one.
    pub(super) fn check(&self) -> Result<(), (String, Option<usize>)> {
        if self.0.is_empty() {
            return Err(("scrape_protocols cannot be empty".into(), None));
        }
        for (index, protocol) in self.0.iter().enumerate() {
            let is_same = |other: &Located<ScrapeProtocol>| other.0.to_lowercase() == protocol.0.to_lowercase();
            if self.0[..index].iter().any(is_same) {
                let all: Vec<&str> = self.0.iter().map(|protocol| protocol.0.as_str()).collect();
                let message = format!("duplicated protocol in scrape_protocols, got [{}]", all.join(" "));
                return Err((message, Some(index)));
            }
            protocol.check().map_err(|message| (format!("scrape_protocols: {message}"), Some(index)))?;
        }
        Ok(())
    }
}

impl ScrapeProtocol {
    /// Whether there is such a format.
    pub(super) fn check(&self) -> Result<(), String> {
        match KNOWN.contains(&self.0.as_str()) {
            true => Ok(()),
            false => Err(format!("unknown scrape protocol {}, supported: [{}]", self.0, KNOWN.join(" "))),
        }
    }
}

/// The ways to escape names that the charset does not allow.
const ESCAPING: [&str; 4] = ["allow-utf-8", "underscores", "dots", "values"];

/// The way of escaping that goes with a scheme when nothing is said.
pub(super) fn default_escaping(scheme: ValidationScheme) -> &'static str {
    match scheme {
        ValidationScheme::Legacy => "underscores",
        _ => "allow-utf-8",
    }
}

/// Whether there is such a way of escaping; `owner` is whose it is.
pub(super) fn check_escaping(escaping: &str, owner: &str) -> Result<(), String> {
    if ESCAPING.contains(&escaping) {
        return Ok(());
    }
    let [first, second, third, last] = ESCAPING;
    let shown = quote(escaping.as_bytes());
    Err(format!(
        "unknown {owner} name escaping method specified, must be one of '{first}', '{second}', '{third}', or '{last}', got \
         {shown}"
    ))
}
