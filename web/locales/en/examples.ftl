### The examples: a title for the button, and one line that says what to look at.

node-selector-title = Some nodes
node-selector-caption = Only nodes labelled app=logging-node get a pod. Press a label on a node and watch what the controller does.
first-title = One node
first-caption = A DaemonSet wants one pod on every node. This cluster has one node; add another and it gets its pod at once.
rolling-update-title = Rolling update
rolling-update-caption = Change the image in the manifest, to v2.5.3 say: the pods are replaced node by node, one at a time.
taints-title = Taints
taints-caption = Two nodes have taints that the template does not tolerate. Take a taint off, or add a toleration to the manifest.
full-node-title = Full node
full-node-caption = worker-2 has too little cpu left: its pod is created for it, and waits for the scheduler for ever.
surge-title = maxSurge
surge-caption = Change the image to agent:2.0: with maxSurge the new pod starts beside the old one, which goes when the new one is ready.
