// What the browser's own trace tells of frames. A frame is what its main thread does from one beginning of a frame to the
// next: script is the time in which JavaScript or wasm ran, work is all of it, style and layout included. Frames without
// script do not count.
const CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline", "disabled-by-default-devtools.timeline.frame"];
const SCRIPT = new Set(["FunctionCall", "RunMicrotasks", "FireAnimationFrame", "TimerFire", "EventDispatch", "EvaluateScript", "v8.callFunction"]);

/** What the main thread did while `act` ran: the frames, each with its milliseconds of script and of work. */
export async function frames(browser, page, act) {
  await browser.startTracing(page, { categories: CATEGORIES });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const main = mainThread(traceEvents);
  const own = traceEvents.filter(({ pid, tid }) => `${pid}/${tid}` === main).sort((a, b) => a.ts - b.ts);
  const begins = beginnings(own);
  const spans = (wanted) => own.filter(({ ph, name }) => ph === "X" && wanted(name)).map(({ ts, dur }) => [ts, ts + (dur ?? 0)]);
  const [script, work] = [perFrame(begins, spans((name) => SCRIPT.has(name))), perFrame(begins, spans((name) => name === "RunTask"))];
  return script.map((ms, index) => ({ script: ms, work: work[index] })).filter(({ script }) => script > 0.1);
}

/** When each frame begins: with the task in which the browser says so, since what the task does is of that frame. */
function beginnings(events) {
  const tasks = events.filter(({ ph, name }) => ph === "X" && name === "RunTask");
  let at = 0;
  return events.filter(({ name }) => name === "BeginMainThreadFrame").map(({ ts }) => {
    while (at < tasks.length && tasks[at].ts + tasks[at].dur < ts) at += 1;
    return Math.min(ts, tasks[at]?.ts ?? ts);
  });
}

/** The thread of the page: of those that run scripts, the busiest. */
function mainThread(events) {
  const calls = new Map();
  for (const { name, pid, tid } of events) {
    if (name === "FunctionCall") calls.set(`${pid}/${tid}`, (calls.get(`${pid}/${tid}`) ?? 0) + 1);
  }
  return [...calls].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** Milliseconds in which at least one span was open, frame by frame. A span belongs to the frame in which it begins. */
function perFrame(begins, spans) {
  const sums = new Array(begins.length + 1).fill(0);
  let [frame, covered] = [0, 0];
  for (const [from, to] of spans) {
    while (frame < begins.length && begins[frame] <= from) frame += 1;
    sums[frame] += Math.max(0, to - Math.max(from, covered)) / 1000;
    covered = Math.max(covered, to);
  }
  return sums;
}

/** The middle, the 95th of a hundred and the worst of the frames' milliseconds of `kind`. */
export function spread(all, kind) {
  const sorted = all.map((frame) => frame[kind]).sort((a, b) => a - b);
  return [0.5, 0.95, 1].map((share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
}
