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

## The curve

numbers = { NUMBER($available) } of { NUMBER($desired) } available, { NUMBER($unavailable) } unavailable, { NUMBER($updated) } up to date
at-moment = { $time }: { $words }
stuck-here = stuck: nothing can move
curve-summary = Availability over time: at the lowest { NUMBER($least) } of { NUMBER($desired) } available, at { $time }; now { NUMBER($now) }.
curve-empty = Availability over time: nothing has been counted yet.
shortened = { $length }
available-of = { NUMBER($available) } of { NUMBER($desired) } available
unavailable-number = { NUMBER($unavailable) } unavailable
updated-number = { NUMBER($updated) } up to date
moments = What was done, failed or got stuck
go-there = { $moment }: go there
slider-keys = Arrow keys: a step. With Shift: to the next mark.
