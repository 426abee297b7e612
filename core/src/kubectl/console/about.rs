//! `kubectl version`, `cluster-info` and `config`: what kubectl and the cluster are.
//!
//! Models `kubectl/pkg/cmd/{version,clusterinfo,config}`.

use super::failure::Failure;
use super::output::{Format, Forms};
use super::verb::{Console, Outcome};
use serde_json::json;

/// The Kubernetes whose behaviour is simulated.
const KUBERNETES: &str = "v1.36.2";
const KUSTOMIZE: &str = "v5.8.1";

/// Runs `version`.
pub(super) fn version(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    console.takes_no_arguments()?;
    let client_only = console.flags.is_on("client");
    let text = match console.flags.value("output") {
        "" => {
            let server = if client_only {
                String::new()
            } else {
                format!("Server Version: {KUBERNETES}\n")
            };
            format!("Client Version: {KUBERNETES}\nKustomize Version: {KUSTOMIZE}\n{server}")
        }
        "json" | "yaml" => {
            let version = json!({ "gitVersion": KUBERNETES, "major": "1", "minor": "36", "platform": "linux/amd64" });
            let mut object = json!({ "clientVersion": version, "kustomizeVersion": KUSTOMIZE });
            if !client_only {
                object["serverVersion"] = version;
            }
            match Format::read(&console.flags, Forms::Plain)? {
                Some(format) => format.print(&object)?,
                None => String::new(),
            }
        }
        _ => return Err(Failure::error("--output must be 'yaml' or 'json'")),
    };
    console.terminal.print(&text);
    Ok(Outcome::Ended(0))
}

/// Runs `cluster-info`.
pub(super) fn cluster_info(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    console.takes_no_arguments()?;
    console.terminal.print(
        "Kubernetes control plane is running at https://everynode.invalid:6443\n\nTo further debug and diagnose cluster \
         problems, use 'kubectl cluster-info dump'.\n",
    );
    Ok(Outcome::Ended(0))
}

/// Runs `config current-context`.
pub(super) fn current_context(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    console.takes_no_arguments()?;
    console.terminal.print("everynode\n");
    Ok(Outcome::Ended(0))
}

/// Runs `config get-contexts`.
pub(super) fn contexts(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    console.takes_no_arguments()?;
    console.terminal.print(
        "CURRENT   NAME        CLUSTER     AUTHINFO    NAMESPACE\n*         everynode   everynode   everynode   \n",
    );
    Ok(Outcome::Ended(0))
}
