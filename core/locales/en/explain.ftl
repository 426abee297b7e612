### Why a node has a pod or none, and where a rollout stands. Kubernetes' own words are passed through as they are.

## What the controller found in the template and on the node

node-name-differs = The template's nodeName is { $wanted }, so no other node is eligible.
node-name-matches = The template's nodeName is this node.
selector-differs = nodeSelector asks for { $wanted }; this node has { $actual }.
selector-lacks = nodeSelector asks for { $wanted }; this node has no label { $key }.
selector-matches = nodeSelector asks for { $wanted }, and this node has it.
no-terms = The required node affinity has no term, so it matches no node.
term-fails = Term { $term } of the required node affinity does not match: { $failure }.
term-matches = Term { $term } of the required node affinity matches.
untolerated-taint = { $effect ->
    [NoExecute] The taint { $taint } is not tolerated: no pod may start here, and one that runs here is removed.
    [NoSchedule] The taint { $taint } is not tolerated: no new pod may start here; one that runs here stays.
   *[PreferNoSchedule] The taint { $taint } is not tolerated: nothing follows for a DaemonSet.
}
tolerated-automatically = The taint { $taint } is tolerated: the controller adds that toleration to every pod.
tolerated-by-template = The taint { $taint } is tolerated by the template.
ignored-taint = The taint { $taint } only ranks nodes for the scheduler; a DaemonSet pod has one node to go to.
asks-nothing = The template asks nothing of a node, and this one has no taint.

## The same in a few words, for a card

short-node-name-differs = nodeName is { $wanted }
short-node-name-matches = nodeName matches
short-selector-lacks = no label { $key }
short-selector-differs = { $key } is { $actual }, not { $wanted }
short-selector-matches = label { $label }
short-no-terms = affinity has no term
short-term-matches = affinity term { $term } matches
short-taint = taint { $taint }
short-tolerates = tolerates { $taint }
short-ignores = ignores { $taint }

## Why a term of the node affinity does not match

term-empty = there is nothing in it
requirement-unusable = { $requirement } cannot be used: { $problem }
requirement-differs = { $requirement } and the label is { $actual }
requirement-lacks = { $requirement } and there is no such label
unknown-operator = (unknown operator)
bad-key = the key is not a label key
bad-value = a value is not a label value
no-values = In and NotIn need a value
unexpected-values = Exists and DoesNotExist take no values
not-one-value = it needs exactly one value
not-an-integer = Gt and Lt need an integer
operator-unknown-here = Kubernetes knows no such operator here

## Why the controller created or deleted a pod

node-has-none = the node should run the pod and has none
nothing-running = nothing runs there, and with maxSurge what ends is not waited for
beside-old = { $surge } of { $max } maxSurge: it starts beside { $old }
old-unavailable = { $old } is not available, so maxSurge does not count
not-eligible = the node may no longer run it: { $reasons }
port-taken = { $pod } has host port { $port } (before v1.12)
failed = it failed
succeeded = it has ended
excess = { $kept } is there already
surge-old-not-ready = it is old and not ready; { $new } takes over
surge-new-available = { $new } is available
rollout-old-unavailable = it is old and was not available, so maxUnavailable does not count
rollout-old-available = it is old, and { $unavailable } of { $max } maxUnavailable is now used
sunset = the node should not run it, and { $available } of { $desired } are available
node-missing = its node is gone

## The answer in one sentence

has-no-pod-yet = { $node } should run { $set } and has no pod yet.
pod-is-ready = { $node } should run { $set }, and its pod is ready.
pod-is-not-ready = { $node } should run { $set }; its pod is not ready.
has-many-pods = { $node } should run { $set } and has { NUMBER($count) } pods.
does-not-run = { $node } does not run { $set }: { $reasons }.
keeps-its-pod = { $node } keeps the pod it has but would get no new one: { $reasons }.
may-not-run = { $node } may not run { $set }, and its pod is removed: { $reasons }.

## What each actor did about the pod

not-created-yet = The controller has not created a pod here yet.
created = The controller created { $pod } for this node.
admitted = The API server let it in: it filled in what was not given, the priority and the service account.
admission-refuses = The API server refuses the pod: { $message }
scheduler-not-asked = The template names the node, so the scheduler was not asked.
bound = The scheduler bound { $pod }.
cannot-bind = The scheduler cannot bind { $pod }: { $message }
controller-placed = The controller wrote the node into { $pod } itself, as before v1.12; the scheduler was not asked.
no-pod-at-all = The controller looks for room itself, as before v1.12, and found none. There is no pod object at all, only the event FailedPlacement.
nobody-tells = Nobody tells the controller when there is room again: it looks when the set, one of its pods or the node changes.
port-intended = { $reason } Before v1.12 the controller took that for intended: the node does not count as desired.
memory-pressure = Memory is short on the node, and the pod asks for none.
disk-pressure = Disk is short on the node.
is-gated = { $pod } is not tried until its scheduling gates are removed.
other-scheduler = { $pod } asks for a scheduler that does not run here, so nobody binds it.
waits-for-scheduler = { $pod } waits for the scheduler, which may bind it to this node only.
kubelet-silent = The kubelet is silent: nothing it was told to do happens until it is back.
is-terminating = { $pod } is terminating.
pod-failed = { $pod } failed: { $reason }
has-ended = { $pod } has ended.
nobody-knows = Nobody knows how { $pod } is.
starting = The kubelet starts { $pod }: { $waiting }.
not-ready-yet = { $pod } runs and is not ready yet.
ready-and-available = { $pod } runs, ready and available.
ready-not-long-enough = { $pod } runs, ready, and not yet for minReadySeconds.

## The smallest change that helps

take-node-name-out = Take nodeName out of the template.
take-affinity-out = Take the empty required node affinity out of the template.
change-term = Change the node's labels or term { $term } of the required node affinity so that it matches.
add-toleration = Add a toleration for { $taint } to the template, or take the taint away: { $command }

## Where a rollout stands

nothing-left = Nothing is left to do, and not every pod is available.
budget-used = { $more ->
    [0] { $used } of { $allowed } { $limit } are used: { $holder }
   *[other] { $used } of { $allowed } { $limit } are used: { $holder } So do { $more } more.
}
mend-pods = Mend what keeps those pods from becoming available.
raise-limit = Raise { $limit } above { $used }.
roll-back = Roll back: { $command }.
does-not-answer = { $node } does not answer.
two-pods = { $node } has two pods of one kind.
holder-terminating = { $node }: { $pod } is terminating.
holder-has-no-pod = { $node } has no pod just now.
old-and-new = { $node } has an old and a new pod.
new-pending = { $node }: the new pod { $pod } is Pending.
old-pending = { $node }: the old pod { $pod } is Pending.
new-in-vain = { $node }: the new pod { $pod } fails again and again ({ $reason }).
new-not-ready = { $node }: the new pod { $pod } is not ready.
old-not-ready = { $node }: the old pod { $pod } is not ready.
new-not-available = { $node }: the new pod is not available yet.
old-not-available = { $node }: the old pod is not available yet.
