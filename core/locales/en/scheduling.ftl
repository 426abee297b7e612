### Why the scheduler does not bind a pod, and what would change that.

unschedulable = The node is cordoned, and the pod does not tolerate that.
node-name = The pod's nodeName is { $requested }.
untolerated-taint = The taint { $taint } is not tolerated.
selector-entry = nodeSelector asks for { $label }, which this node does not have.
node-affinity = The required node affinity does not match this node.
host-port = The pod { $pod } already has the host port { $port }.
too-many-pods = The node may have { $capacity } pods and has { $used }.
disk = The pod { $pod } already has the disk.
spread-label-missing = The pods are to be spread by the label { $key }, which this node does not have.
spread = With this pod, { $key } would be { $skew } pods uneven; { $max } are allowed.
pod-affinity = No pod that this one has to be with runs in the same { $key }.
pod-anti-affinity = The pod { $pod } runs in the same { $key }, and this one must not be with it.
existing-pod-anti-affinity = The pod { $pod } runs in the same { $key } and keeps this one away.
insufficient = The pod asks for { $requested } { $resource }; of { $capacity }, others have been given { $used }.
insufficient-ever = The pod asks for { $requested } { $resource }; of { $capacity }, others have been given { $used }. It would not fit an empty node either.

## Remedies

take-node-name-out = Take nodeName out of the template.
tolerate = Tolerate { $taint } in the template, or: { $command }
change-affinity = Change the required node affinity.
other-host-port = Use another host port than { $port }, or delete the pod { $pod }.
delete-a-pod = Delete a pod of { $node }, or let the node have more.
ask-for-less = Ask for at most { $free } { $resource }, or let the node have more.
make-room = Ask for at most { $free } { $resource }, make room on { $node }, or give the pod a higher priority class.
mount-read-only = Delete the pod { $pod }, or mount the disk read-only in both.
raise-max-skew = Raise maxSkew, or use whenUnsatisfiable: ScheduleAnyway.
take-pod-affinity-out = Take the required podAffinity out of the template.
change-anti-affinity = Delete the pod { $pod }, or change the anti-affinity.

## Preemption

make-room-on = On { $node }, pods of lower priority make room: { $pods }.
policy-never = The pod may not evict others: its preemptionPolicy is Never.
waits-for-victim = It waits until the pod { $pod }, evicted to make room, is gone.
would-not-help = Evicting pods would not help.
no-victims = No pod here has a lower priority, so none can be evicted.
still-no-fit = Even without all pods of lower priority it would not fit.
