### Who finds the nodes of daemon pods: the scheduler, or as before v1.12 the DaemonSet controller.

title = Who finds the nodes of daemon pods
today = Scheduler
before = Before v1.12
both = Side by side
today-long = Today: the scheduler binds
before-long = Before v1.12: the controller writes spec.nodeName
node = Node
what = Counter or event
no-pod = no pod
differing = { $differing ->
    [0] At this moment both ways lead to the same on all { NUMBER($nodes) } nodes.
    [one] At this moment { $differing } of { NUMBER($nodes) } nodes differs.
   *[other] At this moment { $differing } of { NUMBER($nodes) } nodes differ.
}
