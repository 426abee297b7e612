//! Addresses of pods: each node has a range of its own, and gives the next address of it to each pod that starts
//! (`pkg/controller/nodeipam`, and the `host-local` plugin of the nodes' network).

use super::turn::Turn;
use crate::objects::Pod;
use std::sync::Arc;

/// The first address of a range that a pod can have: `.0` names the range, `.1` is the node's bridge.
const FIRST: u32 = 2;
/// How many addresses a range has, as a /24 does.
const RANGE: u32 = 254;

/// The address of a pod that starts on its node: a new one, or the node's own for a pod on the host's network.
pub(crate) fn of_started(turn: &mut Turn<'_>, pod: &Pod) -> Option<Arc<str>> {
    let name = pod.node_name.clone()?;
    let info = turn.world.cluster.nodes.get(&name)?.info.clone();
    if pod.template.as_ref().is_some_and(|template| template.host_network) {
        return (!info.internal_ip.is_empty()).then(|| info.internal_ip.as_str().into());
    }
    let ranges = u32::try_from(turn.world.addresses.len()).unwrap_or(0);
    let (range, last) = turn.world.addresses.get(&name).copied().unwrap_or((ranges, FIRST - 1));
    let host = if last >= RANGE { FIRST } else { last + 1 };
    turn.set_addresses(&name, (range, host));
    let own = info.pod_cidr.rsplit_once('.').map(|(network, _)| network.to_owned());
    let network = own.unwrap_or_else(|| format!("10.{}.{}", 244 + range / 256 % 12, range % 256));
    Some(format!("{network}.{host}").into())
}
