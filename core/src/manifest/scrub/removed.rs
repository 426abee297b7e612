//! What scrubbing takes out.

/// Something that is taken out of objects, or renamed in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Removed {
    /// Addresses and ranges of addresses.
    Addresses,
    /// Annotations.
    Annotations,
    /// Commands of containers, and their arguments.
    Commands,
    /// Ids of containers, and digests of images.
    ContainerIds,
    /// Environment variables.
    Environment,
    /// Secrets for pulling images.
    ImagePullSecrets,
    /// The images that a node says it has.
    ImageLists,
    /// Ids of machines.
    MachineIds,
    /// Who wrote which field.
    ManagedFields,
    /// Messages of conditions and states.
    Messages,
    /// Fields that the simulation does not read.
    OtherFields,
    /// Objects of kinds that it does not know.
    OtherKinds,
    /// Commands, headers and paths of probes and hooks.
    Probes,
    /// Ids at a cloud provider.
    ProviderIds,
    /// Service accounts.
    ServiceAccounts,
    /// Texts that hold nothing that can be read.
    UnreadableTexts,
    /// What is in volumes, and where it is mounted.
    Volumes,
    /// Names of nodes: others take their place.
    NodeNames,
    /// Names of images: others take their place.
    ImageNames,
}
