### Edits of a text, as orders.

write = Write { $text }
write-bare = Write { $text }, without quotes
write-list = Write a list: { $text }
write-version-and-selector = Write { $text }, with the selector that was implied
remove = Remove { $key }
remove-value = Remove value: Exists takes any
remove-duplicate = Remove it: { $key } is there
tolerate = Tolerate the taint { $taint }
unselect = Take { $key } out of the nodeSelector
untolerate = Take the toleration of { $taint } out
select = Ask for { $label } in the nodeSelector
unpin = Take nodeName out of the template
unrequire = Take the required node affinity out
drop-requirement = Take the requirement on { $key } out of the node affinity
allow = Let { $key } be { $value } too, in the node affinity
ask-for = Ask for { $amount } of { $resource }
zero-unavailable = Write maxUnavailable: 0 beside maxSurge
one-at-a-time = Update one node at a time: maxUnavailable: 1
select-by-template = Select the pods by the template's labels: { $labels }
label-template = Give the template the selector's labels: { $labels }
label-and-select = Label the pods app: { $name } and select them
move-to-node-selector = Move { $labels } to the nodeSelector: spec.selector selects pods
