//! Defaults in the DaemonSet, defaults only in the pod, and what is stored.

use super::{default_daemon_set, default_pod, semantically_equal, store_new, store_update};
use crate::manifest::schema::POD_TEMPLATE;
use serde_json::{Value, json};

fn daemon_set(spec: &Value) -> Value {
    let mut value = json!({"metadata": {"name": "agent"}, "spec": spec});
    default_daemon_set(&mut value);
    value
}

fn container(container: &Value) -> Value {
    let mut value = daemon_set(&json!({"template": {"spec": {"containers": [container]}}}));
    value["spec"]["template"]["spec"]["containers"][0].take()
}

#[test]
fn rolling_update_is_the_default_strategy() {
    for (strategy, expected) in [
        (
            json!({}),
            json!({"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 1, "maxSurge": 0}}),
        ),
        (
            json!({"rollingUpdate": {"maxSurge": 1}}),
            json!({"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 1, "maxSurge": 1}}),
        ),
        (json!({"type": "OnDelete"}), json!({"type": "OnDelete"})),
        (
            json!({"type": "OnDelete", "rollingUpdate": {"maxSurge": 1}}),
            json!({"type": "OnDelete", "rollingUpdate": {"maxSurge": 1}}),
        ),
    ] {
        assert_eq!(
            daemon_set(&json!({"updateStrategy": strategy}))["spec"]["updateStrategy"],
            expected
        );
    }
}

#[test]
fn containers_get_a_pull_policy_by_their_tag() {
    for (image, policy) in [
        ("nginx", "Always"),
        ("nginx:latest", "Always"),
        ("nginx:1", "IfNotPresent"),
        ("A", "IfNotPresent"),
    ] {
        assert_eq!(
            container(&json!({"image": image}))["imagePullPolicy"],
            policy,
            "{image}"
        );
    }
    assert_eq!(
        container(&json!({"imagePullPolicy": "Never"}))["imagePullPolicy"],
        "Never"
    );
}

#[test]
fn probes_and_resources_are_completed() {
    let value = container(&json!({
        "livenessProbe": {"httpGet": {"port": 80}, "periodSeconds": 3},
        "lifecycle": {"preStop": {"httpGet": {"port": 80}}},
        "resources": {"limits": {"cpu": "0.0001", "memory": "1024Mi"}},
    }));
    let probe = json!({
        "httpGet": {"port": 80, "path": "/", "scheme": "HTTP"},
        "timeoutSeconds": 1, "periodSeconds": 3, "successThreshold": 1, "failureThreshold": 3,
    });
    assert_eq!(value["livenessProbe"], probe);
    assert_eq!(value["lifecycle"]["preStop"]["httpGet"]["path"], "/");
    assert_eq!(value["resources"]["limits"], json!({"cpu": "1m", "memory": "1Gi"}));
    assert!(
        value["resources"].get("requests").is_none(),
        "requests come with the pod"
    );
}

#[test]
fn a_volume_without_a_source_is_an_empty_directory() {
    let volumes = json!([{"name": "a"}, {"name": "b", "hostPath": {"path": "/"}}, {"name": "c", "secret": {}}]);
    let value = daemon_set(&json!({"template": {"spec": {"volumes": volumes}}}));
    let expected = json!([
        {"name": "a", "emptyDir": {}},
        {"name": "b", "hostPath": {"path": "/", "type": ""}},
        {"name": "c", "secret": {"defaultMode": 420}},
    ]);
    assert_eq!(value["spec"]["template"]["spec"]["volumes"], expected);
}

#[test]
fn only_the_pod_gets_requests_service_links_and_host_ports() {
    let mut pod = json!({"spec": {
        "hostNetwork": true,
        "containers": [{
            "name": "c",
            "ports": [{"containerPort": 80}, {"containerPort": 81, "hostPort": 81}],
            "resources": {"limits": {"cpu": "1", "memory": "1Gi"}, "requests": {"cpu": "100m"}},
        }],
    }});
    default_pod(&mut pod);
    let spec = &pod["spec"];
    assert_eq!(spec["enableServiceLinks"], true);
    assert_eq!(
        spec["containers"][0]["resources"]["requests"],
        json!({"cpu": "100m", "memory": "1Gi"})
    );
    assert_eq!(spec["containers"][0]["ports"][0]["hostPort"], 80);
    assert_eq!(spec["dnsPolicy"], "ClusterFirst");
}

/// A pod with limits of its own requests what its containers request, and otherwise its limits. An init container
/// that ends counts only where it needs more than all others together.
#[test]
fn pod_level_requests_come_from_containers_then_limits() {
    let requests = |cpu: &str| json!({"requests": {"cpu": cpu}});
    let mut pod = json!({"spec": {
        "resources": {"limits": {"cpu": "2", "memory": "1Gi"}},
        "containers": [{"resources": requests("100m")}, {"resources": requests("200m")}],
        "initContainers": [
            {"resources": requests("50m"), "restartPolicy": "Always"},
            {"resources": requests("320m")},
        ],
    }});
    default_pod(&mut pod);
    assert_eq!(
        pod["spec"]["resources"]["requests"],
        json!({"cpu": "370m", "memory": "1Gi"})
    );
}

#[test]
fn a_new_object_is_stored_with_its_generations() {
    let mut value = daemon_set(&json!({"template": {"spec": {"serviceAccount": "agent", "containers": []}}}));
    value["metadata"]["annotations"] = json!({"deprecated.daemonset.template.generation": "7"});
    let stored = store_new(value, "default");
    let annotations = json!({"deprecated.daemonset.template.generation": "7"});
    let metadata = json!({"name": "agent", "namespace": "default", "generation": 1, "annotations": annotations});
    assert_eq!(stored["metadata"], metadata);
    assert_eq!(stored["spec"]["template"]["spec"]["serviceAccountName"], "agent");
    assert_eq!(stored["spec"]["template"]["spec"]["containers"], Value::Null);
    assert_eq!(
        store_new(json!({"metadata": {"generateName": "a-"}}), "x")["metadata"]["name"],
        "a-xxxxx"
    );
}

/// The template moves both generations, the rest of the spec one, labels none.
#[test]
fn generations_move_with_the_spec() {
    let old = store_new(
        daemon_set(&json!({"template": {"spec": {"overhead": {"memory": "1Gi"}}}})),
        "default",
    );
    for (path, value, generation, of_template) in [
        ("/metadata/labels", json!({"a": "b"}), 1, "1"),
        ("/spec/minReadySeconds", json!(3), 2, "1"),
        ("/spec/template/spec/hostPID", json!(true), 2, "2"),
        ("/spec/template/spec/nodeSelector", json!({}), 1, "1"),
        ("/spec/template/spec/overhead", json!({"memory": "1073741824"}), 1, "1"),
    ] {
        let mut new = old.clone();
        let (owner, key) = path.rsplit_once('/').unwrap();
        new.pointer_mut(owner).unwrap()[key] = value;
        let stored = store_update(&old, new);
        assert_eq!(stored["metadata"]["generation"], generation, "{path}");
        let annotation = &stored["metadata"]["annotations"]["deprecated.daemonset.template.generation"];
        assert_eq!(annotation, of_template, "{path}");
    }
}

#[test]
fn a_pointer_to_nothing_is_not_absent() {
    let template = |spec: Value| json!({ "spec": spec });
    for (left, right, equal) in [
        (json!({}), json!({"tolerations": []}), true),
        (json!({}), json!({"securityContext": {}}), false),
        (json!({}), json!({"hostUsers": false}), false),
        (
            json!({"overhead": {"cpu": "1"}}),
            json!({"overhead": {"cpu": "1000m"}}),
            true,
        ),
        (
            json!({"tolerations": [{"key": "a"}]}),
            json!({"tolerations": [{"key": "b"}]}),
            false,
        ),
    ] {
        assert_eq!(
            semantically_equal(&template(left), &template(right), POD_TEMPLATE),
            equal
        );
    }
}
