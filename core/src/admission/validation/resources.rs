//! Resource requests, limits and claims, of containers and of the whole pod.
//!
//! Models validateResourceRequirements, validatePodResources and validatePodResourceClaim of
//! `pkg/apis/core/validation/validation.go`, and AggregateContainerRequests of `component-helpers/resource/helpers.go`.

use super::containers::is_sidecar;
use super::names;
use super::pod_spec::Pod;
use super::resource_names::{HUGE_PAGES, NameRule, for_containers, for_pods, is_counted, is_huge_pages, is_native};
use crate::admission::error::Errors;
use crate::admission::field::{Field, Path};
use crate::admission::go_text::{self, Member, Shape};
use crate::manifest::quantity::Quantity;
use crate::ordered::Gather;
use std::collections::{BTreeMap, BTreeSet};

/// The names of the resource claims of a pod.
pub(super) type Claims<'a> = BTreeSet<&'a str>;

const CLAIM: [Member; 3] = [
    ("Name", "name", Shape::Text),
    ("ResourceClaimName", "resourceClaimName", Shape::Nullable),
    (
        "ResourceClaimTemplateName",
        "resourceClaimTemplateName",
        Shape::Nullable,
    ),
];

/// The names of the pod's claims that are not empty.
pub(super) fn claim_names<'a>(spec: &Field<'a>) -> Claims<'a> {
    let claims = spec.list("resourceClaims");
    claims
        .iter()
        .map(|claim| claim.text("name"))
        .filter(|name| !name.is_empty())
        .gather()
}

/// The resource claims of a pod.
pub(super) fn pod_claims(spec: &Field<'_>, errors: &mut Errors) {
    let mut seen = BTreeSet::new();
    for claim in spec.list("resourceClaims") {
        let name = claim.at("name");
        if name.as_text().is_empty() {
            errors.required(&name.path, "");
        } else if seen.insert(name.as_text()) {
            errors.malformed(&name, &names::dns_label(name.as_text()));
        } else {
            errors.duplicate(&name.path, name.as_text());
        }
        let sources: Vec<_> = ["resourceClaimName", "resourceClaimTemplateName"]
            .iter()
            .filter_map(|source| claim.get(source))
            .collect();
        let detail = match sources.len() {
            0 => Some("must specify one of: `resourceClaimName`, `resourceClaimTemplateName`"),
            1 => None,
            _ => Some("at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified"),
        };
        if let Some(detail) = detail {
            errors.invalid_shown(&claim.path, None, go_text::json_internal(claim.value, &CLAIM), detail);
        }
        for source in sources {
            errors.malformed(&source, &names::dns_subdomain(source.as_text()));
        }
    }
}

/// Requests, limits and claims of a container.
pub(super) fn container_resources(resources: &Field<'_>, claims: &Claims<'_>, errors: &mut Errors) {
    let (limits, requests) = (resources.at("limits"), resources.at("requests"));
    requirements(&limits, &requests, &resources.path, for_containers, errors);
    resource_claims(&resources.at("claims"), claims, errors);
}

/// What a runtime class adds to a pod.
pub(super) fn overhead(overhead: &Field<'_>, errors: &mut Errors) {
    let path = overhead.path.clone();
    let limits = Field {
        path: path.child("limits"),
        ..overhead.clone()
    };
    let nothing = Field::root(&serde_json::Value::Null);
    requirements(&limits, &nothing, &path, for_containers, errors);
}

/// Requests and limits of the whole pod, and whether those of its containers fit into them.
pub(super) fn pod_resources(pod: &Pod<'_>, errors: &mut Errors) {
    let Some(resources) = pod.spec.get("resources") else {
        return;
    };
    if pod.spec.at("os").text("name") == "windows" {
        return errors.forbidden(&resources.path, "may not be set for a windows pod");
    }
    if let Some(claims) = resources.get("claims") {
        errors.forbidden(&claims.path, "claims may not be set for Resources at pod-level");
    }
    let (limits, requests) = (resources.at("limits"), resources.at("requests"));
    requirements(&limits, &requests, &resources.path, for_pods, errors);
    resource_claims(&resources.at("claims"), &pod.claims, errors);
    aggregate_fits(&pod.spec, &requests, "requests", |_| true, errors);
    aggregate_fits(&pod.spec, &limits, "limits", is_huge_pages, errors);
    container_limits_fit(&pod.spec, &resources, errors);
}

fn container_limits_fit(spec: &Field<'_>, resources: &Field<'_>, errors: &mut Errors) {
    let containers = resources.path.child("containers");
    for (index, container) in spec.list("containers").iter().enumerate() {
        for (name, limit) in container.at("resources").at("limits").keyed() {
            let pod_limit = resources.at("limits").get(name);
            if let Some(most) = pod_limit.filter(|most| quantity(&limit) > quantity(most)) {
                let detail = format!("must be less than or equal to pod limits of {}", canonical(&most));
                let path = containers.index(index).key(name).child("limits");
                errors.invalid(&path, canonical(&limit), &detail);
            }
        }
    }
}

fn requirements(limits: &Field<'_>, requests: &Field<'_>, path: &Path, name_rule: NameRule, errors: &mut Errors) {
    for (name, limit) in limits.keyed() {
        name_rule(name, &limit.path, errors);
        amount(name, &limit, errors);
        huge_pages_divide(name, &limit, errors);
    }
    for (name, request) in requests.keyed() {
        name_rule(name, &request.path, errors);
        amount(name, &request, errors);
        within_limit(name, &request, limits.get(name).as_ref(), path, errors);
        huge_pages_divide(name, &request, errors);
    }
    let names: Vec<_> = limits
        .keyed()
        .into_iter()
        .chain(requests.keyed())
        .map(|(name, _)| name)
        .collect();
    let has_huge_pages = names.iter().any(|name| is_huge_pages(name));
    if has_huge_pages && !names.iter().any(|name| ["cpu", "memory"].contains(name)) {
        errors.forbidden(path, "HugePages require cpu or memory");
    }
}

/// An amount that is not negative, and whole for what is counted.
fn amount(name: &str, field: &Field<'_>, errors: &mut Errors) {
    if is_negative(field) {
        errors.invalid(&field.path, canonical(field), "must be greater than or equal to 0");
    }
    if is_counted(name) && quantity(field).milli_value() % 1000 != 0 {
        errors.invalid(&field.path, canonical(field), "must be an integer");
    }
}

fn within_limit(name: &str, request: &Field<'_>, limit: Option<&Field<'_>>, path: &Path, errors: &mut Errors) {
    let can_overcommit = is_native(name) && !is_huge_pages(name);
    let Some(limit) = limit else {
        if !can_overcommit {
            errors.required(
                &path.child("limits"),
                "Limit must be set for non overcommitable resources",
            );
        }
        return;
    };
    let (asked, allowed) = (quantity(request), quantity(limit));
    let relation = if asked != allowed && !can_overcommit {
        "equal to"
    } else if asked > allowed {
        "less than or equal to"
    } else {
        return;
    };
    let detail = format!("must be {relation} {name} limit of {}", canonical(limit));
    errors.invalid(&path.child("requests"), canonical(request), &detail);
}

fn huge_pages_divide(name: &str, field: &Field<'_>, errors: &mut Errors) {
    let Some(size) = name.strip_prefix(HUGE_PAGES) else {
        return;
    };
    let size = Quantity::parse(size)
        .ok()
        .filter(|size| size.value() > 0 && size.milli_value() % 1000 == 0);
    if size.is_none_or(|size| quantity(field).value() % size.value() != 0) {
        let detail = format!("{} is not positive integer multiple of {name}", canonical(field));
        errors.invalid(&field.path, canonical(field), &detail);
    }
}

fn resource_claims(list: &Field<'_>, claims: &Claims<'_>, errors: &mut Errors) {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for claim in list.items() {
        let (name, request) = (claim.text("name"), claim.at("request"));
        if name.is_empty() {
            errors.required(&claim.path, "");
            continue;
        }
        if seen.contains(name) {
            errors.duplicate(&claim.path, name);
        } else {
            let is_whole = request.as_text().is_empty();
            let key = if is_whole {
                name.to_owned()
            } else {
                format!("{name}/{}", request.as_text())
            };
            if !is_whole {
                errors.malformed(&request, &names::dns_label(request.as_text()));
            }
            let overlaps = seen
                .iter()
                .any(|other| other.split_once('/').is_some_and(|(first, _)| first == name));
            if seen.contains(&key) || is_whole && overlaps {
                errors.duplicate(&claim.path, &key);
            }
            seen.insert(key);
        }
        if !claims.contains(name) {
            let known: Vec<_> = claims.iter().copied().collect();
            let detail = if known.is_empty() {
                " which is empty".to_owned()
            } else {
                format!(": {}", known.join(", "))
            };
            let detail = format!("must be one of the names in pod.spec.resourceClaims{detail}");
            errors.not_found(&claim.path, name, &detail);
        }
    }
}

/// What all containers need together may not be more than what the pod says.
fn aggregate_fits(spec: &Field<'_>, pod: &Field<'_>, kind: &str, counts: fn(&str) -> bool, errors: &mut Errors) {
    for (name, total) in aggregate(spec, kind) {
        let Some(stated) = pod.get(name).filter(|_| counts(name)) else {
            continue;
        };
        if total > quantity(&stated) {
            let total = total.canonical();
            let detail = format!("must be greater than or equal to aggregate container {kind} of {total}");
            errors.invalid(&pod.path.key(name), canonical(&stated), &detail);
        }
    }
}

type Amounts<'a> = BTreeMap<&'a str, Quantity>;

/// Containers and sidecars together, or the most that an init container needs beside the sidecars before it.
fn aggregate<'a>(spec: &Field<'a>, kind: &str) -> Amounts<'a> {
    let (mut total, mut sidecars, mut peak) = (Amounts::new(), Amounts::new(), Amounts::new());
    let amounts = |container: &Field<'a>| -> Amounts<'a> {
        let amounts = container.at("resources").at(kind).keyed();
        amounts
            .into_iter()
            .map(|(name, amount)| (name, quantity(&amount)))
            .gather()
    };
    for container in spec.list("containers") {
        add(&mut total, &amounts(&container));
    }
    for container in spec.list("initContainers") {
        let own = amounts(&container);
        let mut needed = sidecars.clone();
        add(&mut needed, &own);
        if is_sidecar(&container) {
            add(&mut total, &own);
            sidecars.clone_from(&needed);
        }
        raise(&mut peak, &needed);
    }
    raise(&mut total, &peak);
    total
}

fn add<'a>(total: &mut Amounts<'a>, more: &Amounts<'a>) {
    for (name, amount) in more {
        let sum = total.get(name).map_or_else(|| amount.clone(), |sum| sum.add(amount));
        total.insert(name, sum);
    }
}

fn raise<'a>(total: &mut Amounts<'a>, other: &Amounts<'a>) {
    for (name, amount) in other {
        if total.get(name).is_none_or(|current| amount > current) {
            total.insert(name, amount.clone());
        }
    }
}

/// The unit in which a resource is given to a container.
pub(super) fn divisor(divisor: &Field<'_>, resource: &str, errors: &mut Errors) {
    if quantity(divisor).is_zero() {
        return;
    }
    let units = "1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei";
    let (known, name) = match resource {
        "limits.cpu" | "requests.cpu" => ("1m and 1", "cpu"),
        "limits.memory" | "requests.memory" => (units, "memory"),
        "limits.ephemeral-storage" | "requests.ephemeral-storage" => (units, "local ephemeral storage"),
        other if other.starts_with("requests.hugepages-") || other.starts_with("limits.hugepages-") => {
            (units, "hugepages")
        }
        _ => return,
    };
    let unit = canonical(divisor);
    if !known
        .split([',', ' '])
        .filter(|word| *word != "and")
        .any(|word| word == unit)
    {
        let detail = format!("only divisor's values {known} are supported with the {name} resource");
        errors.invalid(&divisor.path, resource, &detail);
    }
}

/// An amount above nought.
pub(super) fn positive(field: &Field<'_>, errors: &mut Errors) {
    if is_negative(field) || quantity(field).is_zero() {
        errors.invalid(&field.path, canonical(field), "must be greater than zero");
    }
}

/// Whether the amount is below nought.
pub(super) fn is_negative(field: &Field<'_>) -> bool {
    quantity(field).is_negative()
}

/// The amount that is here. The object is decoded: what is no quantity was refused long ago.
pub(crate) fn quantity(field: &Field<'_>) -> Quantity {
    Quantity::from_json(field.value).unwrap_or_default()
}

fn canonical(field: &Field<'_>) -> String {
    quantity(field).canonical()
}
