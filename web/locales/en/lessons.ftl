### Lessons: the frame around them. What they say is in web/site/lessons.

lessons = Lessons
heading = DaemonSets, step by step
says = Each lesson is a few steps on a cluster of its own: foresee, try, see. Commands of a course or a book work in the console as they are printed.
loading = The lessons are being fetched…
not-loaded = The lessons could not be fetched. Is there a network?
try-again = Try again
no-lesson = There is no lesson “{ $name }”. These are all there are:
no-step = This lesson has no step “{ $name }”, so it begins at the first.
close = Close
leave = Leave the lesson; the cluster stays
steps = Steps of this lesson
step = Step { $number }
step-of = Step { $number } of { $count }
behind = { $done } of { $count } steps
finished = Done
not-begun =
    { $count ->
        [one] { $count } step
       *[other] { $count } steps
    }
foresee = What do you think?
your-turn = Your turn
right = Exactly.
wrong = Not quite.
done = Done.
insert = Put into the console: { $command }
hint = Hint
perform = Do it for me
again = Begin this step again
back = Back
next = Next
skip = Skip
next-lesson = Next lesson: { $title }
all-lessons = All lessons
elsewhere = The page shows something else now.
return = Back to this step
fold = Show less
unfold = Show the whole step
