//! Whole descriptions of small objects.

use super::*;
use crate::time::SimTime;
use serde_json::json;

fn now() -> SimTime {
    SimTime::parse("2026-03-01T12:00:30Z").unwrap()
}

/// A pod that waits is described with what it asks for and why it waits.
#[test]
fn a_pending_pod() {
    let pod = json!({
        "metadata": {
            "name": "agent-x", "namespace": "default", "uid": "1", "labels": {"app": "agent"},
            "ownerReferences": [{"apiVersion": "apps/v1", "kind": "DaemonSet", "name": "agent", "controller": true}],
        },
        "spec": {
            "serviceAccountName": "default", "priority": 0,
            "containers": [{
                "name": "agent", "image": "agent:1", "resources": {"requests": {"cpu": "0.5"}},
                "env": [
                    {"name": "POD", "valueFrom": {"fieldRef": {"apiVersion": "v1", "fieldPath": "metadata.name"}}},
                    {"name": "NODE", "valueFrom": {"fieldRef": {"apiVersion": "v1", "fieldPath": "spec.nodeName"}}},
                ],
            }],
            "volumes": [{"name": "work", "emptyDir": {"sizeLimit": "1Gi"}}],
        },
        "status": {
            "phase": "Pending", "qosClass": "Burstable",
            "conditions": [{"type": "PodScheduled", "status": "False"}],
        },
    });
    let event = |uid: &str, reason: &str| {
        json!({
            "involvedObject": {"kind": "Pod", "name": "agent-x", "namespace": "default", "uid": uid},
            "type": "Warning", "reason": reason, "message": "0/1 nodes are available.", "count": 1,
            "source": {"component": "default-scheduler"},
            "firstTimestamp": "2026-03-01T12:00:25Z", "lastTimestamp": "2026-03-01T12:00:25Z",
        })
    };
    let events = crate::kubectl::events_about(&[event("1", "FailedScheduling"), event("0", "Old")], &pod, "Pod");
    assert_eq!(
        describe_pod(&pod, &events, now()),
        "\
Name:             agent-x
Namespace:        default
Priority:         0
Service Account:  default
Node:             <none>
Labels:           app=agent
Annotations:      <none>
Status:           Pending
IP:               
IPs:              <none>
Controlled By:    DaemonSet/agent
Containers:
  agent:
    Image:      agent:1
    Port:       <none>
    Host Port:  <none>
    Requests:
      cpu:  500m
    Environment:
      POD:   agent-x (v1:metadata.name)
      NODE:   (v1:spec.nodeName)
    Mounts:  <none>
Conditions:
  Type           Status
  PodScheduled   False 
Volumes:
  work:
    Type:        EmptyDir (a temporary directory that shares a pod's lifetime)
    Medium:      
    SizeLimit:   1Gi
QoS Class:       Burstable
Node-Selectors:  <none>
Tolerations:     <none>
Events:
  Type     Reason            Age   From               Message
  ----     ------            ----  ----               -------
  Warning  FailedScheduling  5s    default-scheduler  0/1 nodes are available.
"
    );
}

/// A container that came back says how it ended before.
#[test]
fn a_restarted_container() {
    let pod = json!({
        "metadata": {"name": "p", "namespace": "default", "deletionTimestamp": "2026-03-01T12:00:20Z",
                     "deletionGracePeriodSeconds": 30},
        "spec": {"nodeName": "n", "containers": [{"name": "c", "image": "i"}]},
        "status": {
            "phase": "Running", "hostIP": "10.0.0.1", "podIP": "10.1.0.1",
            "startTime": "2026-03-01T11:00:00Z",
            "containerStatuses": [{
                "name": "c", "ready": true, "restartCount": 2, "containerID": "x://1", "imageID": "i@1",
                "state": {"running": {"startedAt": "2026-03-01T11:59:00Z"}},
                "lastState": {"terminated": {"exitCode": 137, "signal": 9, "reason": "OOMKilled",
                    "startedAt": "2026-03-01T11:00:00Z", "finishedAt": "2026-03-01T11:58:00Z"}},
            }],
        },
    });
    let text = describe_pod(&pod, &[], now());
    let part = |from: &str, to: &str| {
        let start = text.find(from).unwrap();
        &text[start..start + text[start..].find(to).unwrap()]
    };
    assert_eq!(
        part("Node:", "Containers:"),
        "\
Node:                      n/10.0.0.1
Start Time:                Sun, 01 Mar 2026 11:00:00 +0000
Labels:                    <none>
Annotations:               <none>
Status:                    Terminating (lasts 10s)
Termination Grace Period:  30s
IP:                        10.1.0.1
IPs:
  IP:  10.1.0.1
"
    );
    assert_eq!(
        part("    Container ID:", "Volumes:"),
        [
            "    Container ID:   x://1",
            "    Image:          i",
            "    Image ID:       i@1",
            "    Port:           <none>",
            "    Host Port:      <none>",
            "    State:          Running",
            "      Started:      Sun, 01 Mar 2026 11:59:00 +0000",
            "    Last State:     Terminated",
            "      Reason:       OOMKilled",
            "      Exit Code:    137",
            "      Signal:       9",
            "      Started:      Sun, 01 Mar 2026 11:00:00 +0000",
            "      Finished:     Sun, 01 Mar 2026 11:58:00 +0000",
            "    Ready:          True",
            "    Restart Count:  2",
            "    Environment:    <none>",
            "    Mounts:         <none>",
            "",
        ]
        .join("\n")
    );
}

/// A node is described with its pods that have not ended, and their share of it.
#[test]
fn a_node_with_pods() {
    let node = json!({
        "metadata": {"name": "n", "labels": {"node-role.kubernetes.io/worker": ""},
                     "creationTimestamp": "2026-03-01T11:00:00Z"},
        "spec": {"unschedulable": true, "taints": [
            {"key": "node.kubernetes.io/unschedulable", "effect": "NoSchedule"},
            {"key": "dedicated", "value": "gpu", "effect": "NoExecute"},
        ]},
        "status": {
            "allocatable": {"cpu": "4", "memory": "8Gi", "pods": "110", "example.com/gpu": "2"},
            "addresses": [{"type": "InternalIP", "address": "10.0.0.1"}],
            "conditions": [{"type": "Ready", "status": "True", "reason": "KubeletReady", "message": "ready",
                "lastHeartbeatTime": "2026-03-01T12:00:00Z", "lastTransitionTime": "2026-03-01T11:00:05Z"}],
            "nodeInfo": {"kubeletVersion": "v1.36.2"},
        },
    });
    let pod = |name: &str, node: &str, phase: &str| {
        json!({
            "metadata": {"name": name, "namespace": "default", "creationTimestamp": "2026-03-01T12:00:00Z"},
            "spec": {"nodeName": node, "containers": [{"name": "c", "resources": {
                "requests": {"cpu": "500m", "memory": "1Gi"}, "limits": {"cpu": "1", "example.com/gpu": "1"}}}]},
            "status": {"phase": phase},
        })
    };
    let pods = [("a", "n", "Running"), ("b", "m", "Running"), ("c", "n", "Failed")];
    let pods = pods.map(|(name, node, phase)| pod(name, node, phase));
    let lease = json!({"spec": {"holderIdentity": "n", "renewTime": "2026-03-01T12:00:20.000000Z"}});
    assert_eq!(
        describe_node(&node, Some(&lease), &pods, &[], now()),
        "\
Name:               n
Roles:              worker
Labels:             node-role.kubernetes.io/worker=
Annotations:        <none>
CreationTimestamp:  Sun, 01 Mar 2026 11:00:00 +0000
Taints:             dedicated=gpu:NoExecute
                    node.kubernetes.io/unschedulable:NoSchedule
Unschedulable:      true
Lease:
  HolderIdentity:  n
  AcquireTime:     <unset>
  RenewTime:       Sun, 01 Mar 2026 12:00:20 +0000
Conditions:
  Type    Status  LastHeartbeatTime                 LastTransitionTime                Reason         Message
  ----    ------  -----------------                 ------------------                ------         -------
  Ready   True    Sun, 01 Mar 2026 12:00:00 +0000   Sun, 01 Mar 2026 11:00:05 +0000   KubeletReady   ready
Addresses:
  InternalIP:  10.0.0.1
Allocatable:
  cpu:              4
  example.com/gpu:  2
  memory:           8Gi
  pods:             110
System Info:
  Machine ID:                 
  System UUID:                
  Boot ID:                    
  Kernel Version:             
  OS Image:                   
  Operating System:           
  Architecture:               
  Container Runtime Version:  
  Kubelet Version:            v1.36.2
Non-terminated Pods:          (1 in total)
  Namespace                   Name    CPU Requests  CPU Limits  Memory Requests  Memory Limits  Age
  ---------                   ----    ------------  ----------  ---------------  -------------  ---
  default                     a       500m (12%)    1 (25%)     1Gi (12%)        0 (0%)         30s
Allocated resources:
  (Total limits may be over 100 percent, i.e., overcommitted.)
  Resource           Requests    Limits
  --------           --------    ------
  cpu                500m (12%)  1 (25%)
  memory             1Gi (12%)   0 (0%)
  ephemeral-storage  0 (0%)      0 (0%)
  example.com/gpu    0           1
Events:              <none>
"
    );
}

/// Kinds of volumes have lines of their own, with Go's idea of a list, a map and a reference.
#[test]
fn volumes_of_many_kinds() {
    let template = json!({"spec": {"containers": [{"name": "c"}], "volumes": [
        {"name": "rbd", "rbd": {"monitors": ["a:1", "b:1"], "image": "i", "secretRef": {"name": "s"}}},
        {"name": "fc", "fc": {"targetWWNs": ["x", "y"]}},
        {"name": "flex", "flexVolume": {"driver": "d", "options": {"b": "2", "a": "1"}}},
        {"name": "csi", "csi": {"driver": "d", "readOnly": true}},
        {"name": "claim", "ephemeral": {"volumeClaimTemplate": {
            "metadata": {"labels": {"a": "1", "b": "2"}},
            "spec": {"storageClassName": "fast", "volumeMode": "Filesystem"}}}},
        {"name": "what"},
    ]}});
    let mut sheet = crate::kubectl::columns::Sheet::default();
    write_pod_template(&mut sheet, &template);
    let text = sheet.aligned();
    let start = text.find("   rbd:").unwrap();
    assert_eq!(
        &text[start..text.find("  Node-Selectors:").unwrap()],
        "   rbd:
    Type:          RBD (a Rados Block Device mount on the host that shares a pod's lifetime)
    CephMonitors:  [a:1 b:1]
    RBDImage:      i
    FSType:        
    RBDPool:       
    RadosUser:     
    Keyring:       
    SecretRef:     &LocalObjectReference{Name:s,}
    ReadOnly:      false
   fc:
    Type:        FC (a Fibre Channel disk)
    TargetWWNs:  x, y
    LUN:         <none>
    FSType:      
    ReadOnly:    false
   flex:
    Type:       FlexVolume (a generic volume resource that is provisioned/attached using an exec based plugin)
    Driver:     d
    FSType:     
    SecretRef:  nil
    ReadOnly:   false
    Options:    map[a:1 b:2]
   csi:
    Type:              CSI (a Container Storage Interface (CSI) volume source)
    Driver:            d
    FSType:            
    ReadOnly:          true
    VolumeAttributes:  <none>
   claim:
    Type:          EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)
    StorageClass:  fast
    Volume:        
    Labels:            a=1
                       b=2
    Annotations:       <none>
    Capacity:      
    Access Modes:  
    VolumeMode:    Filesystem
   what:
  <unknown>
"
    );
}
