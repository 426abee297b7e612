//! Which node may have a pod, read from API objects by the rules of Kubernetes' documentation alone: a second opinion that
//! shares no code with the engine.

use serde_json::Value;

/// Should a pod of the template be on the node; may one that is there stay.
pub(crate) fn placement(template: &Value, node: &Value) -> (bool, bool) {
    let spec = &template["spec"];
    let named = match spec["nodeName"].as_str() {
        None | Some("") => true,
        Some(name) => node["metadata"]["name"] == name,
    };
    if !named || !selected(spec, node) {
        return (false, false);
    }
    let tolerations = tolerations(spec);
    let untolerated = |effect: &str| {
        let taints = list(&node["spec"], "taints").iter();
        let mut taints = taints.filter(|taint| taint["effect"] == effect);
        taints.any(|taint| !tolerations.iter().any(|toleration| tolerates(toleration, taint)))
    };
    let (no_schedule, no_execute) = (untolerated("NoSchedule"), untolerated("NoExecute"));
    (!no_schedule && !no_execute, !no_execute)
}

/// For how many seconds a pod with these tolerations may stay with the node's NoExecute taints: `None` for ever.
pub(crate) fn seconds_to_stay(tolerations: &[Value], node: &Value) -> Option<i64> {
    let taints = list(&node["spec"], "taints").iter();
    let taints = taints.filter(|taint| taint["effect"] == "NoExecute");
    let times = taints.filter_map(|taint| {
        let used = tolerations.iter().find(|toleration| tolerates(toleration, taint));
        used.map_or(Some(0), |used| {
            used["tolerationSeconds"].as_i64().map(|seconds| seconds.max(0))
        })
    });
    times.min()
}

/// The tolerations of a pod of a DaemonSet: its own, then those that every one has.
pub(crate) fn tolerations(spec: &Value) -> Vec<Value> {
    let automatic = [
        ("not-ready", "NoExecute"),
        ("unreachable", "NoExecute"),
        ("disk-pressure", "NoSchedule"),
        ("memory-pressure", "NoSchedule"),
        ("pid-pressure", "NoSchedule"),
        ("unschedulable", "NoSchedule"),
        ("network-unavailable", "NoSchedule"),
    ];
    let on_host = spec["hostNetwork"] == true;
    let automatic = automatic
        .iter()
        .filter(|(key, _)| on_host || *key != "network-unavailable");
    let automatic = automatic.map(|(key, effect)| {
        serde_json::json!({"key": format!("node.kubernetes.io/{key}"), "operator": "Exists", "effect": effect})
    });
    // The same toleration with a time limit is replaced by the one without.
    let mut all = list(spec, "tolerations").to_vec();
    for one in automatic {
        let same = |own: &Value| {
            let value = own["value"].as_str().unwrap_or_default();
            value.is_empty()
                && ["key", "operator", "effect"]
                    .iter()
                    .all(|field| own[*field] == one[*field])
        };
        if all.iter().any(same) {
            all.iter_mut()
                .filter(|own| same(own))
                .for_each(|own| own.clone_from(&one));
        } else {
            all.push(one);
        }
    }
    all
}

fn tolerates(toleration: &Value, taint: &Value) -> bool {
    let (key, effect) = (text(toleration, "key"), text(toleration, "effect"));
    let value = match text(toleration, "operator") {
        "Exists" => true,
        "" | "Equal" => text(toleration, "value") == text(taint, "value"),
        _ => false,
    };
    (effect.is_empty() || taint["effect"] == effect) && (key.is_empty() || taint["key"] == key) && value
}

fn selected(spec: &Value, node: &Value) -> bool {
    let labels = &node["metadata"]["labels"];
    let wanted = spec["nodeSelector"].as_object().into_iter().flatten();
    let has_all = wanted.into_iter().all(|(key, value)| labels.get(key) == Some(value));
    let required = spec.pointer("/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution");
    let in_terms = required.filter(|required| required.is_object()).is_none_or(|required| {
        list(required, "nodeSelectorTerms")
            .iter()
            .any(|term| term_matches(term, node))
    });
    has_all && in_terms
}

fn term_matches(term: &Value, node: &Value) -> bool {
    let (expressions, fields) = (list(term, "matchExpressions"), list(term, "matchFields"));
    let label = |one: &Value| node["metadata"]["labels"].get(text(one, "key")).and_then(Value::as_str);
    let has = |one: &Value| {
        let values: Vec<&str> = list(one, "values").iter().filter_map(Value::as_str).collect();
        let (actual, number) = (label(one), |text: &str| text.parse::<i64>().ok());
        match text(one, "operator") {
            "In" => actual.is_some_and(|actual| values.contains(&actual)),
            "NotIn" => actual.is_none_or(|actual| !values.contains(&actual)),
            "Exists" => actual.is_some(),
            "DoesNotExist" => actual.is_none(),
            "Gt" => actual
                .and_then(number)
                .zip(number(values[0]))
                .is_some_and(|(a, b)| a > b),
            "Lt" => actual
                .and_then(number)
                .zip(number(values[0]))
                .is_some_and(|(a, b)| a < b),
            _ => false,
        }
    };
    // A bound that is no number makes the whole term unusable.
    let usable = |one: &Value| {
        !["Gt", "Lt"].contains(&text(one, "operator"))
            || list(one, "values")[0]
                .as_str()
                .is_some_and(|text| text.parse::<i64>().is_ok())
    };
    let named = |one: &Value| {
        let among = list(one, "values").contains(&node["metadata"]["name"]);
        among == (text(one, "operator") == "In")
    };
    !(expressions.is_empty() && fields.is_empty())
        && expressions.iter().all(|one| usable(one) && has(one))
        && fields.iter().all(named)
}

/// A text field, empty if absent.
pub(crate) fn text<'a>(object: &'a Value, key: &str) -> &'a str {
    object[key].as_str().unwrap_or_default()
}

/// A list field, empty if absent.
pub(crate) fn list<'a>(object: &'a Value, key: &str) -> &'a [Value] {
    object[key].as_array().map_or(&[], Vec::as_slice)
}
