//! `query series` and `query labels` over a directory, beside the endpoints of a server over the same data.

use std::path::Path;

use serde_json::Value;

use crate::{
    peers,
    program::{self, promq},
    server::Server,
};

/// A question about names: a data directory, the matchers, a time range in unix seconds, and the label whose values
/// are asked for; without one the series are.
struct Question {
    data: &'static str,
    matchers: &'static [&'static str],
    start: &'static str,
    end: &'static str,
    label: Option<&'static str>,
}

const fn series(
    data: &'static str,
    matchers: &'static [&'static str],
    start: &'static str,
    end: &'static str,
) -> Question {
    Question { data, matchers, start, end, label: None }
}

const fn labels(
    data: &'static str,
    label: &'static str,
    matchers: &'static [&'static str],
    start: &'static str,
    end: &'static str,
) -> Question {
    Question { data, matchers, start, end, label: Some(label) }
}

const QUESTIONS: &[Question] = &[
    series("om_day_2h", &["http_requests_total"], "1700000000", "1700086400"),
    series("om_day_2h", &["http_requests_total{code=~\"5..\"}", "temperature_celsius"], "1700000000", "1700086400"),
    series("om_day_2h", &["{\"utf8.metric\"}", "odd"], "1700000000", "1700086400"),
    series("om_day_2h", &["odd"], "1700040000", "1700050000"),
    series("om_day_2h", &["nosuch"], "1700000000", "1700086400"),
    series("walonly", &["up", "up{job=\"app\"}"], "1795344725", "1795344928"),
    series("walonly", &["app_queue_size"], "1795344725", "1795344928"),
    series("crashed_ooo", &["late_gauge"], "1795344471", "1795344790"),
    // A window between two samples: a series counts by its chunks.
    series("om_day_2h", &["{__name__=~\".+\"}"], "1700049900", "1700050000"),
    series("compacted_tombstones", &["{__name__=~\".+\"}"], "1795344471", "1795345113"),
    series("crashed_ooo", &["{__name__=~\".+\"}"], "1795344471", "1795344790"),
    series("snapshot", &["{__name__=~\".+\"}"], "1795344725", "1795344909"),
    series("walonly", &["{__name__=~\".+\"}"], "1795344800", "1795344830"),
    labels("om_day_2h", "code", &[], "1700000000", "1700086400"),
    labels("om_day_2h", "__name__", &[], "1700000000", "1700086400"),
    labels("om_day_2h", "zone.name", &[], "1700000000", "1700086400"),
    labels("om_day_2h", "nosuch", &[], "1700000000", "1700086400"),
    labels("om_day_2h", "code", &["http_requests_total{instance=\"i0\"}"], "1700000000", "1700086400"),
    labels("walonly", "job", &[], "1795344725", "1795344928"),
    labels("walonly", "queue", &["app_queue_size"], "1795344725", "1795344928"),
    labels("compacted_tombstones", "__name__", &["{job=\"app\"}"], "1795344471", "1795345113"),
    labels("snapshot", "instance", &[], "1795344725", "1795344909"),
];

#[test]
fn series_and_labels_are_those_of_the_server() {
    let Some(prometheus) = peers::find("prometheus") else {
        return;
    };
    let mut different = Vec::new();
    for data in ["om_day_2h", "walonly", "compacted_tombstones", "crashed_ooo", "snapshot"] {
        let Some(folder) = peers::corpus(&format!("tsdb/{data}")) else {
            return;
        };
        let server = Server::start(&prometheus, &folder);
        for question in QUESTIONS.iter().filter(|question| question.data == data) {
            let theirs: Value = serde_json::from_str(&server.get(&question.path())).expect("JSON of the server");
            for source in [folder.to_str().expect("a path in UTF-8"), &server.url()] {
                let ours = question.ask(source);
                if ours["status"] != theirs["status"] || ours["data"] != theirs["data"] {
                    different.push(format!("{}\n  theirs: {theirs}\n  ours:   {ours}", question.path()));
                }
            }
        }
    }
    assert!(different.is_empty(), "{} differences:\n{}", different.len(), different.join("\n"));
}

impl Question {
    fn path(&self) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.matchers.iter().map(|matcher| ("match[]", matcher)));
        let query = query.append_pair("start", self.start).append_pair("end", self.end).finish();
        match self.label {
            // The API's escape for a name with characters of UTF-8: `U__` and the code point between underscores.
            Some("zone.name") => format!("/api/v1/label/U__zone_2e_name/values?{query}"),
            Some(label) => format!("/api/v1/label/{label}/values?{query}"),
            None => format!("/api/v1/series?{query}"),
        }
    }

    fn ask(&self, source: &str) -> Value {
        let mut arguments = vec!["query", if self.label.is_some() { "labels" } else { "series" }];
        arguments.extend(self.matchers.iter().flat_map(|matcher| ["--match", matcher]));
        arguments.extend(["--start", self.start, "--end", self.end, "-o", "api", source]);
        arguments.extend(self.label);
        let outcome = program::run(promq(), Path::new("."), &arguments, "");
        serde_json::from_str(&outcome.stdout).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {outcome:?}"))
    }
}
