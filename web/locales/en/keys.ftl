### The sheet of shortcuts.

title = Keyboard shortcuts
close = Close
says = On a Mac, Ctrl is ⌘. Tab goes from one thing to the next, Enter and Space press it.

anywhere = Anywhere but in texts
play = play or pause
step = one step back or on
skip = to the next change
settle = run until nothing more happens
undo = undo
redo = redo
console = to the console
sheet = this sheet
close-inspector = choose nothing

on-console = On the console
complete = complete, or list what fits
choose = choose, or bring back what was entered before: what holds what is typed
enter = take, or run
hide = close the list, then the output
interrupt = interrupt what goes on
clear = clear

in-editor = In an editor
indent = indent; after Esc to what is next
next-finding = to the next finding
fold = fold and unfold

in-edit = Editing an object
save = save
cancel = cancel
