### The frame of the page: header, tabs, themes.

title = everynode: what a DaemonSet does on every node
claim = what a DaemonSet does on every node
examples = Examples
theme = Theme
theme-light = Light theme
theme-dark = Dark theme
theme-system = Theme of the system
language = Language
panels = Panels
tab-edit = Edit
tab-cluster = Cluster
tab-inspect = Inspect
link-copied = A link to this moment is on the clipboard and in the address bar
