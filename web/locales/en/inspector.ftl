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
no-daemon-set-yet = There is no DaemonSet yet.
change-this-node = Change this node
cordon = Cordon
uncordon = Uncordon
make-not-ready = Make NotReady
make-ready = Make Ready
wake-kubelet = Wake its kubelet
silence-kubelet = Silence its kubelet
delete-node = Delete node

## A pod

marked-lines = Marked lines
marked-lines-meaning = { " " }are what the DaemonSet controller added to the template.
delete-pod = Delete pod
break-image = Break the image
break-image-on = Break the image on { $node }
pull-fails = Cannot be pulled
never-ready = Never ready
crashes = Crashes
mend = Mend it

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
