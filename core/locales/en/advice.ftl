### What to do about a finding. The findings themselves are in Kubernetes' words wherever it has some.

## YAML

remove-character = remove the character U+{ $code }
quote-number = JSON has no such number: put it in quotes
mark-alias = `*` refers to a value marked with `&`: if that is not meant, put the value in quotes
limit-of-everynode = this is a limit of everynode, not of Kubernetes; use a smaller text
escapes = within double quotes a backslash begins an escape: double it, or use single quotes
tabs = YAML is indented with spaces: replace the tab
template = this looks like a template: render it first (`helm template`)
missing-space = a space is missing behind the colon: `key: value`
quote-first-character = a value cannot begin with this character: put it in quotes
key-needs-colon = a key needs a colon and a space behind it: `key: value`
value-needs-quotes = a value with a colon and a space in it needs quotes; or the line is indented deeper than the one above
closing-quote = nothing may follow the closing quote: put the whole value in quotes
check-indentation = check the indentation: the keys of one mapping, and the dashes of one list, begin in the same column
unclosed-quote = the quote { $quote } of line { $line } is not closed
unclosed-bracket = a bracket is not closed, or a comma is missing
unclosed-brace = a brace is not closed, or a comma is missing
no-surrogates = YAML has no surrogate pairs: write the character itself, or \U and its eight hexadecimal digits
quote-key = put the key in quotes

## Nodes

add-version-of-node = add `apiVersion: v1`
left-out = it is left out
spelling-of-node = kinds are written in one way only: `Node`
put-in-quotes = put it in quotes
use-table = the table of `kubectl get nodes --show-labels` is much smaller
duplicate-node = node names are unique: this one is left out
assumed-capacity = 4 CPUs, 16Gi of memory, 100Gi of ephemeral storage and 110 pods are assumed
paste-nodes = paste what `kubectl get nodes -o yaml` prints, or write one line a node: `node-1 zone=a`
table-with-labels = `kubectl get nodes --show-labels` has the labels, `kubectl get nodes -o yaml` has everything
copy-table-again = the columns do not line up with the headings: copy the table again
form-of-taint = a taint is written `taint:key=value:NoSchedule`
form-of-label = a label is written `key=value`
form-of-resource = a resource is written `allocatable:resource=quantity`
form-of-label-and-taint = a label is written `key=value`, a taint `taint:key=value:NoSchedule`
line-begins-with-name = a line begins with the node's name

## Fields and their types

quote-text = put the value in quotes: without them YAML reads it as something else than text
no-quotes = write the value without quotes
begin-items = this is a list: begin each item with `- `
no-list = this is a map of keys, no list: leave out the `- `
you-meant = you meant `{ $name }`
write = write `{ $text }`
last-one-counts = the last one counts: remove the others

## The DaemonSet among the objects

begin-object = an object begins with `apiVersion:` and `kind:`
add-version = add `apiVersion: apps/v1`
gone-version = it is gone since Kubernetes v1.16: write `apiVersion: apps/v1`, which needs a `spec.selector`
right-version = DaemonSets are in `apps/v1`
add-kind = add `kind: DaemonSet`
spelling-of-kind = kinds are written in one way only: `DaemonSet`
paste-daemon-set = paste a DaemonSet
paste-object = paste an object with `kind: DaemonSet`
other-workload = a { $kind } has its pods where the scheduler likes; one on every node is a DaemonSet

## What the API server refuses

immutable-selector = the selector of an existing DaemonSet cannot change: delete it (with --cascade=orphan to keep its pods) and create it again
name-a-label = name at least one label that the pods of the template have, for instance under matchLabels
zero-unavailable = maxUnavailable is 1 unless you say otherwise: set maxUnavailable: 0 beside maxSurge
allow-something = one of maxUnavailable and maxSurge has to allow something, or no node could ever be updated
always-restart = pods of a DaemonSet always restart: leave restartPolicy out, or use a Job for something that ends
no-deadline = pods of a DaemonSet run until they are deleted: take this line out
no-such-volume = no volume of this name that is free of faults is under spec.template.spec.volumes
no-host-port = on the host's network the container listens on the host itself: leave hostPort out
toleration-seconds = tolerationSeconds only means something for NoExecute taints: take it out, or change the effect
toleration-key = give a key, or write operator: Exists to tolerate every taint
capital-letters = capital letters matter: { $name }: { $meant }
small-letter = { $field } is not { $meant }: keys begin with a small letter, so the labels written there are lost
add-match-labels = add spec.selector.matchLabels with labels that spec.template.metadata.labels has too
label-of-nodes = spec.selector picks pods, and { $key } is a label of nodes: to choose nodes, put it under spec.template.spec.nodeSelector
selector-needs-labels = every label that spec.selector asks for has to be in spec.template.metadata.labels
pods-refused = the set will stay without pods and record FailedCreate events

## Scenarios, links and commands

scenario-is-json = a scenario is a JSON object, as everynode exports it
newer-everynode = open it with a newer everynode
export-file = export the scenario as a file instead
copy-link-again = copy the whole link again
unique-names = give every node a name of its own
start-again = go back in time or start again
