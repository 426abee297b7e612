### Findings in our own words, where Kubernetes has none because it would say nothing or never see it.

## Limits of everynode

text-too-long = the text is longer than { $megabytes } MiB
too-many-directives = there are more than { $limit } lines that begin with %
too-many-mistakes = there are more than { $limit } mistakes
too-many-values = there are too many values in the text
too-deep = lists and mappings are nested deeper than { $limit } levels
too-many-documents = there are more than { $limit } documents
too-many-nodes = there are more than { $limit } nodes
more-findings = and { $count } more findings
too-many-steps = a simulation has at most { $limit } steps
requests-in-batch = a batch holds commands that are no requests: requests are a batch of their own
too-many-pods = replicas: { $count } pods on one node are more than { $limit }

## YAML

invalid-map-key = yaml: invalid map key: a list or a mapping cannot be a key

## The DaemonSet among the objects

several-daemon-sets = there are { $count } DaemonSets: the first one is shown, "{ $name }"
nothing-here = there is nothing here
no-daemon-set = there is no DaemonSet here
no-object = this document is no object
term-without-expression = a term without any expression matches no node
no-whole-number = Gt and Lt compare whole numbers: with any other value they match no node
pods-refused = the DaemonSet is stored, and its pods are refused: { $message }

## Nodes

other-objects = { $count } objects are no nodes and are left out: { $kinds }
other-node = a Node of { $version } is not the Node of Kubernetes, which is in `v1`
without-capacity = { $count } nodes do not say what they can hold
no-nodes = there are no nodes here
unread-columns = columns that are not read: { $columns }
no-labels-in-table = the table has no labels and no taints
no-status = { $word } is no status of a node
not-understood = { $word } is not understood
wrong-type = this is { $found }, not { $wanted }
left-out = { $objects }: { $gap }

## Scenarios and links

no-scenario = This is no scenario: { $error }.
unknown-scenario-version = This scenario is of a version that is not known here; known is { $version }.
wrong-field = This has to be { $wanted }.
no-moment = time and step have to be whole numbers, and not negative
command-without-text = this command needs a text
no-command = this has to be an object with a command
scenario-too-large = This scenario has { $bytes } bytes; the limit is { $limit }.
kept-by-another-version = This was kept by another version of everynode. The same is done at the same times, but between them other things may happen.
link-too-long = The link would have { $length } characters; the limit is { $limit }.
unknown-link-version = This link is of version { $version }, which is not known here.
link-damaged = This link is damaged: a part of it is missing, or it unpacks to more than a scenario may have.
