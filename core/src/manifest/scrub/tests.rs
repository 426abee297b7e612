//! A small cluster with things that are nobody else's business.

use super::*;

const CLUSTER: &str = r#"
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Node
  metadata:
    name: ip-10-0-0-7.internal
    labels: {kubernetes.io/hostname: ip-10-0-0-7.internal, zone: a}
    annotations: {secret-note: abc}
  spec: {providerID: aws:///i-123, podCIDR: 10.244.0.0/24}
  status:
    allocatable: {cpu: "4"}
    addresses: [{type: InternalIP, address: 10.0.0.7}]
- apiVersion: apps/v1
  kind: DaemonSet
  metadata: {name: agent, namespace: default, uid: 11111111-aaaa-4aaa-8aaa-111111111111}
  spec:
    selector: {matchLabels: {app: agent}}
    template: &template
      metadata: {labels: {app: agent}}
      spec:
        imagePullSecrets: [{name: registry-login}]
        containers:
        - name: agent
          image: registry.corp.example/team/agent:v7
          args: [--token=hunter2]
          env: [{name: TOKEN, value: hunter2}]
- apiVersion: apps/v1
  kind: ControllerRevision
  metadata:
    name: agent-1
    namespace: default
    ownerReferences: [{kind: DaemonSet, name: agent, uid: 11111111-aaaa-4aaa-8aaa-111111111111, controller: true}]
  revision: 2
  data: {spec: {template: *template}}
- apiVersion: apps/v1
  kind: ControllerRevision
  metadata: {name: agent-0, namespace: default}
  revision: 1
  data:
    spec:
      template:
        metadata: {labels: {app: agent}}
        spec:
          containers:
          - {name: agent, image: 'registry.corp.example/team/agent:v7', env: [{name: TOKEN, value: swordfish}]}
- apiVersion: v1
  kind: Pod
  metadata: {name: agent-x, namespace: default, labels: {app: agent}}
  spec:
    nodeName: ip-10-0-0-7.internal
    containers: [{name: agent, image: 'registry.corp.example/team/agent:v7'}]
  status: {phase: Running, podIP: 10.244.0.9}
- {apiVersion: v1, kind: Secret, metadata: {name: token}, data: {a: aHVudGVyMg==}}
"#;

#[test]
fn only_what_is_simulated_stays_and_the_rest_is_named() {
    let Scrubbed { text, removed } = scrub(CLUSTER, Options::default());
    for gone in [
        "hunter2",
        "swordfish",
        "aHVudGVyMg",
        "registry-login",
        "10.0.0.7",
        "10.244",
        "i-123",
        "secret-note",
        "11111111-aaaa",
    ] {
        assert!(!text.contains(gone), "{gone}:\n{text}");
    }
    for there in [
        "ip-10-0-0-7.internal",
        "registry.corp.example/team/agent:v7",
        "cpu: \"4\"",
        "zone: a",
    ] {
        assert!(text.contains(there), "{there}:\n{text}");
    }
    let names: Vec<_> = removed.keys().copied().collect();
    assert_eq!(
        names,
        [
            Removed::Addresses,
            Removed::Annotations,
            Removed::Commands,
            Removed::Environment,
            Removed::ImagePullSecrets,
            Removed::OtherKinds,
            Removed::ProviderIds,
        ]
    );
}

#[test]
fn templates_that_differed_still_differ_and_equal_ones_are_equal() {
    let Scrubbed { text, .. } = scrub(CLUSTER, Options::default());
    let tree = crate::manifest::yaml::read_first(&text)
        .documents
        .remove(0)
        .tree
        .to_json();
    let template = |index: usize, path: &str| tree["items"][index].pointer(path).unwrap().clone();
    let (set, current, old) = (
        template(1, "/spec/template"),
        template(2, "/data/spec/template"),
        template(3, "/data/spec/template"),
    );
    assert_eq!(set, current);
    assert_ne!(current, old);
    let owner = template(2, "/metadata/ownerReferences/0/uid");
    assert_eq!(owner, template(1, "/metadata/uid"));
}

#[test]
fn nodes_and_images_get_neutral_names_everywhere() {
    let options = Options {
        rename_nodes: true,
        rename_images: true,
    };
    let Scrubbed { text, removed } = scrub(CLUSTER, options);
    assert!(!text.contains("internal") && !text.contains("corp"), "{text}");
    for there in [
        "name: node-1",
        "kubernetes.io/hostname: node-1",
        "nodeName: node-1",
        "image: image-1:v7",
    ] {
        assert!(text.contains(there), "{there}:\n{text}");
    }
    assert_eq!((removed[&Removed::NodeNames], removed[&Removed::ImageNames]), (2, 4));
}

#[test]
fn what_is_left_can_be_scrubbed_again_without_a_change() {
    let once = scrub(CLUSTER, Options::default()).text;
    assert_eq!(scrub(&once, Options::default()).text, once);
}

#[test]
fn a_text_without_objects_stays_as_it_is() {
    let text = "node-1 zone=a\n";
    assert_eq!(scrub(text, Options::default()).text, text);
}
