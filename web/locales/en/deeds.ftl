### What happened, and who did it. Messages of Kubernetes are passed through as they are.

user = You
daemon-set-controller = DaemonSet controller
admission = API server
scheduler = Scheduler
kubelet = Kubelet
node-lifecycle = Node life cycle controller
taint-eviction = Taint eviction controller
pod-garbage-collector = Pod garbage collector
garbage-collector = Garbage collector
namespace-controller = Namespace controller

did = { $actor }: { $deed }
nothing-to-do = looked, and found nothing to do
and-more = { $deed }, and { NUMBER($more) } more

set-created = created the DaemonSet { $name }
template-changed = changed the pod template of { $name }
set-changed = changed { $name }, not its pod template
set-deleted = deleted the DaemonSet { $name }
image-mended = { $image } is well again
image-pull-fails = { $image } cannot be pulled any more
image-never-ready = { $image } never becomes ready any more
image-crashes = { $image } crashes from now on
scheduler-binds = let the scheduler bind daemon pods
controller-places = let the DaemonSet controller place its pods itself, as before v1.12
image-slow = { $image } comes up slowly from now on
image-hangs = { $image } hangs from now on
namespace-labelled = labelled the namespace { $namespace }
status-written = wrote the status: { NUMBER($ready) } of { NUMBER($desired) } ready
revision-created = recorded revision { $revision }
revision-renumbered = made a former template revision { $revision }
revision-deleted = forgot the revision { $name }
node-added = { $node } joined
node-deleted = { $node } left
label-set = set label { $label } on { $node }
label-removed = removed label { $key } from { $node }
taint-added = put the taint { $taint } on { $node }
taint-removed = took the taint { $taint } off { $node }
cordoned = cordoned { $node }
uncordoned = uncordoned { $node }
condition-changed = { $node }: { $condition } is { $status }
kubelet-silent = the kubelet of { $node } fell silent
kubelet-back = the kubelet of { $node } is back
kubelets-scripted = gave all kubelets a fixed pace
kubelets-unscripted = the kubelets take their own time again
machine-off = { $node } is shut down
machine-on = { $node } starts
not-for-kubectl = { $deed } (nothing that kubectl does)
pods-run = { $count ->
    [one] another pod on { $nodes } (kubectl run makes one at a time)
   *[other] { NUMBER($count) } other pods on { $nodes } (kubectl run makes one at a time)
}
pods-run-everywhere = { $count ->
    [one] another pod on every node (kubectl run makes one at a time)
   *[other] { NUMBER($count) } other pods on every node (kubectl run makes one at a time)
}
pod-created-for = created { $pod } for { $node }
pod-created = created { $pod }
pod-bound = bound { $pod } to { $node }
pod-unschedulable = cannot bind { $pod }: { $message }
pod-admitted = { $node }: admitted { $pod }
pod-pull-failed = { $node }: cannot pull the image of { $pod }
pod-crashed = { $node }: saw the end of { $pod }
pod-restarted = { $node }: restarted { $pod }
pod-initialized = { $node }: initialized { $pod }
pod-backs-off = { $node }: waits before it starts { $pod } again
pod-probe-failed = { $node }: a probe of { $pod } failed too often
pod-started = { $node }: started { $pod }
pod-probed = { $node }: probed { $pod }
pod-stopped = { $node }: stopped { $pod }
pod-killed = { $node }: killed { $pod } at the end of its grace period
pod-cleared = { $node }: removed { $pod }
pod-ready = { $node }: { $pod } is ready
pod-not-ready = { $node }: { $pod } is no longer ready
pod-failed = { $pod } failed: { $reason }
pod-deleted = deletes { $pod }
pod-deleted-because = deletes { $pod }: { $reason }
evicted-by-taint = the taint { $taint } evicts it
preempted-by = { $pod } takes its place
node-gone = its node is gone
owner-gone = its owner is gone
namespace-gone = its namespace is going
pod-gone = { $pod } is gone
pod-adopted = { $owner } adopted { $pod }
pod-released = released { $pod }
pod-relabelled = relabelled { $pod }
object-created = created the { $kind } { $name }
object-updated = changed the { $kind } { $name }
object-deleted = deleted the { $kind } { $name }
