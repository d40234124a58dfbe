//! TLS: whom the client trusts, which name it asks for, and how it shows its own certificate.

use crate::{
    ask, client, configured, everything,
    server::{Server, one},
    with_config,
};
use promq::remote::Client;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::{
    RootCertStore, ServerConfig,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
    server::WebPkiClientVerifier,
};
use std::sync::Arc;

/// An authority with its files, and a server certified by it for the name `prometheus.example`.
struct Setting {
    directory: tempfile::TempDir,
    server: Server,
}

fn setting(asks_for_certificate: bool) -> Setting {
    drop(rustls::crypto::ring::default_provider().install_default());
    let directory = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| std::fs::write(directory.path().join(name), text).unwrap();

    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    write("ca.pem", authority.pem());

    let client_key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["client".to_string()]).unwrap();
    write("client.pem", params.signed_by(&client_key, &authority).unwrap().pem());
    write("client.key", client_key.serialize_pem());

    let server_key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["prometheus.example".to_string()]).unwrap();
    let certificate = params.signed_by(&server_key, &authority).unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(authority.der().clone()).unwrap();
    let builder = ServerConfig::builder();
    let builder = if asks_for_certificate {
        builder.with_client_cert_verifier(WebPkiClientVerifier::builder(Arc::new(roots)).build().unwrap())
    } else {
        builder.with_no_client_auth()
    };
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(server_key.serialize_der()));
    let config = builder.with_single_cert(vec![certificate.der().clone()], key).unwrap();
    Setting { server: Server::start_tls(Arc::new(config), |_| one()), directory }
}

impl Setting {
    fn url(&self) -> String {
        format!("https://127.0.0.1:{}", self.server.port)
    }

    fn outcome(&self, tls_config: &str) -> Result<(), String> {
        let client = configured(&self.url(), &self.directory, &format!("tls_config: {{{tls_config}}}"));
        ask(&client).map_err(|error| error.to_string())
    }
}

#[test]
fn an_unknown_authority_is_refused_with_advice() {
    let setting = setting(false);
    let error = ask(&configured(&setting.url(), &setting.directory, "")).unwrap_err();
    let text = "tls: failed to verify certificate: x509: certificate signed by unknown authority";
    assert_eq!(error.to_string(), format!("Post \"{}/api/v1/query\": {text}", setting.url()));
    assert!(error.hint().unwrap().contains("ca_file"));
}

#[test]
fn a_known_authority_still_must_have_certified_the_name() {
    let setting = setting(false);
    let error = setting.outcome("ca_file: ca.pem").unwrap_err();
    assert!(error.contains("x509: certificate is valid for prometheus.example, not 127.0.0.1"), "{error}");
    let error = setting.outcome("ca_file: ca.pem, server_name: other.example").unwrap_err();
    assert!(error.contains("x509: certificate is valid for prometheus.example, not other.example"), "{error}");

    setting.outcome("ca_file: ca.pem, server_name: prometheus.example").unwrap();
    assert_eq!(setting.server.last().header("host"), format!("127.0.0.1:{}", setting.server.port));
    setting.outcome("insecure_skip_verify: true").unwrap();
    setting.outcome("insecure_skip_verify: true, min_version: TLS13").unwrap();
    setting.outcome("insecure_skip_verify: true, min_version: TLS10, max_version: TLS12").unwrap();
}

#[test]
fn a_client_shows_its_certificate() {
    let setting = setting(true);
    let trusting = "ca_file: ca.pem, server_name: prometheus.example";
    let error = setting.outcome(trusting).unwrap_err();
    assert!(error.contains("tls: the server answered with alert CertificateRequired"), "{error}");
    setting.outcome(&format!("{trusting}, cert_file: client.pem, key_file: client.key")).unwrap();
}

#[test]
fn bad_settings_are_refused_before_the_first_request() {
    let setting = setting(false);
    std::fs::write(setting.directory.path().join("not.pem"), "nothing").unwrap();
    let path = |name: &str| setting.directory.path().join(name).display().to_string();
    let cases = [
        (
            "ca_file: missing.pem",
            format!("unable to read CA cert: unable to read file {}: no such file or directory", path("missing.pem")),
        ),
        ("ca_file: not.pem", format!("unable to use specified CA cert file {}", path("not.pem"))),
        ("ca: nothing", "unable to use specified CA cert inline".to_string()),
        ("ca_ref: name", "cannot use secret ref without manager".to_string()),
        (
            "min_version: TLS13, max_version: TLS12",
            "tls_config.max_version must be greater than or equal to tls_config.min_version if both are specified"
                .to_string(),
        ),
        (
            "max_version: TLS11",
            "tls_config.max_version allows only TLS 1.1 and older, and promq speaks TLS 1.2 and 1.3".to_string(),
        ),
    ];
    for (tls_config, text) in cases {
        let options = with_config(&setting.url(), &setting.directory, &format!("tls_config: {{{tls_config}}}"));
        let error = Client::new(&options).err().unwrap();
        assert_eq!(error.to_string(), format!("Failed to create a new HTTP round tripper: {text}"));
    }
    let options =
        with_config(&setting.url(), &setting.directory, "tls_config: {cert_file: client.pem, key_file: not.pem}");
    let error = Client::new(&options).err().unwrap();
    assert!(error.to_string().contains("unable to use specified client cert (file "), "{error}");
    assert!(!everything(&error).contains("BEGIN"), "{error:?}");
}

#[test]
fn the_wrong_scheme_is_recognised() {
    let plain = Server::start(|_| one());
    let error = ask(&client(&format!("https://127.0.0.1:{}", plain.port))).unwrap_err();
    assert!(error.to_string().ends_with("tls: first record does not look like a TLS handshake"), "{error}");
    assert!(error.hint().unwrap().contains("http://"));
}
