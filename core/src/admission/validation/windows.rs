//! What only Windows pods have: options of the security context, and host process containers.
//!
//! Models validateWindowsSecurityContextOptions and validateWindowsHostProcessPod of
//! `pkg/apis/core/validation/validation.go`.

use super::names;
use super::pod_spec::all_containers;
use crate::admission::error::Errors;
use crate::admission::field::Field;

/// The Windows options of a security context, if there are any.
pub(super) fn windows_options(options: &Field<'_>, errors: &mut Errors) {
    if let Some(name) = options.get("gmsaCredentialSpecName") {
        errors.malformed(&name, &names::dns_subdomain(name.as_text()));
    }
    if let Some(spec) = options.get("gmsaCredentialSpec") {
        let detail = match spec.as_text().len() {
            0 => "gmsaCredentialSpec cannot be an empty string",
            1..=65536 => "",
            _ => "gmsaCredentialSpec size must be under 64 KiB",
        };
        if !detail.is_empty() {
            errors.invalid(&spec.path, spec.as_text(), detail);
        }
    }
    if let Some(user) = options.get("runAsUserName") {
        for fault in user_name_faults(user.as_text()) {
            errors.invalid(&user.path, user.as_text(), fault);
        }
    }
}

/// What is wrong with `DOMAIN\user` or `user`.
fn user_name_faults(name: &str) -> Vec<&'static str> {
    if name.is_empty() {
        return vec!["runAsUserName cannot be an empty string"];
    }
    if name.bytes().any(|byte| byte.is_ascii_control()) {
        return vec!["runAsUserName cannot contain control characters"];
    }
    let parts: Vec<_> = name.split('\\').collect();
    let (domain, user) = match parts[..] {
        [user] => (None, user),
        [domain, user] => (Some(domain), user),
        _ => return vec!["runAsUserName cannot contain more than one backslash"],
    };
    let is_domain = |domain: &str| is_net_bios_name(domain) || is_dns_domain(domain);
    let rules = [
        (
            domain.is_some_and(|domain| domain.len() >= 256),
            "runAsUserName's Domain length must be under 256 characters",
        ),
        (
            domain.is_some_and(|domain| !is_domain(domain)),
            "runAsUserName's Domain doesn't match the NetBios nor the DNS format",
        ),
        (user.is_empty(), "runAsUserName's User cannot be empty"),
        (
            user.len() > 104,
            "runAsUserName's User length must not be longer than 104 characters",
        ),
        (
            !user.is_empty() && user.chars().all(|character| ['.', ' '].contains(&character)),
            "runAsUserName's User cannot contain only periods or spaces",
        ),
        (
            user.contains([
                '"', '/', '\\', ':', ';', '|', '=', ',', '+', '*', '?', '<', '>', '@', '[', ']',
            ]),
            r#"runAsUserName's User cannot contain the following characters: "/\:;|=,+*?<>@[]"#,
        ),
    ];
    rules
        .iter()
        .filter(|(is_broken, _)| *is_broken)
        .map(|(_, words)| *words)
        .collect()
}

fn is_net_bios_name(domain: &str) -> bool {
    let forbidden = ['\\', '/', ':', '*', '?', '"', '<', '>', '|'];
    (1..=15).contains(&domain.chars().count()) && !domain.starts_with('.') && !domain.contains(forbidden)
}

fn is_dns_domain(domain: &str) -> bool {
    domain.split('.').all(|label| {
        let bytes = label.as_bytes();
        let ends = [bytes.first(), bytes.last()];
        label.len() <= 63
            && ends.iter().all(|end| end.is_some_and(u8::is_ascii_alphanumeric))
            && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
    })
}

/// Either all containers run as processes of the host, on its network, or none does.
pub(super) fn host_process(spec: &Field<'_>, errors: &mut Errors) {
    let host_process = |owner: &Field<'_>| owner.at("securityContext").at("windowsOptions").flag("hostProcess");
    let pod_setting = host_process(spec);
    let containers = all_containers(spec);
    let mut count = 0;
    for container in &containers {
        let setting = host_process(container);
        if let (Some(pod), Some(own)) = (pod_setting, setting)
            && pod != own
        {
            let path = container
                .at("securityContext")
                .at("windowsOptions")
                .at("hostProcess")
                .path;
            let detail = format!("pod hostProcess value must be identical if both are specified, was {pod}");
            errors.invalid(&path, own, &detail);
        }
        count += usize::from(setting.or(pod_setting) == Some(true));
    }
    if count == 0 {
        return;
    }
    if count != containers.len() {
        let detail = "If pod contains any hostProcess containers then all containers must be HostProcess containers";
        errors.invalid(&spec.path, "", detail);
    }
    if !spec.is_true("hostNetwork") {
        let detail = "hostNetwork must be true if pod contains any hostProcess containers";
        errors.invalid(&spec.at("hostNetwork").path, false, detail);
    }
}
