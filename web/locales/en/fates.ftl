### What can happen to a node: the menu in the inspector.

title = What happens to this node
nothing-now = Nothing is wrong with it.
now = Now: { $fates }
now-badge = now
count = { NUMBER($count) } now
now-cordoned = cordoned
now-off = machine off
now-silent = kubelet silent
now-out-of-service = out of service
now-image = { $image }: { $fault }
machine-is-off = The machine is off: start it first.
kubelet-is-silent = Its kubelet is silent: wake it first.

## Maintenance

maintenance = Maintenance
cordon = Cordon
cordon-says = No new pods, except those of DaemonSets: they tolerate it.
uncordon = Uncordon
uncordon-says = New pods may come again.
drain = Drain
drain-says = Cordons it and evicts its pods. kubectl refuses while a DaemonSet has pods here.
drain-ignoring = Drain, but leave DaemonSets alone
drain-ignoring-says = --ignore-daemonsets: their pods stay, all others are evicted.
drain-forced = Drain by force
drain-forced-says = Evicts pods of nobody too, and pods whose local data is lost with them.
delete-node = Delete node
delete-node-says = Its pods are gone 40 to 60 seconds later. None takes their place elsewhere.

## The machine and its kubelet

machine = Machine and kubelet
make-not-ready = Make NotReady
make-not-ready-says = The kubelet reports it. Other pods go after 5 minutes, those of DaemonSets stay.
make-ready = Make Ready
make-ready-says = The kubelet reports it, and the taints go.
silence-kubelet = Silence its kubelet
silence-kubelet-says = Pods run on unseen. After 50 seconds Ready is Unknown; what is deleted stays Terminating.
wake-kubelet = Wake its kubelet
wake-kubelet-says = It reports again, and ends what should have ended.
shut-down = Shut the machine down
shut-down-says = Pods are stopped and marked Failed, critical ones last. No new ones until it starts.
start = Start the machine
start-says = Its kubelet reports, and the controller replaces its pods.
out-of-service = Say it is out of service
out-of-service-says = A NoExecute taint that nothing tolerates: pods must go. If NotReady, by force.
in-service = Say it is in service again
in-service-says = The taint goes, and the pods come back.
cut-network = Cut its network
cut-network-says = NetworkUnavailable: no new pods, except of DaemonSets on the host’s network.
mend-network = Mend its network
mend-network-says = The condition goes, and its taint.

## Shortages

shortage = Out of something
only-report = Only report it: the kubelet evicts nothing
memory = Run out of memory
memory-says = MemoryPressure: pod after pod is evicted. A DaemonSet’s are made again, and evicted again.
enough-memory = Have enough memory
disk = Run out of disk
disk-says = DiskPressure: pod after pod is evicted, and the kubelet refuses new ones.
enough-disk = Have enough disk
pids = Run out of process ids
pids-says = PIDPressure: pod after pod is evicted, and the kubelet refuses new ones.
enough-pids = Have enough process ids
enough-says = The condition and its taint go. Nothing is evicted any more.

## Images

images = Images
image = Image
where = Where
on-this-node = On this node
on-every-node = On every node
mend = Mend: { $fault }
pull-fails = cannot be pulled
pull-fails-says = New containers wait: ErrImagePull, then ImagePullBackOff.
crashes = crashes
crashes-says = { NUMBER($seconds) } seconds after each start. Restarts take longer and longer: CrashLoopBackOff.
never-ready = never ready
never-ready-says = It runs, and its readiness probe fails. A rollout stops at its budget.
slow = starts slowly
slow-says = It needs { NUMBER($seconds) } seconds. Until then no probe succeeds; an impatient liveness probe kills it.
hangs = hangs
hangs-says = { NUMBER($seconds) } seconds after each start. A liveness probe has it restarted; without one nobody notices.

## Other pods

others = Other pods
others-says = They take cpu, memory and ports. A daemon pod waits for room, or takes it with a higher priority.
cpu = CPU
memory-request = Memory
host-ports = Host ports
priority = Priority
replicas = How many
run-here = Run them here
not-a-quantity = { $field } is no quantity: write 500m or 1Gi.
not-a-number = { $field } is no number.

## A pod

pod-title = What happens to this pod
delete-pod = Delete pod
delete-pod-says = It ends gracefully. Its DaemonSet makes another.
fail-pod = Fail pod
fail-pod-says = The kubelet marks it Failed. The controller deletes it and makes another, each time a little later.
