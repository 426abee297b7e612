### The status line. The headings are kubectl's columns.

status = Status of the DaemonSet
daemon-set = DaemonSet
none = none
node-selector = Node selector
show-them = { $meaning }: show them
desired = Desired
desired-meaning = nodes that should run the pod
current = Current
current-meaning = nodes that should run the pod and have one
ready = Ready
ready-meaning = of those, nodes where it is ready
up-to-date = Up-to-date
up-to-date-meaning = of those, nodes where it is of the newest revision
available = Available
available-meaning = of those, nodes where it has been ready for minReadySeconds
unavailable = Unavailable
unavailable-meaning = nodes that should run the pod and have none available
misscheduled = Misscheduled
misscheduled-meaning = nodes that run the pod and should not
nobody-uses-it = nobody uses it now
budget-title = { $name } { NUMBER($size) }: { $holders }
on-delete = pods change when somebody deletes them
used = { NUMBER($used) } of { NUMBER($size) } used
stuck-because = Stuck because{ " " }
budget = Budget
budget-meaning = nodes that use up what the rollout may take away at once
