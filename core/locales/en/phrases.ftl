### Parts of findings in our own words.

## What stands in a text, and what has to stand there

nothing = nothing
boolean = a boolean
number = a number
string = a string
list = a list
mapping = a mapping
timestamp = a timestamp such as 2026-03-01T12:15:41Z

## What has to be in a field of a scenario

json-object = a JSON object
text = a text
short-text = a text of at most { $limit } characters
whole-number = a whole number up to { $limit }
moment = a moment: { "{" }"step": 12, "time": 3400{ "}" }
settings = an object of at most { $limit } short texts
commands = a list of at most { $limit } commands

## What a cluster has and the simulation has not: kinds

other-kind = the object is not taken over; nothing in the simulation depends on it
pods-not-replaced = the object is not taken over; its pods stay as they are: none is replaced, and none is made again
pods-not-made-again = the object is not taken over; its pods stay as they are: none is made again
job = the object is not taken over; its pods stay as they are and never end by themselves
cron-job = the object is not taken over; it starts nothing
autoscaler = the object is not taken over; nothing is scaled: the other pods of the nodes stay as many as they are
limit-range = the object is not taken over; new pods do not get its default requests and limits, and none is refused by it
runtime-class = the object is not taken over; its overhead and its node selector are not added to new pods
claim = the object is not taken over; every claim counts as bound, wherever a pod goes
volume = the object is not taken over; its node affinity keeps no pod away
mutating-webhook = the object is not taken over; new pods are not changed by it
validating-webhook = the object is not taken over; nothing is refused by it
network-policy = the object is not taken over; there is no network in the simulation

## What a cluster has and the simulation has not: fields

node-conditions = a condition of another type is not taken over; no taint follows from it, in a real cluster neither unless somebody makes one
node-images = the list of images that it has is not taken over; a new pod's image is pulled first, which takes time
node-volumes = the list of attached volumes is not taken over; limits of volumes on a node keep no pod away
node-finalizers = what has to happen before its deletion is not taken over; a deleted node is gone at once
static-pod = that the kubelet makes it from a file is not taken over; deleted, it does not come back
pod-owner = whoever owns it is not taken over; it takes its room on the node; deleted or evicted, nobody makes it again
pod-finalizers = what has to happen before its deletion is not taken over; deleted, it is gone after its grace period
device-claims = its claims on devices are not taken over; devices keep no pod away
debugging = its containers for debugging are not taken over; they are not shown
pod-scheduler = the scheduler of its own is not taken over; while it waits, the default scheduler decides about it
pod-runtime-class = its runtime class is not taken over; it runs as any other pod
set-conditions = its conditions are not taken over; the controller of the simulation writes none, as the real one
set-scheduler = the scheduler of its own is not taken over; the default scheduler binds its pods
set-maps = whether its config maps and secrets exist is not taken over; its pods start as if they did
set-paths = whether its paths exist on the nodes is not taken over; its pods start as if they did
quota-resources = what limits other things than pods is not taken over; pods are refused for their number, not for what they ask
quota-scopes = its scopes are not taken over; it counts every pod of its namespace
budget-evictions = evictions that are under way are not taken over; they are not counted twice, nor once
budget-shares = how many pods their owners want is not taken over; shares are taken of the pods that are there
