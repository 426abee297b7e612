//! Volumes on which scheduling depends: disks that only one pod can have, and claims.
//!
//! Models `plugins/volumerestrictions` (isVolumeConflict). The engine knows no PersistentVolumes, storage classes or
//! CSI nodes, so NodeVolumeLimits and VolumeZone have nothing to object to and every claim is one that does not exist.

use crate::objects::json;
use serde_json::Value;
use std::sync::Arc;

/// A volume that matters to the scheduler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PodVolume {
    /// A disk in a cloud or on a network, attached by name.
    Disk(Disk),
    /// `persistentVolumeClaim`: the claim's name.
    Claim(Arc<str>),
    /// `ephemeral`: the volume's name, of which the claim's name is made.
    Ephemeral(Arc<str>),
}

/// A disk that cannot be attached by everybody at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Disk {
    /// `gcePersistentDisk`: shared only if all read.
    GcePersistentDisk {
        /// `pdName`.
        name: Arc<str>,
        /// `readOnly`.
        read_only: bool,
    },
    /// `awsElasticBlockStore`: never shared.
    AwsElasticBlockStore {
        /// `volumeID`.
        id: Arc<str>,
    },
    /// `iscsi`: shared only if all read.
    Iscsi {
        /// `iqn`.
        iqn: Arc<str>,
        /// `readOnly`.
        read_only: bool,
    },
    /// `rbd`: shared only if all read.
    Rbd {
        /// `monitors`.
        monitors: Vec<Arc<str>>,
        /// `pool`.
        pool: Arc<str>,
        /// `image`.
        image: Arc<str>,
        /// `readOnly`.
        read_only: bool,
    },
}

impl PodVolume {
    /// The volumes of a pod that matter, in order.
    pub fn of_spec(spec: &Value) -> Vec<Self> {
        json::list(spec, "volumes").iter().filter_map(Self::from_json).collect()
    }

    fn from_json(volume: &Value) -> Option<Self> {
        if let Some(claim) = volume.get("persistentVolumeClaim").filter(|claim| claim.is_object()) {
            return Some(Self::Claim(json::shared(claim, "claimName")));
        }
        if volume.get("ephemeral").is_some_and(Value::is_object) {
            return Some(Self::Ephemeral(json::shared(volume, "name")));
        }
        Disk::from_json(volume).map(Self::Disk)
    }
}

impl Disk {
    fn from_json(volume: &Value) -> Option<Self> {
        let source = |key: &str| volume.get(key).filter(|source| source.is_object());
        if let Some(disk) = source("gcePersistentDisk") {
            return Some(Self::GcePersistentDisk {
                name: json::shared(disk, "pdName"),
                read_only: json::flag(disk, "readOnly"),
            });
        }
        if let Some(disk) = source("awsElasticBlockStore") {
            return Some(Self::AwsElasticBlockStore {
                id: json::shared(disk, "volumeID"),
            });
        }
        if let Some(disk) = source("iscsi") {
            return Some(Self::Iscsi {
                iqn: json::shared(disk, "iqn"),
                read_only: json::flag(disk, "readOnly"),
            });
        }
        source("rbd").map(|disk| Self::Rbd {
            monitors: json::texts(disk, "monitors"),
            pool: json::shared(disk, "pool"),
            image: json::shared(disk, "image"),
            read_only: json::flag(disk, "readOnly"),
        })
    }

    /// Whether a pod that wants `self` cannot run beside one that has `other`.
    pub fn conflicts_with(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::GcePersistentDisk { name, read_only },
                Self::GcePersistentDisk {
                    name: other_name,
                    read_only: other_read_only,
                },
            )
            | (
                Self::Iscsi { iqn: name, read_only },
                Self::Iscsi {
                    iqn: other_name,
                    read_only: other_read_only,
                },
            ) => name == other_name && !(*read_only && *other_read_only),
            (Self::AwsElasticBlockStore { id }, Self::AwsElasticBlockStore { id: other_id }) => id == other_id,
            (
                Self::Rbd {
                    monitors,
                    pool,
                    image,
                    read_only,
                },
                Self::Rbd {
                    monitors: other_monitors,
                    pool: other_pool,
                    image: other_image,
                    read_only: other_read_only,
                },
            ) => {
                let same_cluster = monitors.iter().any(|monitor| other_monitors.contains(monitor));
                same_cluster && (pool, image) == (other_pool, other_image) && !(*read_only && *other_read_only)
            }
            (
                Self::GcePersistentDisk { .. }
                | Self::AwsElasticBlockStore { .. }
                | Self::Iscsi { .. }
                | Self::Rbd { .. },
                _,
            ) => false,
        }
    }
}
