### The two texts and what is found in them.

texts = Texts
manifest-title = DaemonSet
manifest-hint = YAML or JSON
nodes-title = Nodes
nodes-hint = one a line, or kubectl get nodes -o yaml
errors = { $count ->
    [one] { $count } error
   *[other] { $count } errors
}
not-applied = Not applied: the cluster keeps the last text that was accepted.
would-be-refused = kubectl apply would refuse this. Shown is what could be understood.
line = line { $line }
one-of = One of { $values }
format = Tidy the indentation
format-nodes = Tidy columns and indentation
too-long-to-tidy = Texts longer than { $kibibytes } KiB are not tidied
load = Load from an address
load-address = Address of a YAML or JSON text
load-example = https://…
load-now = Load
loading = Loading …
not-an-address = That is not an address that begins with https://.
unreachable = Nothing came. The server cannot be reached, or it does not let other sites read it (CORS).
too-large = It is larger than 8 MiB.
is-a-page = That is a web page, not a text. Is there a link to the raw file?
server-answers = The server answers: { $answer }
changed-lines = The lines that change
make-edit = Make this edit

## What the editor says of its own accord

fold-line = Fold line
unfold-line = Unfold line
folded-lines = Folded lines
unfolded-lines = Unfolded lines
folded-code = folded code
unfold = unfold
to = to
control-character = Control character
selection-deleted = Selection deleted
diagnostics = Findings
no-diagnostics = No findings
close = close
completions = Proposals
