### The tour of a first visit: four steps at most, each about one part of the page.

tour = A short tour
place = { $step } of { $steps }
next = Next
done = Start
refuse = No thanks
cluster = Every card is a node. The controller makes a pod for each one that fits; a dashed card says why it gets none.
labels = Press a label: the node loses it, and its pod goes. Press it again, and a new pod comes.
why = Press a node's name: you read why it has a pod or not, and the line that decided lights up in the text.
yours = Now paste a DaemonSet and nodes of your own, or open one of the 20 questions. The bar below goes to any moment.
