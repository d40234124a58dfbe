//! `azure_sd_configs`: virtual machines of Azure.

use crate::{
    config::{
        HttpClientConfig, Secret,
        decode::{Checks, Duration, Section, section},
    },
    golang::quote::quote,
};

section! {
    /// Where and as whom to ask Azure for virtual machines.
    pub struct Azure {
        environment: String = "AzurePublicCloud".into(),
        port: i64 = 80,
        subscription_id: String,
        tenant_id: String,
        client_id: String,
        client_secret: Secret,
        refresh_interval: Duration = Duration::minutes(5),
        authentication_method: String = "OAuth".into(),
        resource_group: String,
    }
    inline http: HttpClientConfig
}

impl Section for Azure {
    const GO_NAME: &'static str = "azure.SDConfig";
    const GO_FIELDS: &'static str = "azure.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        let missing = |name: &str| format!("azure SD configuration requires a {name}");
        checks.ensure(!self.subscription_id.is_empty(), "subscription_id", missing("subscription_id"));
        if self.authentication_method == "OAuth" {
            checks.ensure(!self.tenant_id.is_empty(), "tenant_id", missing("tenant_id"));
            checks.ensure(!self.client_id.is_empty(), "client_id", missing("client_id"));
            checks.ensure(!self.client_secret.is_empty(), "client_secret", missing("client_secret"));
        } else if !["ManagedIdentity", "SDK", "WorkloadIdentity"].contains(&self.authentication_method.as_str()) {
            let shown = quote(self.authentication_method.as_bytes());
            let supported = r#""OAuth", "ManagedIdentity", "SDK" or "WorkloadIdentity""#;
            let message = format!("unknown authentication_type {shown}. Supported types are {supported}");
            checks.error("authentication_method", message);
        }
        checks.run(&mut self.http);
    }
}
