### The console, in which kubectl runs on the simulated cluster.

title = Console
output = Output of the console
line = A kubectl command for the simulated cluster
example = kubectl get pods -A -o wide
open = Show the output
close = Hide the output
clear = Clear
interrupt = Interrupt
waits-for-time = Time stands still. Press play, and the command goes on.
same-as = the same with kubectl
drifted = kubectl changed the DaemonSet: this text is another one.
take-stored = Show the cluster’s
apply-text = Apply this text
missing = The cluster has no such DaemonSet any more.

## The line

candidates-list = What could stand here
candidates = { $count ->
    [one] { NUMBER($count) } candidate
   *[other] { NUMBER($count) } candidates
}
no-candidates = Nothing more to complete
kind-command = command
kind-flag = flag
kind-value = value
kind-type = type
kind-name = object
kind-field = field
found = { NUMBER($place) } of { NUMBER($count) } earlier lines
copy-command = Copy the command { $command }
copy-output = Copy what { $command } printed
command-copied = Command copied
output-copied = Output copied

## The editor of kubectl edit

edited-object = The object as YAML
save = Save
save-key = saves
cancel = Cancel
cancel-key = cancels
