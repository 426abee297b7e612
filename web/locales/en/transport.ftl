### Playing, stepping, the clock.

time = Time
playback = Playback
changes = Changes
back = Step back
play = Play
pause = Pause
step = Step
skip = Skip to the next change of a pod or a status
settle = Run until nothing more happens
undo = Undo
redo = Redo
reset = Start afresh
share = Share and keep
speed = Speed
step-slider = Step
virtual-time = Virtual time
step-of = step { NUMBER($step) } of { NUMBER($steps) }
steady = Steady
later = { $length } later

## Lengths of time

milliseconds = { NUMBER($millis) } ms
seconds = { $seconds } s
minutes = { NUMBER($minutes) } min { NUMBER($seconds) } s
hours = { NUMBER($hours) } h { NUMBER($minutes) } min
