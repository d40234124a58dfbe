//! `sigv4`: requests signed for Amazon.

use super::{
    Secret,
    decode::{Checks, Section, section},
};

section! {
    /// As whom requests are signed.
    pub struct SigV4 {
        region: String,
        access_key: String,
        secret_key: Secret,
        profile: String,
        role_arn: String,
        external_id: String,
        use_fips_sts_endpoint: bool,
        service_name: String,
    }
}

impl Section for SigV4 {
    const GO_NAME: &'static str = "sigv4.SigV4Config";
    const GO_FIELDS: &'static str = "sigv4.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        if self.access_key.is_empty() != self.secret_key.is_empty() {
            let field = if self.access_key.is_empty() { "secret_key" } else { "access_key" };
            let message =
                "must provide a AWS SigV4 Access key and Secret Key if credentials are specified in the SigV4 config";
            checks.error(field, message);
        }
        if !self.external_id.is_empty() && self.role_arn.is_empty() {
            checks.error("external_id", "external_id can only be used with role_arn");
        }
    }
}
