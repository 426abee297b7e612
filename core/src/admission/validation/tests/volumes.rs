//! Volumes: their sources, the files in them, the claims they make.

use super::{complaints, pods};

#[track_caller]
fn sources(cases: &[(&str, &[&str])]) {
    for (source, expected) in cases {
        let actual = complaints(&format!("volumes: [{{name: v, {source}}}], "), "");
        assert_eq!(actual, *expected, "{source}");
    }
}

/// Each kind of volume has fields it needs and values it takes.
#[test]
fn volume_sources_are_complete() {
    sources(&[
        ("", &[]),
        (
            "hostPath: {path: /a/../b, type: Folder}",
            &[
                "volumes[0].hostPath.path: Invalid value: \"/a/../b\": must not contain '..'",
                "volumes[0].hostPath.type: Unsupported value: \"Folder\": supported values: \"\", \"BlockDevice\", \
             \"CharDevice\", \"Directory\", \"DirectoryOrCreate\", \"File\", \"FileOrCreate\", \"Socket\"",
            ],
        ),
        (
            "emptyDir: {sizeLimit: -1}",
            &["volumes[0].emptyDir.sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity"],
        ),
        (
            "gcePersistentDisk: {partition: 300}",
            &[
                "volumes[0].persistentDisk.pdName: Required value",
                "volumes[0].persistentDisk.partition: Invalid value: 300: must be between 1 and 255, inclusive",
            ],
        ),
        (
            "nfs: {path: x}",
            &[
                "volumes[0].nfs.server: Required value",
                "volumes[0].nfs.path: Invalid value: \"x\": must be an absolute path",
            ],
        ),
        (
            "iscsi: {targetPortal: p, iqn: 'iqn.2001-04.com.example:s', lun: 256, initiatorName: bad}",
            &[
                "volumes[0].iscsi.lun: Invalid value: 256: must be between 0 and 255, inclusive",
                "volumes[0].iscsi.initiatorname: Invalid value: \"bad\": must be valid format starting with iqn, eui, or naa",
            ],
        ),
        (
            "iscsi: {targetPortal: p, iqn: iqn.2001, lun: 0, chapAuthSession: true}",
            &[
                "volumes[0].iscsi.iqn: Invalid value: \"iqn.2001\": must be valid format",
                "volumes[0].iscsi.secretRef: Required value",
            ],
        ),
        (
            "fc: {targetWWNs: [w]}",
            &["volumes[0].fc.lun: Required value: lun is required if targetWWNs is specified"],
        ),
        (
            "fc: {}",
            &["volumes[0].fc.targetWWNs: Required value: must specify either targetWWNs or wwids, but not both"],
        ),
        (
            "flexVolume: {driver: d, options: {a.K8s.io/x: v}}",
            &[
                "volumes[0].flexVolume.options[a.K8s.io/x]: Invalid value: \"a.K8s.io/x\": kubernetes.io and k8s.io namespaces are reserved",
            ],
        ),
    ]);
}

/// The same for storage that comes from elsewhere, and modes of files.
#[test]
fn other_volume_sources_are_complete() {
    sources(&[
        (
            "quobyte: {registry: 'a:1,b', volume: v}",
            &[
                "volumes[0].quobyte.registry: Invalid value: \"a:1,b\": must be a host:port pair or multiple pairs separated by commas",
            ],
        ),
        (
            "azureDisk: {diskName: d, diskURI: x, kind: Managed}",
            &[
                "volumes[0].azureDisk.diskURI: Unsupported value: \"x\": supported values: \
             \"/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}\"",
            ],
        ),
        (
            "csi: {nodePublishSecretRef: {}}",
            &[
                "volumes[0].csi.driver: Required value",
                "volumes[0].csi.nodePublishSecretRef.name: Required value",
            ],
        ),
        ("image: {}", &["volumes[0].image.reference: Required value"]),
        (
            "secret: {secretName: s, defaultMode: 01000}, configMap: {name: c}",
            &[
                "volumes[0].secret.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive",
                "volumes[0].configMap: Forbidden: may not specify more than 1 volume type",
            ],
        ),
    ]);
}

/// Files of a projected volume: paths stay inside, and no two sources write the same one.
#[test]
fn projected_files_do_not_collide() {
    let volume = |sources: &str| format!("volumes: [{{name: v, projected: {{sources: [{sources}]}}}}], ");
    let cases: &[(&str, &[&str])] = &[
        (
            "{configMap: {name: c, items: [{key: k, path: x}]}}, {secret: {name: s, items: [{key: k, path: x}]}}",
            &["volumes[0].projected: Invalid value: \"s\": conflicting duplicate paths"],
        ),
        (
            "{serviceAccountToken: {path: ..t, expirationSeconds: 60}}",
            &[
                "volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 60: may not specify a duration less than 10 minutes",
                "volumes[0].projected.path: Invalid value: \"..t\": must not start with '..'",
            ],
        ),
        (
            "{downwardAPI: {items: [{path: /l, fieldRef: {fieldPath: spec.nodeName}}]}}",
            &[
                "volumes[0].projected.sources[0].downwardAPI.path: Invalid value: \"/l\": must be a relative path",
                "volumes[0].projected.sources[0].downwardAPI.fieldRef.fieldPath: Unsupported value: \"spec.nodeName\": supported values: \
             \"metadata.annotations\", \"metadata.labels\", \"metadata.name\", \"metadata.namespace\", \"metadata.uid\"",
            ],
        ),
        (
            "{secret: {name: s}, configMap: {name: c}}",
            &["volumes[0].projected.sources[0]: Forbidden: may not specify more than 1 volume type per source"],
        ),
        ("{clusterTrustBundle: {path: x, name: bundle}}", &[]),
    ];
    for (sources, expected) in cases {
        assert_eq!(complaints(&volume(sources), ""), *expected, "{sources}");
    }
}

/// The claim of an ephemeral volume is a claim.
#[test]
fn claim_templates_are_claims() {
    let claim =
        |spec: &str| format!("volumes: [{{name: v, ephemeral: {{volumeClaimTemplate: {{spec: {{{spec}}}}}}}}}]");
    let path = "volumes[0].ephemeral.volumeClaimTemplate.spec";
    pods(&[
        (
            &claim("accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}"),
            &[],
        ),
        (
            &claim("resources: {requests: {storage: 0}}"),
            &[
                &format!("{path}.accessModes: Required value: at least 1 access mode is required"),
                &format!("{path}.resources[storage]: Invalid value: \"0\": must be greater than zero"),
            ],
        ),
        (
            &claim("accessModes: [ReadWriteOncePod, ReadWriteOnce], volumeMode: Raw"),
            &[
                &format!("{path}.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes"),
                &format!("{path}.resources[storage]: Required value"),
                &format!("{path}.volumeMode: Unsupported value: \"Raw\": supported values: \"Block\", \"Filesystem\""),
            ],
        ),
    ]);
}
