//! What each verb sends, and what it makes of a good answer.

use crate::{
    client,
    server::{Server, json, one, reply},
};
use promq::{
    model::{
        annotations::AnnotationLevel,
        labels::Labels,
        value::{QueryValue, SampleValue},
    },
    remote::{Client, ConnectionOptions, Probe, QueryParameters, RangeWindow, SeriesParameters},
};
use std::time::Duration;

#[test]
fn an_instant_query_is_a_form_with_everything_passed_through() {
    let server = Server::start(|_| {
        json(concat!(
            r#"{"status":"success","data":{"resultType":"vector","result":[{"metric":{"a":"é"},"value":[1.5,"NaN"]}],"#,
            r#""stats":{"timings":{"evalTotalTime":0.25,"queryPreparationTime":0.5},"#,
            r#""samples":{"totalQueryableSamples":6,"peakSamples":4}}},"#,
            r#""warnings":["PromQL warning: w (1:2)"],"infos":["PromQL info: i (1:1)"]}"#
        ))
    });
    let parameters = QueryParameters {
        limit: Some(5),
        timeout: Some(Duration::from_millis(1500)),
        lookback_delta: Some(Duration::from_secs(60)),
        stats: Some("all".to_string()),
    };
    let result = client(&format!("{}/prefix/", server.url())).query("a + é", Some(1500), &parameters).unwrap();
    let received = server.last();
    assert_eq!((received.method.as_str(), received.target.as_str()), ("POST", "/prefix/api/v1/query"));
    assert_eq!(received.header("content-type"), "application/x-www-form-urlencoded");
    assert!(received.header("user-agent").starts_with("promq/"));
    assert_eq!(
        received.parameters(),
        ["query=a + é", "time=1.5", "limit=5", "timeout=1.5", "lookback_delta=60", "stats=all"]
    );
    let QueryValue::Vector(samples) = &result.value else { panic!("{result:?}") };
    assert_eq!((samples[0].labels.get("a"), samples[0].timestamp), (Some("é"), 1500));
    assert!(matches!(samples[0].value, SampleValue::Float(value) if value.is_nan()));
    assert_eq!(result.annotations.texts(AnnotationLevel::Warning, ""), ["PromQL warning: w (1:2)"]);
    assert_eq!(result.annotations.texts(AnnotationLevel::Info, ""), ["PromQL info: i (1:1)"]);
    assert_eq!((result.stats.total_queryable_samples, result.stats.peak_samples), (6, 4));
    assert_eq!((result.stats.prepare_seconds, result.stats.evaluate_seconds), (0.5, 0.25));
}

#[test]
fn a_query_without_time_leaves_now_to_the_server() {
    let server = Server::start(|_| one());
    client(&server.url()).query("1", None, &QueryParameters::default()).unwrap();
    assert_eq!(server.last().parameters(), ["query=1"]);
}

#[test]
fn a_range_query_sends_its_window_and_keeps_floats_and_histograms_apart() {
    let server = Server::start(|_| {
        json(concat!(
            r#"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1,"2"],[2,"3"]],"#,
            r#""histograms":[[3,{"count":"4","sum":"5","buckets":[[0,"1","2","4"]]}]]}]}}"#
        ))
    });
    let window = RangeWindow { start: 1000, end: 3500, step: Duration::from_millis(500) };
    let result = client(&server.url()).query_range("x", &window, &QueryParameters::default()).unwrap();
    assert_eq!(server.last().parameters(), ["query=x", "start=1", "end=3.5", "step=0.5"]);
    let QueryValue::Matrix(series) = result.value else { panic!() };
    assert_eq!(series[0].floats, [(1000, 2.0), (2000, 3.0)]);
    assert_eq!((series[0].histograms[0].0, series[0].histograms[0].1.count), (3000, 4.0));
}

#[test]
fn series_labels_and_metadata() {
    let server = Server::start(|request| match request.target.split('?').next().unwrap() {
        "/api/v1/series" => {
            json(r#"{"status":"success","data":[{"__name__":"up","job":"a"},{"z":"1","b":"2"}],"warnings":["cut"]}"#)
        }
        "/api/v1/labels" => json(r#"{"status":"success","data":["__name__","job"]}"#),
        "/api/v1/label/zone.n%20%C3%A9/values" => json(r#"{"status":"success","data":["a\"b"]}"#),
        "/api/v1/label/none/values" => json(r#"{"status":"success","data":null}"#),
        "/api/v1/metadata" => {
            json(r#"{"status":"success","data":{"up":[{"type":"gauge","unit":"","help":"Is it\nup?","more":1}]}}"#)
        }
        _ => reply(404, "text/plain", "404 page not found\n"),
    });
    let client = client(&server.url());
    let parameters = SeriesParameters {
        matchers: vec!["up".to_string(), "{a=~\"b&c\"}".to_string()],
        start: Some(1),
        end: Some(2000),
        limit: Some(7),
    };
    let asked = ["match[]=up", "match[]={a=~\"b&c\"}", "start=0.001", "end=2", "limit=7"];

    let series = client.series(&parameters).unwrap();
    assert_eq!((server.last().method.as_str(), server.last().parameters()), ("POST", asked.map(String::from).to_vec()));
    assert_eq!(
        series.value,
        [Labels::from_pairs([("__name__", "up"), ("job", "a")]), Labels::from_pairs([("b", "2"), ("z", "1")])]
    );
    assert_eq!(series.annotations.texts(AnnotationLevel::Warning, ""), ["cut"]);

    assert_eq!(client.label_names(&parameters).unwrap().value, ["__name__", "job"]);
    assert_eq!(server.last().method, "POST");

    assert_eq!(client.label_values("zone.n é", &parameters).unwrap().value, ["a\"b"]);
    assert_eq!((server.last().method.as_str(), server.last().parameters()), ("GET", asked.map(String::from).to_vec()));
    assert!(client.label_values("none", &SeriesParameters::default()).unwrap().value.is_empty());
    assert_eq!(server.last().target, "/api/v1/label/none/values");

    let metadata = client.metadata(Some("up"), Some(3)).unwrap().value;
    assert_eq!(server.last().target, "/api/v1/metadata?metric=up&limit=3");
    assert_eq!((metadata["up"][0].kind.as_str(), metadata["up"][0].help.as_str()), ("gauge", "Is it\nup?"));
}

#[test]
fn a_refused_post_is_repeated_as_get() {
    for status in [403, 405, 501] {
        let server = Server::start(
            move |request| {
                if request.method == "POST" { reply(status, "text/plain", "no") } else { one() }
            },
        );
        client(&format!("{}/p?tenant=a", server.url())).query("x", Some(0), &QueryParameters::default()).unwrap();
        let received = server.received();
        assert_eq!(received[0].target, "/p/api/v1/query?tenant=a");
        assert_eq!(received[1].target, "/p/api/v1/query?tenant=a&query=x&time=0");
        assert_eq!(received[1].body, "");
    }
}

#[test]
fn probes_return_every_status() {
    let server = Server::start(|request| match request.target.as_str() {
        "/-/healthy" => reply(200, "text/plain", "Healthy.\n"),
        _ => reply(503, "text/plain", "Service Unavailable"),
    });
    let client = client(&server.url());
    assert_eq!(client.probe(Probe::Healthy).unwrap().body, "Healthy.\n");
    assert_eq!(client.probe(Probe::Ready).unwrap().status, 503);
}

#[test]
fn given_headers_are_sent_and_win() {
    let server = Server::start(|_| one());
    let mut options = ConnectionOptions::new(server.url());
    options.headers = vec![("x-scope-orgid".into(), "7".into()), ("Authorization".into(), "Custom abcdef".into())];
    options.bearer_token = Some(promq::config::Secret::new("unused-token"));
    crate::ask(&Client::new(&options).unwrap()).unwrap();
    assert_eq!(server.last().header("x-scope-orgid"), "7");
    assert_eq!(server.last().header("authorization"), "Custom abcdef");
}
