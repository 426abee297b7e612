### The panel beside the cluster.

inspector = Inspector
close = Close
kind-node = Node
kind-pod = Pod
kind-number = Number
it-counts = It counts { $meaning }.
no-such-node = At this moment there is no such node.

## A node

what-would-change-it = What would change it
manifest-line = line { $line }
nodes-line = nodes, line { $line }
would-give = What would give this node a pod
would-take = What would take the pod away
would-free = What would get the pod going
apply = Apply
apply-offer = Apply: { $title }
kind-edit = The lines of the manifest that change
kind-command = What kubectl would do
others-gain = { $gained ->
    [one] { $gained } other node gets a pod too.
   *[other] { $gained } other nodes get a pod too.
}
others-lose = { $lost ->
    [one] { $lost } other node loses its pod.
   *[other] { $lost } other nodes lose their pods.
}
others-change = Of the other nodes, { NUMBER($gained) } get a pod and { NUMBER($lost) } lose theirs.
give-label = Give { $node } the label { $label }
take-label = Take the label { $label } off { $node }
give-taint = Put the taint { $taint } on { $node }
take-taint = Take the taint { $taint } off { $node }
offer-uncordon = Uncordon { $node }
offer-condition = Let { $node } be healthy again
offer-wake = Wake the kubelet of { $node }
offer-mend = Mend the image { $image }
offer-delete = Delete the pod { $pod }
no-daemon-set-yet = There is no DaemonSet yet.
change-this-node = Change this node

## A pod

authors = Written by
authors-meaning = Press a name to hide or show what it wrote.
difference-meaning = Only what differs from the template, and with − what the pod does not have of it.
pod-yaml = The pod as YAML
author-template = Template
author-node-controllers = Node controllers
line-by = { $author }:{ " " }
line-gone = taken out by { $author }:{ " " }

## The legend

how-to-read = How to read it
shape-and-colour = The shape of a pod says its state, its colour and number say its revision.
revisions = Revisions of the pod template
revision-pods = { $count ->
    [one] { $hash } · { $count } pod
   *[other] { $hash } · { $count } pods
}
pod-security = Pod Security
pod-security-meaning = The DaemonSet is stored at every level of its namespace. Enforced, these levels refuse its pods:
dashed-cards = A dashed card is a node that the DaemonSet leaves out; it says why. Choose a node for the whole chain of reasons, a pod for its YAML, a number above for the nodes that it counts.
press-labels = Press a label to take it off the node, press it again to put it back.
key-space = Space
key-space-does = play or pause
key-arrows-do = one step back or on
key-sheet-does = all shortcuts

## Revisions

revision-age = { $age } old · { $changed }
revision-first = the first there is
revision-changed = { $lines ->
    [one] { $lines } line differs from the one before
   *[other] { $lines } lines differ from the one before
}
roll-back = Roll back
roll-back-to = Roll back to revision { $revision }
compare-from = From revision
compare-to = to
compare-older = The revision to start from
compare-newer = The revision to compare it with
compared-lines = What differs between revisions { $older } and { $newer }
no-difference = They do not differ.

## What there is to know

conditions = Conditions
resources = Capacity and use
resource = Resource
given = Requested
offered = Allocatable
taints-count = { $count ->
    [0] No taints
    [one] { $count } taint
   *[other] { $count } taints
}
pods-count = { $count ->
    [0] No pods
    [one] { $count } pod
   *[other] { $count } pods
}
events-count = { $count ->
    [0] No events
    [one] { $count } event
   *[other] { $count } events
}
