//! Rules one by one: a piece of a pod spec, and everything the API server has against it.

mod volumes;

use crate::admission::review;

/// The messages about a pod spec with `pod` in it, without the path that all of them begin with.
fn complaints(pod: &str, container: &str) -> Vec<String> {
    let text = format!(
        "metadata: {{name: a}}\nspec:\n  selector: {{matchLabels: {{app: a}}}}\n  template:\n    metadata: {{labels: {{app: a}}}}\n    \
         spec: {{{pod}containers: [{{name: c, image: i{container}}}]}}\n"
    );
    let review = review(&text, None);
    assert_eq!(review.decode_error, None, "{text}");
    assert_eq!(review.strict_errors, Vec::<String>::new(), "{text}");
    let message = |error: &crate::admission::FieldError| error.message().replacen("spec.template.spec.", "", 1);
    review.errors.iter().map(message).collect()
}

#[track_caller]
fn pods(cases: &[(&str, &[&str])]) {
    for (pod, expected) in cases {
        assert_eq!(complaints(&format!("{pod}, "), ""), *expected, "{pod}");
    }
}

#[track_caller]
fn containers(cases: &[(&str, &[&str])]) {
    for (container, expected) in cases {
        assert_eq!(complaints("", &format!(", {container}")), *expected, "{container}");
    }
}

/// Requests, limits and claims.
#[test]
fn resources_fit_together() {
    containers(&[
        (
            "resources: {limits: {example.com/x: 1500m}}",
            &["containers[0].resources.limits[example.com/x]: Invalid value: \"1500m\": must be an integer"],
        ),
        (
            "resources: {requests: {hugepages-2Mi: 2Mi, cpu: 1}}",
            &["containers[0].resources.limits: Required value: Limit must be set for non overcommitable resources"],
        ),
        (
            "resources: {limits: {requests.example.com/x: 1}}",
            &[
                "containers[0].resources.limits[requests.example.com/x]: Invalid value: \"requests.example.com/x\": \
             doesn't follow extended resource name standard",
            ],
        ),
        (
            "resources: {claims: [{name: x, request: r}, {name: x}]}",
            &[
                "containers[0].resources.claims[0]: Not found: \"x\": must be one of the names in pod.spec.resourceClaims which is empty",
                "containers[0].resources.claims[1]: Duplicate value: \"x\"",
                "containers[0].resources.claims[1]: Not found: \"x\": must be one of the names in pod.spec.resourceClaims which is empty",
            ],
        ),
    ]);
    let pod = "resources: {requests: {cpu: 1}, limits: {cpu: 2}}, initContainers: [{name: s, image: i, restartPolicy: Always, \
               resources: {requests: {cpu: 600m}}}], ";
    assert_eq!(
        complaints(pod, ", resources: {requests: {cpu: 500m}, limits: {cpu: 3}}"),
        [
            "resources.requests[cpu]: Invalid value: \"1\": must be greater than or equal to aggregate container requests of 1100m",
            "resources.containers[0][cpu].limits: Invalid value: \"3\": must be less than or equal to pod limits of 2",
        ]
    );
    pods(&[
        (
            "resources: {requests: {ephemeral-storage: 1}}",
            &[
                "resources.requests[ephemeral-storage]: Unsupported value: \"ephemeral-storage\": supported values: \"cpu\", \"hugepages-\", \"memory\"",
            ],
        ),
        (
            "resourceClaims: [{name: a, resourceClaimName: b}, {name: a}]",
            &[
                "resourceClaims[1].name: Duplicate value: \"a\"",
                "resourceClaims[1]: Invalid value: {\"Name\":\"a\",\"ResourceClaimName\":null,\"ResourceClaimTemplateName\":null}: \
             must specify one of: `resourceClaimName`, `resourceClaimTemplateName`",
            ],
        ),
    ]);
}

/// Mounts and devices of a container.
#[test]
fn mounts_and_devices_do_not_clash() {
    let volumes = "volumes: [{name: d}, {name: p, persistentVolumeClaim: {claimName: c}}], ";
    let cases: &[(&str, &[&str])] = &[
        (
            "volumeMounts: [{name: d, mountPath: /a, recursiveReadOnly: Enabled, mountPropagation: HostToContainer}]",
            &[
                "containers[0].volumeMounts.recursiveReadOnly: Forbidden: may only be specified when readOnly is true",
                "containers[0].volumeMounts.recursiveReadOnly: Forbidden: may only be specified when mountPropagation is None or not specified",
            ],
        ),
        (
            "volumeMounts: [{name: d, mountPath: /a}], volumeDevices: [{name: p, devicePath: /a}]",
            &[
                "containers[0].volumeMounts[0].mountPath: Invalid value: \"/a\": must not already exist as a path in volumeDevices",
                "containers[0].volumeDevices[0].devicePath: Invalid value: \"/a\": must not already exist as a path in volumeMounts",
            ],
        ),
        (
            "volumeDevices: [{name: d, devicePath: /x/../y}]",
            &[
                "containers[0].volumeDevices[0].name: Invalid value: \"d\": can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode",
                "containers[0].volumeDevices[0].devicePath: Invalid value: \"/x/../y\": can not contain backsteps ('..')",
            ],
        ),
    ];
    for (container, expected) in cases {
        assert_eq!(complaints(volumes, &format!(", {container}")), *expected, "{container}");
    }
}

/// Probes, hooks, environment and restart rules of a container.
#[test]
fn containers_are_judged() {
    containers(&[
        (
            "livenessProbe: {httpGet: {port: 80, httpHeaders: [{name: a b}]}}",
            &[
                "containers[0].livenessProbe.httpGet.httpHeaders: Invalid value: \"a b\": a valid HTTP header must consist of \
             alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')",
            ],
        ),
        (
            "startupProbe: {grpc: {port: 0}, terminationGracePeriodSeconds: 0}",
            &[
                "containers[0].startupProbe.grpc.port: Invalid value: 0: must be between 1 and 65535, inclusive",
                "containers[0].startupProbe.terminationGracePeriodSeconds: Invalid value: 0: must be greater than 0",
            ],
        ),
        ("lifecycle: {preStop: {sleep: {seconds: 30}}, stopSignal: SIGTERM}", &[]),
        (
            "restartPolicyRules: [{action: Restart}]",
            &[
                "containers[0].restartPolicy: Required value: must specify restartPolicy when restart rules are used",
                "containers[0].restartPolicyRules[0].exitCodes: Required value: must be specified",
            ],
        ),
        (
            "env: [{name: A, valueFrom: {fieldRef: {fieldPath: 'metadata.labels[''a b'']'}}}]",
            &[
                "containers[0].env[0].valueFrom.fieldRef: Invalid value: \"a b\": name part must consist of alphanumeric characters, \
             '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', \
             regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
            ],
        ),
        (
            "env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: 1Mi}}}]",
            &[
                "containers[0].env[0].valueFrom.resourceFieldRef.divisor: Invalid value: \"limits.cpu\": only divisor's values 1m \
             and 1 are supported with the cpu resource",
            ],
        ),
        (
            "securityContext: {procMount: Unmasked}",
            &[
                "containers[0].securityContext.procMount: Invalid value: \"Unmasked\": `hostUsers` must be false to use `Unmasked`",
            ],
        ),
        (
            "securityContext: {windowsOptions: {runAsUserName: 'a\\b\\c'}}",
            &[
                "containers[0].securityContext.windowsOptions.runAsUserName: Invalid value: \"a\\\\b\\\\c\": runAsUserName cannot contain more than one backslash",
            ],
        ),
        (
            "resizePolicy: [{resourceName: cpu, restartPolicy: NotRequired}, {resourceName: cpu, restartPolicy: NotRequired}]",
            &["containers[0].resizePolicy[1]: Duplicate value: \"cpu\""],
        ),
    ]);
}

/// What a pod shares with its node, its name servers, its operating system.
#[test]
fn pods_are_judged() {
    pods(&[
        (
            "hostNetwork: true, securityContext: {sysctls: [{name: net/ipv4.x, value: '1'}]}",
            &[
                "securityContext.sysctls[0].name: Invalid value: \"net/ipv4.x\": may not be specified when 'hostNetwork' is true",
            ],
        ),
        (
            "hostUsers: false, hostPID: true",
            &["HostPID: Forbidden: when `hostUsers` is false"],
        ),
        (
            "dnsPolicy: None, dnsConfig: {searches: [.]}",
            &[
                "dnsConfig.nameservers: Required value: must provide at least one DNS nameserver when `dnsPolicy` is None",
            ],
        ),
        (
            "dnsConfig: {nameservers: [010.0.0.1, '::ffff:1.2.3.4'], options: [{value: x}]}",
            &[
                "dnsConfig.nameservers[0]: Invalid value: \"010.0.0.1\": must not have leading 0s",
                "dnsConfig.nameservers[1]: Invalid value: \"::ffff:1.2.3.4\": must not be an IPv4-mapped IPv6 address",
                "dnsConfig.options[0]: Required value: must not be empty",
            ],
        ),
        (
            "os: {name: windows}, hostPID: true, securityContext: {runAsUser: 1, sysctls: []}",
            &[
                "hostPID: Forbidden: cannot be set for a windows pod",
                "securityContext.runAsUser: Forbidden: cannot be set for a windows pod",
            ],
        ),
        (
            "os: {name: linux}, securityContext: {windowsOptions: {}}",
            &["securityContext.windowsOptions: Forbidden: windows options cannot be set for a linux pod"],
        ),
        (
            "topologySpreadConstraints: [{maxSkew: 1, topologyKey: z, whenUnsatisfiable: DoNotSchedule, matchLabelKeys: [k]}, \
          {maxSkew: 1, topologyKey: z, whenUnsatisfiable: DoNotSchedule, labelSelector: {}}]",
            &[
                "topologySpreadConstraints[0].{topologyKey, whenUnsatisfiable}: Duplicate value: \"{z, DoNotSchedule}\"",
                "topologySpreadConstraints[0].matchLabelKeys: Forbidden: must not be specified when labelSelector is not set",
            ],
        ),
        (
            "schedulingGates: [{name: a.b/c}, {name: a.b/c}]",
            &["schedulingGates[1]: Duplicate value: \"a.b/c\""],
        ),
        ("schedulingGroup: {podGroupName: X_}", &[]),
        (
            "tolerations: [{operator: Gt, key: k, value: '1'}]",
            &[
                "tolerations[0].operator: Unsupported value: \"Gt\": supported values: \"Equal\", \"Exists\", \"Lt\", \"Gt\"",
            ],
        ),
        (
            "ephemeralContainers: [{name: e, image: i, lifecycle: {}}]",
            &[
                "ephemeralContainers[0].lifecycle: Forbidden: cannot be set for an Ephemeral Container",
                "ephemeralContainers: Forbidden: ephemeral containers not allowed in pod template",
            ],
        ),
    ]);
}
