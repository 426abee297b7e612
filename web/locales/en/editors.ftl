### The two texts and what is found in them.

texts = Texts
manifest-title = DaemonSet
manifest-hint = YAML or JSON
nodes-title = Nodes
nodes-hint = one a line, or kubectl get nodes -o yaml
errors = { $count ->
    [one] { $count } error
   *[other] { $count } errors
}
not-applied = Not applied: the cluster keeps the last text that was accepted.
would-be-refused = kubectl apply would refuse this. Shown is what could be understood.
line = line { $line }
changed-lines = The lines that change
make-edit = Make this edit
