//! What kubectl says of each kind of volume, in the order in which it looks for them.

/// A kind of volume.
pub(super) struct Source {
    /// The field of the volume that holds it.
    pub(super) field: &'static str,
    /// Its name and what it is.
    pub(super) kind: &'static str,
    /// Title, field and form of each line.
    pub(super) lines: &'static [(&'static str, &'static str, Form)],
}

/// How a field is written.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// A text.
    Text,
    /// A text, or `<none>` if the field is absent.
    OptionalText,
    /// A number.
    Number,
    /// A number, or `<none>` if the field is absent.
    OptionalNumber,
    /// `true` or `false`.
    Truth,
    /// `[a b]`
    List,
    /// `a, b`
    CommaList,
    /// `map[a:1 b:2]`
    Map,
    /// A reference to a secret, as Go prints the structure.
    Reference,
    /// A quantity, or `<unset>` if it is not more than nought.
    Size,
}

use Form::{CommaList, List, Map, Number, OptionalNumber, OptionalText, Reference, Size, Text, Truth};

/// Every kind of volume, most of them with one line a field.
pub(super) const SOURCES: &[Source] = &[
    Source {
        field: "hostPath",
        kind: "HostPath (bare host directory volume)",
        lines: &[("Path:", "path", Text), ("HostPathType:", "type", OptionalText)],
    },
    Source {
        field: "emptyDir",
        kind: "EmptyDir (a temporary directory that shares a pod's lifetime)",
        lines: &[("Medium:", "medium", Text), ("SizeLimit:", "sizeLimit", Size)],
    },
    Source {
        field: "gcePersistentDisk",
        kind: "GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)",
        lines: &[
            ("PDName:", "pdName", Text),
            ("FSType:", "fsType", Text),
            ("Partition:", "partition", Number),
            ("ReadOnly:", "readOnly", Truth),
        ],
    },
    Source {
        field: "awsElasticBlockStore",
        kind: "AWSElasticBlockStore (a Persistent Disk resource in AWS)",
        lines: &[
            ("VolumeID:", "volumeID", Text),
            ("FSType:", "fsType", Text),
            ("Partition:", "partition", Number),
            ("ReadOnly:", "readOnly", Truth),
        ],
    },
    Source {
        field: "gitRepo",
        kind: "GitRepo (a volume that is pulled from git when the pod is created)",
        lines: &[("Repository:", "repository", Text), ("Revision:", "revision", Text)],
    },
    Source {
        field: "secret",
        kind: "Secret (a volume populated by a Secret)",
        lines: &[("SecretName:", "secretName", Text), ("Optional:", "optional", Truth)],
    },
    Source {
        field: "configMap",
        kind: "ConfigMap (a volume populated by a ConfigMap)",
        lines: &[("Name:", "name", Text), ("Optional:", "optional", Truth)],
    },
    Source {
        field: "nfs",
        kind: "NFS (an NFS mount that lasts the lifetime of a pod)",
        lines: &[
            ("Server:", "server", Text),
            ("Path:", "path", Text),
            ("ReadOnly:", "readOnly", Truth),
        ],
    },
    Source {
        field: "iscsi",
        kind: "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)",
        lines: &[
            ("TargetPortal:", "targetPortal", Text),
            ("IQN:", "iqn", Text),
            ("Lun:", "lun", Number),
            ("ISCSIInterface", "iscsiInterface", Text),
            ("FSType:", "fsType", Text),
            ("ReadOnly:", "readOnly", Truth),
            ("Portals:", "portals", List),
            ("DiscoveryCHAPAuth:", "chapAuthDiscovery", Truth),
            ("SessionCHAPAuth:", "chapAuthSession", Truth),
            ("SecretRef:", "secretRef", Reference),
            ("InitiatorName:", "initiatorName", OptionalText),
        ],
    },
    Source {
        field: "glusterfs",
        kind: "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)",
        lines: &[
            ("EndpointsName:", "endpoints", Text),
            ("Path:", "path", Text),
            ("ReadOnly:", "readOnly", Truth),
        ],
    },
    Source {
        field: "persistentVolumeClaim",
        kind: "PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)",
        lines: &[("ClaimName:", "claimName", Text), ("ReadOnly:", "readOnly", Truth)],
    },
    Source {
        field: "ephemeral",
        kind: "EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)",
        lines: &[],
    },
    Source {
        field: "rbd",
        kind: "RBD (a Rados Block Device mount on the host that shares a pod's lifetime)",
        lines: &[
            ("CephMonitors:", "monitors", List),
            ("RBDImage:", "image", Text),
            ("FSType:", "fsType", Text),
            ("RBDPool:", "pool", Text),
            ("RadosUser:", "user", Text),
            ("Keyring:", "keyring", Text),
            ("SecretRef:", "secretRef", Reference),
            ("ReadOnly:", "readOnly", Truth),
        ],
    },
    Source {
        field: "quobyte",
        kind: "Quobyte (a Quobyte mount on the host that shares a pod's lifetime)",
        lines: &[
            ("Registry:", "registry", Text),
            ("Volume:", "volume", Text),
            ("ReadOnly:", "readOnly", Truth),
        ],
    },
    Source {
        field: "downwardAPI",
        kind: "DownwardAPI (a volume populated by information about the pod)",
        lines: &[],
    },
    Source {
        field: "azureDisk",
        kind: "AzureDisk (an Azure Data Disk mount on the host and bind mount to the pod)",
        lines: &[
            ("DiskName:", "diskName", Text),
            ("DiskURI:", "diskURI", Text),
            ("Kind: ", "kind", Text),
            ("FSType:", "fsType", Text),
            ("CachingMode:", "cachingMode", Text),
            ("ReadOnly:", "readOnly", Truth),
        ],
    },
    Source {
        field: "vsphereVolume",
        kind: "vSphereVolume (a Persistent Disk resource in vSphere)",
        lines: &[
            ("VolumePath:", "volumePath", Text),
            ("FSType:", "fsType", Text),
            ("StoragePolicyName:", "storagePolicyName", Text),
        ],
    },
    Source {
        field: "cinder",
        kind: "Cinder (a Persistent Disk resource in OpenStack)",
        lines: &[
            ("VolumeID:", "volumeID", Text),
            ("FSType:", "fsType", Text),
            ("ReadOnly:", "readOnly", Truth),
            ("SecretRef:", "secretRef", Reference),
        ],
    },
    Source {
        field: "photonPersistentDisk",
        kind: "PhotonPersistentDisk (a Persistent Disk resource in photon platform)",
        lines: &[("PdID:", "pdID", Text), ("FSType:", "fsType", Text)],
    },
    Source {
        field: "portworxVolume",
        kind: "PortworxVolume (a Portworx Volume resource)",
        lines: &[("VolumeID:", "volumeID", Text)],
    },
    Source {
        field: "scaleIO",
        kind: "ScaleIO (a persistent volume backed by a block device in ScaleIO)",
        lines: &[
            ("Gateway:", "gateway", Text),
            ("System:", "system", Text),
            ("Protection Domain:", "protectionDomain", Text),
            ("Storage Pool:", "storagePool", Text),
            ("Storage Mode:", "storageMode", Text),
            ("VolumeName:", "volumeName", Text),
            ("FSType:", "fsType", Text),
            ("ReadOnly:", "readOnly", Truth),
        ],
    },
    Source {
        field: "cephfs",
        kind: "CephFS (a CephFS mount on the host that shares a pod's lifetime)",
        lines: &[
            ("Monitors:", "monitors", List),
            ("Path:", "path", Text),
            ("User:", "user", Text),
            ("SecretFile:", "secretFile", Text),
            ("SecretRef:", "secretRef", Reference),
            ("ReadOnly:", "readOnly", Truth),
        ],
    },
    Source {
        field: "storageos",
        kind: "StorageOS (a StorageOS Persistent Disk resource)",
        lines: &[
            ("VolumeName:", "volumeName", Text),
            ("VolumeNamespace:", "volumeNamespace", Text),
            ("FSType:", "fsType", Text),
            ("ReadOnly:", "readOnly", Truth),
        ],
    },
    Source {
        field: "fc",
        kind: "FC (a Fibre Channel disk)",
        lines: &[
            ("TargetWWNs:", "targetWWNs", CommaList),
            ("LUN:", "lun", OptionalNumber),
            ("FSType:", "fsType", Text),
            ("ReadOnly:", "readOnly", Truth),
        ],
    },
    Source {
        field: "azureFile",
        kind: "AzureFile (an Azure File Service mount on the host and bind mount to the pod)",
        lines: &[
            ("SecretName:", "secretName", Text),
            ("ShareName:", "shareName", Text),
            ("ReadOnly:", "readOnly", Truth),
        ],
    },
    Source {
        field: "flexVolume",
        kind: "FlexVolume (a generic volume resource that is provisioned/attached using an exec based plugin)",
        lines: &[
            ("Driver:", "driver", Text),
            ("FSType:", "fsType", Text),
            ("SecretRef:", "secretRef", Reference),
            ("ReadOnly:", "readOnly", Truth),
            ("Options:", "options", Map),
        ],
    },
    Source {
        field: "flocker",
        kind: "Flocker (a Flocker volume mounted by the Flocker agent)",
        lines: &[
            ("DatasetName:", "datasetName", Text),
            ("DatasetUUID:", "datasetUUID", Text),
        ],
    },
    Source {
        field: "projected",
        kind: "Projected (a volume that contains injected data from multiple sources)",
        lines: &[],
    },
    Source {
        field: "csi",
        kind: "CSI (a Container Storage Interface (CSI) volume source)",
        lines: &[
            ("Driver:", "driver", Text),
            ("FSType:", "fsType", Text),
            ("ReadOnly:", "readOnly", Truth),
        ],
    },
    Source {
        field: "image",
        kind: "Image (a container image or OCI artifact)",
        lines: &[("Reference:", "reference", Text), ("PullPolicy:", "pullPolicy", Text)],
    },
];
