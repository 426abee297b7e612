### The cluster: actors, node cards, chips, tiles.

cluster = Cluster
add-node = Add node
summary = { $nodes ->
    [one] { $nodes } node, { NUMBER($eligible) } eligible
   *[other] { $nodes } nodes, { NUMBER($eligible) } eligible
}
nodes = Nodes

## Actors

who-acts = Who acts
pods-without-node = Pods without a node
no-pod-waits = no pod waits
controller = DaemonSet controller
controller-role = creates and deletes pods
scheduler = Scheduler
scheduler-role = binds each pod to its node
kubelets = Kubelets
kubelets-role = run the pods, one on every node

## Node cards

why-node = Why has { $node } a pod, or none?
cordon = Cordon { $node }
uncordon = Uncordon { $node }
cordoned = cordoned
no-pod = no pod: { $reason }
stays = stays, but: { $reason }
must-go = must go: { $reason }
cannot-be-bound = its pod cannot be bound
waits-for-scheduler = its pod waits for the scheduler
no-pod-yet = no pod yet
capacity-unused = Pods may ask for { $cpu } cpu and { $memory } memory; they ask for nothing
capacity-used = Pods ask for { $used-cpu } of { $cpu } cpu and { $used-memory } of { $memory } memory
tile-title = { $node }: { $reason }

## Chips

labels-of = Labels of { $node }
taints-of = Taints of { $node }
show-common-labels = Show the labels that every node has
more-labels = { $count ->
    [one] { $count } label
   *[other] { $count } labels
}
remove-label = Remove the label { $label }
restore-label = Put the label { $label } back
remove-taint = Take the taint { $taint } off
add-chip-example = key=value  or  key=value:NoSchedule
add-chip = Add a label or a taint to { $node }, then press Enter

## Pods

pod-on = { $pod } on { $node }: { $state }
pod-for = { $pod } for { $node }: { $state }
pod-nowhere = { $pod } without a node: { $state }
of-revision = { $pod }, revision { $revision }
pending = Pending
pending-long = Pending, waits for the scheduler
creating = Creating
creating-long = Pending, its node starts it
running = Not ready
running-long = Running, not ready
ready = Ready
ready-long = Running and ready
terminating = Terminating
terminating-long = Terminating
failed = Failed
failed-long = Failed
