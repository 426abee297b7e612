### What is left out of links, files and pictures.

heading = What others get
leave-out = Leave out what the simulation does not read
leave-out-says = Annotations, environment, commands, service accounts, addresses, comments. Labels stay, and so do the names of DaemonSets, pods and namespaces. It is done in this page; nothing is sent anywhere.
rename-nodes = Call the nodes node-1, node-2, …
rename-images = Call the images image-1, image-2, …
left-out = Left out: { $things }.
renamed = Renamed: { $things }.
nothing-left-out = There was nothing to leave out.
counted = { $thing } ({ NUMBER($count) }×)
comma = { ", " }

addresses = addresses
annotations = annotations
commands = commands and arguments
container-ids = container and image ids
environment = environment variables
image-pull-secrets = image pull secrets
image-lists = lists of images
machine-ids = machine ids
managed-fields = managed fields
messages = messages
other-fields = other fields
other-kinds = objects of other kinds
probes = details of probes and hooks
provider-ids = provider ids
service-accounts = service accounts
unreadable-texts = texts that cannot be read
volumes = contents of volumes
node-names = names of nodes
image-names = names of images
