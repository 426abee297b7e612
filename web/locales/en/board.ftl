### The cluster: actors, node cards, chips, tiles.

cluster = Cluster
add-node = Add node
summary = { $nodes ->
    [one] { $nodes } node, { NUMBER($eligible) } eligible
   *[other] { $nodes } nodes, { NUMBER($eligible) } eligible
}

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
evicted = { $pod }, driven off its node
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

## Ways to look at many nodes

tools = How the nodes are shown
grid = Nodes; the arrow keys go from one to another
filter = Show only nodes that satisfy all of these words
filter-title = key=value, key!=value: labels. reason:taint, reason:selector: what keeps pods away. pod:not-ready, pod:missing, pod:old, pod:failed. node:not-ready, node:cordoned. Anything else: part of a name. All words have to hold.
filter-example = Filter: zone=a  pod:not-ready  reason:taint
filter-unknown = { $word } says nothing to this filter. It understands parts of names, and { $known }.
filter-unknown-word = { $word }: after { $prefix }: it understands { $known }.
found = { $shown ->
    [one] { $shown } node of { NUMBER($nodes) }
   *[other] { $shown } nodes of { NUMBER($nodes) }
}
show-all = Show all nodes
grouping = Group the nodes
no-groups = No groups
by-zone = By zone
by-role = By role
without = without
group-counts = { $nodes ->
    [one] { $nodes } node, { NUMBER($eligible) } eligible, { NUMBER($ready) } ready
   *[other] { $nodes } nodes, { NUMBER($eligible) } eligible, { NUMBER($ready) } ready
}
layout = What stands for a node
auto = Auto
suiting = What suits the number of nodes: { $layout }
cards = Cards
tiles = Tiles
heat = Heat map

## Many nodes at once

mark = Select
mark-title = Select several nodes, to do something to all of them
mark-node = Select { $node }
marked = Selected nodes
marked-count = { $hidden ->
    [0] { NUMBER($marked) } selected
   *[other] { NUMBER($marked) } selected, { NUMBER($hidden) } of them not shown
}
mark-all = Select all shown
mark-none = Select none
mark-end = End the selection
cordon-marked = Cordon
uncordon-marked = Uncordon
delete-pods = Delete pods
fail-pods = Fail pods
not-ready = NotReady
ready-again = Ready
bulk-field = A label or taint to set, or with a - to remove: key=value, key-, key=value:NoSchedule, key:NoSchedule-
bulk-example = key=value  key-  key=value:NoSchedule
bulk-wrong = Write key=value, key-, key=value:NoSchedule or key:NoSchedule-
bulk-hint = One step, one undo. Shift marks a range.
no-command = kubectl has no command for this: it is the nodes' own doing.
copy-command = Copy the command

## Legend

legend = Legend
two-on-one = Two on one node: a surge
square-missing = Should have a pod, and has none
square-away = Not eligible: gets no pod
square-not-ready = The node is not ready
square-cordoned = The node is cordoned
