//! Names, addresses and namespaces that a pod shares with its node or network: DNS, host aliases, host ports, host
//! users.
//!
//! Models validatePodDNSConfig, ValidateHostAliases, validatePodHostNetworkDeps, validateHostUsers and
//! validatePodHostName of `pkg/apis/core/validation/validation.go`.

use super::ip::legacy_address;
use super::names;
use super::pod_spec::all_containers;
use crate::admission::error::Errors;
use crate::admission::field::Field;

const MOST_NAME_SERVERS: usize = 3;
const MOST_SEARCHES: usize = 32;
const MOST_SEARCH_CHARACTERS: usize = 2048;

/// On the host's network a port of the host is the port of the container.
pub(super) fn host_ports(spec: &Field<'_>, errors: &mut Errors) {
    if !spec.is_true("hostNetwork") {
        return;
    }
    for port in spec
        .list("containers")
        .iter()
        .flat_map(|container| container.list("ports"))
    {
        let host_port = port.int("hostPort").unwrap_or(0);
        if host_port != 0 && host_port != port.int("containerPort").unwrap_or(0) {
            let detail = "must match `containerPort` when `hostNetwork` is true";
            errors.invalid(&port.at("hostPort").path, host_port, detail);
        }
    }
}

/// `spec.dnsConfig`, which `dnsPolicy: None` needs.
pub(super) fn dns_config(spec: &Field<'_>, errors: &mut Errors) {
    let config = spec.at("dnsConfig");
    let servers = config.at("nameservers");
    if spec.text("dnsPolicy") == "None" {
        if !config.is_set() {
            return errors.required(&config.path, "must provide `dnsConfig` when `dnsPolicy` is None");
        }
        if servers.items().is_empty() {
            let detail = "must provide at least one DNS nameserver when `dnsPolicy` is None";
            return errors.required(&servers.path, detail);
        }
    }
    if servers.items().len() > MOST_NAME_SERVERS {
        errors.invalid(
            &servers.path,
            servers.value.clone(),
            "must not have more than 3 nameservers",
        );
    }
    for server in servers.items() {
        legacy_address(&server, errors);
    }
    dns_searches(&config.at("searches"), errors);
    for option in config.list("options") {
        if option.is_empty("name") {
            errors.required(&option.path, "must not be empty");
        }
    }
}

fn dns_searches(searches: &Field<'_>, errors: &mut Errors) {
    let items = searches.items();
    if items.len() > MOST_SEARCHES {
        errors.invalid(
            &searches.path,
            searches.value.clone(),
            "must not have more than 32 search paths",
        );
    }
    let characters: usize = items.iter().map(|item| item.as_text().len() + 1).sum();
    if characters.saturating_sub(1) > MOST_SEARCH_CHARACTERS {
        let detail = "must not have more than 2048 characters (including spaces) in the search list";
        errors.invalid(&searches.path, searches.value.clone(), detail);
    }
    for search in items.iter().filter(|search| search.as_text() != ".") {
        let domain = search.as_text().strip_suffix('.').unwrap_or(search.as_text());
        for fault in names::dns_search(domain) {
            errors.invalid(&search.path, domain, &fault);
        }
    }
}

/// `spec.hostAliases`.
pub(super) fn host_aliases(spec: &Field<'_>, errors: &mut Errors) {
    for alias in spec.list("hostAliases") {
        legacy_address(&alias.at("ip"), errors);
        for hostname in alias.list("hostnames") {
            errors.malformed(&hostname, &names::dns_subdomain(hostname.as_text()));
        }
    }
}

/// A pod with users of its own may not share other namespaces with the host.
pub(super) fn host_users(spec: &Field<'_>, errors: &mut Errors) {
    if spec.flag("hostUsers") != Some(false) {
        return;
    }
    let detail = "when `hostUsers` is false";
    for (name, reported_as) in [
        ("hostNetwork", "hostNetwork"),
        ("hostPID", "HostPID"),
        ("hostIPC", "HostIPC"),
    ] {
        if spec.is_true(name) {
            errors.forbidden(&spec.path.child(reported_as), detail);
        }
    }
    for container in all_containers(spec) {
        if !container.is_empty("volumeDevices") {
            errors.forbidden(&container.at("volumeDevices").path, detail);
        }
    }
}

/// `spec.hostnameOverride`.
pub(super) fn hostname_override(spec: &Field<'_>, errors: &mut Errors) {
    let Some(name) = spec.get("hostnameOverride") else {
        return;
    };
    for switch in ["setHostnameAsFQDN", "hostNetwork"] {
        if spec.is_true(switch) {
            errors.forbidden(&name.path, &format!("may not be specified when {switch} is true"));
        }
    }
    if name.as_text().len() > 64 {
        errors.too_long(&name.path, 64);
    }
    errors.malformed(&name, &names::dns_subdomain(name.as_text()));
}
