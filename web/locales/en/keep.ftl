### Sharing and keeping: the dialog, files, the history of snapshots, the frame in other pages.

heading = Share and keep
close = Close

link = Link
link-says = Holds both texts, everything that was done, and this moment. Nothing is sent to a server.
link-too-long = The link would have { NUMBER($length) } characters; the limit is { NUMBER($limit) }. Save it as a file instead.
copy = Copy
copied = Copied

files = Files
scenario = Scenario
scenario-says = Everything, as JSON: open it here again, or in the module
page = Page
page-says = One HTML file that works without a network, with this on it
picture = Picture
picture-says = The board as it is now
recording = Recording
recording-says = Plays from the beginning to now, wherever an image is shown
open-file = Open a file…

frame = In a page of yours
frame-says = A frame from 360 to 900 pixels wide; it needs no rights.
frame-title = everynode: what a DaemonSet does on every node
full-page = Open in everynode

snapshots = Snapshots
take-snapshot = Keep this moment
no-snapshots = None yet. What you leave for something else is kept here by itself.
not-stored = This browser lets the page store nothing. Save a file instead.
restore = Restore
restore-this = Restore the snapshot of { $time }
forget = Forget
forget-this = Forget the snapshot of { $time }
line = { $set }, { $nodes ->
    [one] { $nodes } node
   *[other] { $nodes } nodes
}, { $deeds ->
    [0] nothing changed
    [one] { $deeds } change
   *[other] { $deeds } changes
}
without-set = no DaemonSet

restored = Your work of { $time } is back
taken = Kept among the snapshots
saved-file = Saved as { $name }
not-loaded = { $address } could not be loaded: { $reason }
other-origin = the page may load from its own address only

open-manifest = Open a file as the DaemonSet
save-manifest = Save the DaemonSet as a file
open-nodes = Open a file as the nodes
save-nodes = Save the nodes as a file
