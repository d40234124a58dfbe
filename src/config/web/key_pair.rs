//! Whether a certificate and a key can be read and belong together, in the words of Go's `tls.X509KeyPair`.

use super::pem::{Block, blocks};
use rustls::{
    Error, InconsistentKeys,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer},
    sign::CertifiedKey,
};

/// What is wrong, and in which of the two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// Whether it is the certificate.
    pub(super) is_certificate: bool,
    /// What Go says.
    pub(super) message: String,
}

/// What is wrong with a pair of PEM texts. Nothing of the key is ever named.
pub(super) fn fault(certificate: &[u8], key: &[u8]) -> Option<Fault> {
    let of_certificate = |message: String| Some(Fault { is_certificate: true, message });
    let of_key = |message: String| Some(Fault { is_certificate: false, message });
    let (certificates, others): (Vec<Block>, Vec<Block>) =
        blocks(certificate).into_iter().partition(|block| block.kind == "CERTIFICATE");
    if certificates.is_empty() {
        return of_certificate(match others.as_slice() {
            [] => "tls: failed to find any PEM data in certificate input".into(),
            [only] if only.kind.ends_with("PRIVATE KEY") => {
                "tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs \
                 may have been switched"
                    .into()
            }
            _ => {
                let kinds = kinds(&others);
                format!(
                    "tls: failed to find \"CERTIFICATE\" PEM block in certificate input after skipping PEM blocks of the \
                     following types: {kinds}"
                )
            }
        });
    }
    let mut keys = blocks(key);
    let Some(index) = keys.iter().position(|block| block.kind == "PRIVATE KEY" || block.kind.ends_with(" PRIVATE KEY"))
    else {
        return of_key(match keys.as_slice() {
            [] => "tls: failed to find any PEM data in key input".into(),
            [only] if only.kind == "CERTIFICATE" => {
                "tls: found a certificate rather than a key in the PEM for the private key".into()
            }
            _ => {
                let kinds = kinds(&keys);
                format!(
                    "tls: failed to find PEM block with type ending in \"PRIVATE KEY\" in key input after skipping PEM \
                     blocks of the following types: {kinds}"
                )
            }
        });
    };
    let unreadable = || of_key("tls: failed to parse private key".into());
    let Ok(key) = PrivateKeyDer::try_from(keys.swap_remove(index).content) else { return unreadable() };
    let chain = certificates.into_iter().map(|block| CertificateDer::from(block.content)).collect();
    match CertifiedKey::from_der(chain, key, &ring::default_provider()) {
        Ok(_) | Err(Error::InconsistentKeys(InconsistentKeys::Unknown)) => None,
        Err(Error::InconsistentKeys(_)) => of_key("tls: private key does not match public key".into()),
        Err(Error::InvalidCertificate(_)) => of_certificate("x509: malformed certificate".into()),
        // Go reads a few kinds of keys that cannot be used here; of those nothing is known but that they are keys.
        Err(_) => None,
    }
}

fn kinds(blocks: &[Block]) -> String {
    let kinds: Vec<&str> = blocks.iter().map(|block| block.kind.as_str()).collect();
    format!("[{}]", kinds.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(name: &str) -> (String, String) {
        let made = rcgen::generate_simple_self_signed([name.to_owned()]).expect("a certificate can be made");
        (made.cert.pem(), made.signing_key.serialize_pem())
    }

    fn message(certificate: &str, key: &str) -> Option<String> {
        fault(certificate.as_bytes(), key.as_bytes()).map(|fault| fault.message)
    }

    #[test]
    fn pairs_have_to_belong_together() {
        let ((certificate, key), (_, other)) = (pair("a"), pair("b"));
        assert_eq!(message(&certificate, &key), None);
        assert_eq!(message(&certificate, &other).as_deref(), Some("tls: private key does not match public key"));
        let switched = message(&key, &certificate).expect("they are switched");
        assert!(switched.ends_with("PEM inputs may have been switched"), "{switched}");
        let twice = message(&certificate, &certificate).expect("there is no key");
        assert!(twice.starts_with("tls: found a certificate rather than a key"), "{twice}");
        assert_eq!(message("x", &key).as_deref(), Some("tls: failed to find any PEM data in certificate input"));
        assert_eq!(message(&certificate, "x").as_deref(), Some("tls: failed to find any PEM data in key input"));
        let broken = "-----BEGIN PRIVATE KEY-----\nAQID\n-----END PRIVATE KEY-----\n";
        assert_eq!(message(&certificate, broken).as_deref(), Some("tls: failed to parse private key"));
    }
}
