### The examples: a title for the button, and one line that says what to look at.

node-selector-title = Some nodes
node-selector-caption = Only nodes labelled app=logging-node get a pod. Press a label on a node and watch what the controller does.
first-title = One node
first-caption = A DaemonSet wants one pod on every node. This cluster has one node; add another and it gets its pod at once.
rolling-update-title = Rolling update
rolling-update-caption = Change the image in the manifest, to v2.5.3 say: the pods are replaced node by node, one at a time.
taints-title = Taints
taints-caption = Two nodes have taints that the template does not tolerate. Take a taint off, or add a toleration to the manifest.
full-node-title = Full node
full-node-caption = worker-2 has too little cpu left: its pod is created for it, and waits for the scheduler for ever.
surge-title = maxSurge
surge-caption = Change the image to agent:2.0: with maxSurge the new pod starts beside the old one, which goes when the new one is ready.

## The gallery: a question, what there is to see in two sentences, and what to try.

gallery = 20 questions
gallery-heading = What people ask about DaemonSets
gallery-says = Each opens at the moment that answers it, with something to try.
close = Close
try-it = Try:
topic-placement = Which nodes
topic-taints = Taints and cordons
topic-scheduling = Waiting for the scheduler
topic-rollouts = Rollouts
topic-nodes = Nodes and failures
topic-owners = Selectors and owners
topic-workloads = Workloads to start from

desired-zero-title = DESIRED is 0, and there is no event. Why?
desired-zero-caption = The template asks for nodes with disk=ssd, and the nodes say disktype=ssd. No pod is even created, so there is nothing to write an event about.
desired-zero-try = put the label disk=ssd on worker-1. DESIRED becomes 1 at once.
label-removed-title = A label was taken off a node: what happens to its pod?
label-removed-caption = Just now the label disk went from worker-2. The DaemonSet controller deletes the pod there, although a scheduler would leave a running pod alone.
label-removed-try = put the label back, then press play. worker-2 gets a new pod, with another name.
switch-off-title = How is it paused, or scaled to zero?
switch-off-caption = A DaemonSet has no replicas: the nodes are its scale. A nodeSelector that no node fulfils took all its pods away, and keeps the DaemonSet.
switch-off-try = put the label switched-off=true on one node. That node alone gets its pod back, which is also a way to try a change out.

control-plane-title = Why is there no pod on the control-plane node?
control-plane-caption = The control plane has a taint that the template does not tolerate. The controller creates no pod for it, and DESIRED does not count it.
control-plane-try = take the taint off the node, or add a toleration for it to the template. The control plane gets its pod.
misscheduled-title = Why is a pod misscheduled?
misscheduled-caption = worker-2 got the taint dedicated=database:NoSchedule when its pod was running already: the pod stays, but no new one would come. That is what misscheduled counts; the taint alone wakes no controller, so the number changed only when worker-4 joined.
misscheduled-try = give worker-2 the taint dedicated=database:NoExecute as well. Now the pod has to go.
cordoned-title = Why does a cordoned node still get pods?
cordoned-caption = worker-2 was cordoned from the beginning and has its pod. The controller lets every daemon pod tolerate node.kubernetes.io/unschedulable, the taint of a cordoned node.
cordoned-try = give worker-2 the taint maintenance=true:NoExecute. That keeps daemon pods away, as cordoning and draining do not.

pending-title = Pending: for which node, and what does “0/5 nodes are available” mean?
pending-caption = The pod is for worker-3 alone, which has too little cpu. The other four nodes count in the message because the pod may not go to them.
pending-try = change cpu=250m of worker-3 in the nodes to cpu=4. The scheduler binds the pod.
priority-title = The node is full: who wins?
priority-caption = Web pods took the cpu of worker-2 before the daemon pod came. All have the same priority, so the daemon pod waits.
priority-try = add priorityClassName: system-node-critical above containers in the template. The scheduler evicts web pods to make room.

stuck-rollout-title = Why is the rollout stuck?
stuck-rollout-caption = The kubelet of worker-2 is silent, so its pod is not available and uses the whole budget of maxUnavailable 1. Its old pod cannot even end: only a kubelet can say that it has stopped.
stuck-rollout-try = choose worker-2 and wake its kubelet. The rollout goes on through all nodes.
on-delete-title = I changed the image and nothing happens. Why?
on-delete-caption = With updateStrategy OnDelete the controller replaces no pod by itself. UP-TO-DATE is 0, and everything still runs the old image.
on-delete-try = choose a pod and delete it. Its successor has the new image.
how-long-title = How long will the rollout take?
how-long-caption = One node after another: each stops its pod, starts the new one, and waits minReadySeconds 10. Half a minute has passed, and most of the eight nodes are still to come.
how-long-try = change maxUnavailable to 50%, then press play. Four nodes at a time are done much sooner.
two-pods-title = What does maxSurge do?
two-pods-caption = A node being updated runs two pods for a while: the new one starts beside the old one, which goes when the new one is available. No node is ever without a pod.
two-pods-try = change maxUnavailable to 1 as well. The API server refuses: only one of the two may be more than zero.
beyond-budget-title = Why did more pods go down than maxUnavailable allows?
beyond-budget-caption = The pods of worker-2 and worker-4 were not ready when the update came. Old pods that are unavailable are replaced at once, outside the budget: that makes nothing worse.
beyond-budget-try = press play. The three healthy nodes follow one at a time, within the budget.
rollout-status-title = What does kubectl rollout status wait for?
rollout-status-caption = It waits until every node has a pod of the new template, and then until all are available. The line above the budget bar is what it prints at this moment.
rollout-status-try = change type: RollingUpdate to OnDelete and remove rollingUpdate with its line. Then rollout status has nothing to wait for, and fails.
min-ready-title = Why is AVAILABLE less than READY?
min-ready-caption = With minReadySeconds 60 a pod is available when it has been ready for a minute. All three are ready, and none is available yet.
min-ready-try = change minReadySeconds to 5. The pods that are ready count at once.

node-down-title = The node is down, and its pod still says Running. Why?
node-down-caption = Nobody heard of worker-2 for minutes: the pod is not ready, but only its kubelet could say that it has stopped. Daemon pods tolerate unreachable nodes for ever, so nobody evicts it.
node-down-try = choose worker-2 and delete the node. Only now is the pod removed.
killed-in-loop-title = Why are pods killed and created again and again?
killed-in-loop-caption = worker-2 is short of disk space: its kubelet fails the pod, and the controller deletes it and creates another that fails too. The pauses double each time, up to 15 minutes.
killed-in-loop-try = add priorityClassName: system-node-critical above containers in the template, and play. Kubelets keep critical pods in spite of the pressure.
node-joins-title = A node joined: what now?
node-joins-caption = worker-3 has joined and is not ready yet, so it has the taint node.kubernetes.io/not-ready:NoSchedule. Daemon pods do not tolerate it by themselves: the pod comes when the node is ready.
node-joins-try = press play and see worker-3 get its pod. Then choose worker-1 and delete the node: its pod goes with it, and none takes its place elsewhere.

selector-title = selector or nodeSelector? “field is immutable”
selector-caption = Somebody changed spec.selector to choose nodes by their label. It chooses pods, and the API server refuses every change of it; the cluster goes on with the former text.
selector-try = undo the change in the editor, and add nodeSelector with pool: logs above containers. That chooses nodes.
orphans-title = Who owns the pods when the DaemonSet is deleted with --cascade=orphan?
orphans-caption = The DaemonSet was deleted and its pods run on, owned by nobody. A DaemonSet whose selector matches them adopts them instead of creating new ones.
orphans-try = change maxUnavailable to 2: that applies the manifest again. The same pods have an owner again.

fluentd-title = fluentd
fluentd-caption = Collects the logs of every node, the control plane included. A rollout may take a tenth of the nodes at a time.
node-exporter-title = node-exporter
node-exporter-caption = Shows the figures of each machine on port 9100 of the node. On the network of the node only one such pod fits.
node-problem-detector-title = node-problem-detector
node-problem-detector-caption = Reports kernel faults as conditions of the node. It tolerates every taint, for a broken node is where it is needed.
flannel-title = flannel
flannel-caption = The network between pods, on Linux nodes only. It has to start on nodes that are not ready yet, because without it they never are.
ceph-title = ceph
ceph-caption = Storage daemons on nodes that are kept for storage. With OnDelete a person decides when each disk goes away for a moment.
glusterd-title = glusterd
glusterd-caption = Chooses its nodes by node affinity instead of a nodeSelector. One pod at a time is replaced, and has to be ready for half a minute.
kube-proxy-title = kube-proxy
kube-proxy-caption = Programs the addresses of Services on every node. Change the image to follow a new version of the cluster.
cni-title = CNI
cni-caption = An init container puts the plugin on the node, then the agent starts. Pods of other kinds wait for it.
csi-node-title = CSI driver
csi-node-caption = The part of a storage driver that mounts volumes, with its registrar beside it. A fifth of the nodes may be replaced at a time.
gpu-device-plugin-title = GPU device plugin
gpu-device-plugin-caption = Runs only where a GPU is, and tolerates the taint that keeps others away. Take the label gpu off a node and see.
