//! `azuread`: remote write to Azure, and as whom.

use super::{
    Secret,
    decode::{Checks, Section, section, unchecked},
    uuid::is_uuid,
};

section! {
    /// As whom to write; exactly one of the ways must be given.
    pub struct AzureAd {
        cloud: String,
        scope: String,
        managed_identity: Option<ManagedIdentity>,
        workload_identity: Option<WorkloadIdentity>,
        oauth: Option<AzureOAuth>,
        sdk: Option<AzureSdk>,
        certificate: Option<AzureCertificate>,
    }
}

section! {
    /// An identity that Azure gives to the machine.
    pub struct ManagedIdentity {
        client_id: String,
    }
}

section! {
    /// An identity that Kubernetes gives to the pod.
    pub struct WorkloadIdentity {
        client_id: String,
        tenant_id: String,
        token_file_path: String,
    }
}

section! {
    /// An application with a secret.
    pub struct AzureOAuth {
        client_id: String,
        client_secret: Secret,
        tenant_id: String,
    }
}

section! {
    /// Whatever Azure's library finds.
    pub struct AzureSdk {
        tenant_id: String,
    }
}

section! {
    /// An application with a certificate.
    pub struct AzureCertificate {
        client_id: String,
        tenant_id: String,
        certificate_path: String,
        certificate_key_path: String,
        certificate_password: Secret,
        send_certificate_chain: bool,
    }
}

unchecked! {
    ManagedIdentity: "azuread.ManagedIdentityConfig", "azuread.ManagedIdentityConfig";
    WorkloadIdentity: "azuread.WorkloadIdentityConfig", "azuread.WorkloadIdentityConfig";
    AzureOAuth: "azuread.OAuthConfig", "azuread.OAuthConfig";
    AzureSdk: "azuread.SDKConfig", "azuread.SDKConfig";
    AzureCertificate: "azuread.CertificateConfig", "azuread.CertificateConfig";
}

impl Section for AzureAd {
    const GO_NAME: &'static str = "azuread.AzureADConfig";
    const GO_FIELDS: &'static str = "azuread.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        if self.cloud.is_empty() {
            self.cloud = "AzurePublic".into();
        }
        let clouds = ["AzurePublic", "AzureGovernment", "AzureChina"];
        let has_cloud = clouds.contains(&self.cloud.as_str());
        checks.ensure(has_cloud, "cloud", "must provide a cloud in the Azure AD config");
        let ways = [
            ("managed_identity", self.managed_identity.is_some()),
            ("workload_identity", self.workload_identity.is_some()),
            ("oauth", self.oauth.is_some()),
            ("certificate", self.certificate.is_some()),
            ("sdk", self.sdk.is_some()),
        ];
        if !ways.iter().any(|(_, is_given)| *is_given) {
            let message = "must provide an Azure Managed Identity, Azure Workload Identity, Azure OAuth, Azure Certificate \
                           or Azure SDK in the Azure AD config";
            checks.error("managed_identity", message);
        }
        checks.at_most_one(&ways, "cannot provide multiple authentication methods in the Azure AD config");
        if let Some(identity) = &self.managed_identity
            && !identity.client_id.is_empty()
        {
            let mut checks = checks.within(&identity.origin);
            check_client_id(&identity.client_id, "Managed Identity", &mut checks);
        }
        if let Some(identity) = &self.workload_identity {
            let mut checks = checks.within(&identity.origin);
            let fields = [("client_id", identity.client_id.as_str()), ("tenant_id", &identity.tenant_id)];
            check_given("Workload Identity", &fields, &mut checks);
            if fields.iter().all(|(_, value)| !value.is_empty()) {
                check_client_id(&identity.client_id, "Workload Identity", &mut checks);
                let message = "the provided Azure Workload Identity tenant_id is invalid";
                checks.ensure(is_uuid(&identity.tenant_id), "tenant_id", message);
            }
        }
        if let Some(oauth) = &self.oauth {
            let mut checks = checks.within(&oauth.origin);
            let fields = [
                ("client_id", oauth.client_id.as_str()),
                ("client_secret", oauth.client_secret.expose()),
                ("tenant_id", &oauth.tenant_id),
            ];
            check_given("OAuth", &fields, &mut checks);
            if !oauth.client_id.is_empty() {
                check_client_id(&oauth.client_id, "OAuth", &mut checks);
            }
        }
        if let Some(certificate) = &self.certificate {
            let mut checks = checks.within(&certificate.origin);
            let fields = [
                ("client_id", certificate.client_id.as_str()),
                ("tenant_id", &certificate.tenant_id),
                ("certificate_path", &certificate.certificate_path),
            ];
            check_given("Certificate", &fields, &mut checks);
            if !certificate.client_id.is_empty() {
                check_client_id(&certificate.client_id, "Certificate", &mut checks);
            }
        }
        let allowed = |rune: char| rune.is_ascii_alphanumeric() || rune.is_ascii_whitespace() || "_:/.-".contains(rune);
        checks.ensure(self.scope.chars().all(allowed), "scope", "the provided scope contains invalid characters");
    }
}

fn check_given(way: &str, fields: &[(&str, &str)], checks: &mut Checks<'_>) {
    for (name, value) in fields {
        let message = format!("must provide an Azure {way} {name} in the Azure AD config");
        checks.ensure(!value.is_empty(), name, message);
    }
}

fn check_client_id(client_id: &str, way: &str, checks: &mut Checks<'_>) {
    let message = format!("the provided Azure {way} client_id is invalid");
    checks.ensure(is_uuid(client_id), "client_id", message);
}
