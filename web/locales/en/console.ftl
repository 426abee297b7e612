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
