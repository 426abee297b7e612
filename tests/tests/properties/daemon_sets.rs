//! DaemonSets made up field by field: most are accepted, and those that are not are nearly right.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Any of these, each an own value.
pub(crate) fn one_of(values: &[Value]) -> impl Strategy<Value = Value> + use<> {
    prop::sample::select(values.to_vec())
}

/// An object with some of these fields.
fn some_of<const N: usize>(fields: [(&'static str, BoxedStrategy<Value>); N]) -> impl Strategy<Value = Value> {
    let (names, values): (Vec<_>, Vec<_>) = fields.into_iter().unzip();
    let values: Vec<_> = values.into_iter().map(prop::option::of).collect();
    values.prop_map(move |values| {
        let present = names
            .iter()
            .zip(values)
            .filter_map(|(name, value)| Some(((*name).to_owned(), value?)));
        Value::Object(present.collect::<Map<_, _>>())
    })
}

fn list(item: impl Strategy<Value = Value>, at_most: usize) -> impl Strategy<Value = Value> {
    prop::collection::vec(item, 0..=at_most).prop_map(Value::Array)
}

/// Strings and numbers at the edges of what YAML, Go and Kubernetes can tell apart.
fn text() -> BoxedStrategy<Value> {
    prop_oneof![
        one_of(&[
            json!("yes"),
            json!("1e3"),
            json!("0x10"),
            json!(""),
            json!("~"),
            json!("a: b # c"),
            json!(" lead"),
            json!("trail "),
            json!("two\nlines"),
            json!("end\n"),
            json!("\n\nend\n\n"),
            json!("tab\t"),
            json!("\u{2028}x\n"),
            json!("a\nb\u{2028}"),
            json!("a\u{2029}\n"),
            json!("\u{85}"),
            json!("a\n\u{85}b"),
            json!("\u{feff}"),
            json!("- x"),
            json!("'q\""),
            json!("="),
            json!("<<"),
            json!("word ".repeat(40)),
            json!("\u{7f}"),
            json!("\u{e000}\u{e001}"),
            json!("a\r\nb"),
        ]),
        "\\PC{0,12}".prop_map(Value::from),
        "[ \n\ta:#'\"\u{2028}\u{85}-]{0,10}".prop_map(Value::from),
    ]
    .boxed()
}

fn seconds() -> BoxedStrategy<Value> {
    one_of(&[
        json!(0),
        json!(1),
        json!(5),
        json!(30),
        json!(300),
        json!(-1),
        json!(2_147_483_647),
        json!(i64::MAX),
    ])
    .boxed()
}

fn labels() -> BoxedStrategy<Value> {
    one_of(&[
        json!({}),
        json!({"tier": "node"}),
        json!({"tier": "yes", "rank": "1e3"}),
        json!(null),
    ])
    .boxed()
}

fn tolerations() -> BoxedStrategy<Value> {
    let toleration = some_of([
        (
            "key",
            one_of(&[
                json!("dedicated"),
                json!("slow"),
                json!(""),
                json!("node.kubernetes.io/not-ready"),
            ])
            .boxed(),
        ),
        (
            "operator",
            one_of(&[json!("Exists"), json!("Equal"), json!("Exists"), json!("Lt")]).boxed(),
        ),
        ("value", one_of(&[json!(""), json!("gpu")]).boxed()),
        (
            "effect",
            one_of(&[
                json!("NoSchedule"),
                json!("NoExecute"),
                json!("PreferNoSchedule"),
                json!(""),
            ])
            .boxed(),
        ),
        ("tolerationSeconds", seconds()),
    ]);
    let good = one_of(&[
        json!({"operator": "Exists"}),
        json!({"key": "dedicated", "operator": "Equal", "value": "gpu", "effect": "NoExecute"}),
        json!({"key": "slow", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 20}),
        json!({"key": "slow", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": i64::MAX}),
        json!({"key": "dedicated", "effect": "NoSchedule", "value": "gpu"}),
    ]);
    list(prop_oneof![1 => toleration.boxed(), 5 => good.boxed()], 3).boxed()
}

fn affinity() -> BoxedStrategy<Value> {
    let requirement = (
        one_of(&[json!("zone"), json!("disk"), json!("cores")]),
        one_of(&[
            json!(["In", ["a", "ssd"]]),
            json!(["NotIn", ["b"]]),
            json!(["Exists", null]),
            json!(["DoesNotExist", null]),
            json!(["Gt", ["3"]]),
            json!(["Lt", ["x"]]),
        ]),
    )
        .prop_map(|(key, operator)| match &operator[1] {
            Value::Null => json!({"key": key, "operator": operator[0]}),
            values => json!({"key": key, "operator": operator[0], "values": values}),
        });
    let field = one_of(&[
        json!({"key": "metadata.name", "operator": "In", "values": ["node-1"]}),
        json!({"key": "metadata.name", "operator": "NotIn", "values": ["node-2"]}),
    ]);
    let term = some_of([
        ("matchExpressions", list(requirement, 2).boxed()),
        ("matchFields", list(field, 1).boxed()),
    ]);
    list(term, 2)
        .prop_map(|terms| {
            let required = json!({"nodeSelectorTerms": terms});
            json!({"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": required}})
        })
        .boxed()
}

fn strategy() -> BoxedStrategy<Value> {
    let rolling = |limits: Value| json!({"type": "RollingUpdate", "rollingUpdate": limits});
    one_of(&[
        json!({"type": "OnDelete"}),
        json!({"type": "RollingUpdate"}),
        json!({}),
        rolling(json!({"maxUnavailable": 1})),
        rolling(json!({"maxUnavailable": 3})),
        rolling(json!({"maxUnavailable": "34%"})),
        rolling(json!({"maxUnavailable": "100%"})),
        rolling(json!({"maxUnavailable": 2_147_483_647})),
        rolling(json!({"maxUnavailable": "1000000000000%"})),
        rolling(json!({"maxUnavailable": 0, "maxSurge": 1})),
        rolling(json!({"maxUnavailable": 0, "maxSurge": "50%"})),
        rolling(json!({"maxUnavailable": 0, "maxSurge": 2_147_483_647})),
        rolling(json!({"maxUnavailable": "0%", "maxSurge": "0%"})),
        rolling(json!({"maxUnavailable": 0, "maxSurge": 0})),
    ])
    .boxed()
}

fn probe() -> BoxedStrategy<Value> {
    let handler = one_of(&[
        json!({"exec": {"command": ["true"]}}),
        json!({"httpGet": {"port": 80}}),
        json!({"tcpSocket": {"port": "web"}}),
        json!({"grpc": {"port": 9}}),
        json!({}),
    ]);
    let times = some_of([
        ("initialDelaySeconds", seconds()),
        (
            "periodSeconds",
            one_of(&[json!(1), json!(10), json!(2_147_483_647)]).boxed(),
        ),
        (
            "successThreshold",
            one_of(&[json!(1), json!(2), json!(2_147_483_647)]).boxed(),
        ),
    ]);
    (handler, times)
        .prop_map(|(handler, times)| joined(&handler, &times))
        .boxed()
}

fn joined(a: &Value, b: &Value) -> Value {
    let fields = [a, b].into_iter().filter_map(Value::as_object).flatten();
    Value::Object(fields.map(|(key, value)| (key.clone(), value.clone())).collect())
}

fn container() -> BoxedStrategy<Value> {
    let amount = || {
        one_of(&[
            json!("100m"),
            json!(1),
            json!("1.5Gi"),
            json!("1e3"),
            json!(0.5),
            json!("8Ei"),
            json!("1n"),
            json!("-1"),
        ])
        .boxed()
    };
    let amounts = move || {
        some_of([
            ("cpu", amount()),
            ("memory", amount()),
            ("example.com/gpu", one_of(&[json!(1)]).boxed()),
        ])
        .boxed()
    };
    let ports = one_of(&[
        json!([{"containerPort": 80, "name": "web"}]),
        json!([{"containerPort": 80, "hostPort": 80}]),
        json!([{"containerPort": 0}]),
    ]);
    some_of([
        ("args", list(text(), 3).boxed()),
        (
            "env",
            text()
                .prop_map(|value| json!([{"name": "TEXT", "value": value}]))
                .boxed(),
        ),
        (
            "resources",
            some_of([("limits", amounts()), ("requests", amounts())]).boxed(),
        ),
        ("ports", ports.boxed()),
        ("readinessProbe", probe()),
        (
            "volumeMounts",
            one_of(&[json!([]), json!([{"name": "data", "mountPath": "/data"}])]).boxed(),
        ),
        (
            "imagePullPolicy",
            one_of(&[json!("Always"), json!("Never"), json!("always")]).boxed(),
        ),
    ])
    .prop_map(|container| joined(&json!({"name": "main", "image": "registry.example/main:1"}), &container))
    .boxed()
}

fn pod_spec() -> BoxedStrategy<Value> {
    let volume = one_of(&[
        json!([{"name": "data", "emptyDir": {}}]),
        json!([{"name": "data", "hostPath": {"path": "/data"}}]),
        json!([{"name": "data", "configMap": {"name": "c", "defaultMode": 420}}]),
        json!([{"name": "data", "projected": {"sources": [{"serviceAccountToken": {"path": "t"}}]}}]),
        json!([{"name": "data"}]),
    ]);
    let spec = some_of([
        (
            "nodeSelector",
            one_of(&[json!({}), json!({"zone": "a"}), json!({"disk": "ssd"})]).boxed(),
        ),
        ("tolerations", tolerations()),
        ("affinity", affinity()),
        ("hostNetwork", any::<bool>().prop_map(Value::from).boxed()),
        ("terminationGracePeriodSeconds", seconds()),
        (
            "priorityClassName",
            one_of(&[json!("system-node-critical"), json!("")]).boxed(),
        ),
        ("nodeName", one_of(&[json!("node-1"), json!("gone"), json!("")]).boxed()),
    ]);
    (spec, container(), volume)
        .prop_map(|(spec, container, volumes)| joined(&spec, &json!({"containers": [container], "volumes": volumes})))
        .boxed()
}

/// A DaemonSet named `name`.
pub(crate) fn daemon_set(name: &'static str) -> BoxedStrategy<Value> {
    let rest = some_of([
        ("updateStrategy", strategy()),
        (
            "minReadySeconds",
            one_of(&[json!(0), json!(3), json!(60), json!(2_147_483_647), json!(-1)]).boxed(),
        ),
        (
            "revisionHistoryLimit",
            one_of(&[json!(0), json!(1), json!(10), json!(-1)]).boxed(),
        ),
    ]);
    let annotations = prop::option::of(text());
    (rest, labels(), pod_spec(), annotations)
        .prop_map(move |(rest, labels, spec, annotation)| {
            let own = json!({"app": name});
            let template = json!({"metadata": {"labels": joined(&labels, &own)}, "spec": spec});
            let spec = json!({"selector": {"matchLabels": own}, "template": template});
            let mut metadata = json!({"name": name, "labels": labels});
            if let Some(annotation) = annotation {
                metadata["annotations"] = json!({"note": annotation});
            }
            json!({"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": metadata, "spec": joined(&spec, &rest)})
        })
        .boxed()
}
