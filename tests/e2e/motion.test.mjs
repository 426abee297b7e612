// Motion: what happens to a pod is seen, with who did it. It can be interrupted, and without it the page says the same.
import assert from "node:assert/strict";
import { test } from "node:test";
import { agent, nodes } from "./manifests.mjs";
import { after, box, record, stepUntil, told } from "./motions.mjs";
import { onPage, paste, rollOut, settle, useSite } from "./site.mjs";

const site = useSite();

/** A page whose movements are recorded, where time stands still once `prepare` is done. */
const onBoard = (prepare, act, options) =>
  onPage(
    site,
    async (page) => {
      await prepare(page);
      await page.locator('[data-action="pause"]').click();
      await page.evaluate(() => {
        window.motions.length = 0;
      });
      await act(page);
    },
    { ...options, scripts: [record] },
  );

/** The agent is ready on so many nodes. */
const onCluster = (count, act, { manifest = agent({}), ...options } = {}) =>
  onBoard((page) => rollOut(page, nodes(count), manifest, count), act, options);

/** The API server was just told of the agent, and there are two nodes. */
const onNewAgent = (act, changes) =>
  onBoard(settle, async (page) => {
    await paste(page, "nodes", nodes(2));
    await paste(page, "manifest", agent(changes));
    await page.locator(".said", { hasText: "created the DaemonSet agent" }).waitFor();
    await act(page);
  });

/** Tells kubectl something and lets no time pass. */
async function enter(page, line) {
  await page.locator('[data-console="input"]').fill(line);
  await page.locator('[data-console="input"]').press("Enter");
}

/** A new version of the agent. */
async function update(page, changes, more = "") {
  await paste(page, "manifest", agent({ image: "registry.example/agent:2.0", ...changes }) + more);
  await page.locator(".said", { hasText: "changed the pod template" }).waitFor();
}

const icon = (actor) => `[data-actor="${actor}"] .station-icon`;
const node = (name) => `[data-node="${name}"]`;
const pod = (name) => `[data-pod="${name}"]`;
const podOf = (page, name) => page.locator(`${node(name)} [data-pod]`).getAttribute("data-pod");
const start = ({ way }) => way[0];
const end = ({ way }) => way.at(-1);
const isNear = (place, { x, y }, by = 8) => Math.hypot(place.x - x, place.y - y) <= by;
const isIn = ({ x, y }, { left, right, top, bottom }) => x > left && x < right && y > top && y < bottom;
const acted = (page, name) => page.locator(node(name)).getAttribute("data-acted");
const said = (page) => page.locator(".said > :last-child").innerText();
const deed = (page, actor) => page.locator(`[data-actor="${actor}"] .station-deed`).innerText();
const isNewAgent = ({ name, pod }) => name === "create" && pod.startsWith("agent-");

/** Waits until every movement has come to its end. */
const landed = (page) => page.waitForFunction(() => window.motions.every(({ animation }) => animation.playState !== "running"));

/** Whether a spark runs from an actor to a node. */
async function isSparked(page, actor, name) {
  const from = await box(page, `[data-actor="${actor}"]`);
  const to = await box(page, node(name));
  const sparks = await page.locator(".beams line.deed").evaluateAll((lines) =>
    lines.map((line) => {
      const { left, top } = line.ownerSVGElement.getBoundingClientRect();
      const [x1, y1, x2, y2] = ["x1", "y1", "x2", "y2"].map((name) => line[name].baseVal.value);
      const ends = { from: { x: x1 + left, y: y1 + top }, to: { x: x2 + left, y: y2 + top } };
      return { ...ends, animation: getComputedStyle(line).animationName };
    }),
  );
  const runs = ({ from: begins, to: ends, animation }) =>
    animation === "spark" && isNear(begins, { x: from.x, y: from.bottom }, 2) && isNear(ends, { x: to.x, y: to.top }, 2);
  return sparks.some(runs);
}

test("a new pod comes from the controller, flies to the node that the scheduler binds it to, and swells when it is ready", () =>
  onNewAgent(async (page) => {
    const created = await stepUntil(page, isNewAgent);
    assert.equal(created.lit, "controller");
    assert.match(await deed(page, "controller"), /^created \w{5} for node-1/);
    assert.ok(isNear(start(created), await box(page, icon("controller"))), "from the controller");
    assert.ok(isIn(end(created), await box(page, "[data-pending]")), "to those that wait");
    assert.ok(start(created).opacity < 0.5 && start(created).width < end(created).width / 2, "it is small at first");
    assert.ok(await isSparked(page, "controller", "node-1"));

    const waiting = await box(page, "[data-pending]");
    const bound = await stepUntil(page, ({ pod, node }) => pod === created.pod && node !== null);
    assert.deepEqual([bound.name, bound.lit], ["move", "scheduler"]);
    assert.match(await deed(page, "scheduler"), new RegExp(`^bound \\w{5} to ${bound.node}$`));
    assert.ok(isIn(start(bound), waiting), "from those that wait");
    assert.ok(isIn(end(bound), await box(page, node(bound.node))), "to its node");
    assert.equal(await acted(page, bound.node), "scheduler");
    assert.ok(await isSparked(page, "scheduler", bound.node));

    const ready = await stepUntil(page, ({ pod, shape }) => pod === created.pod && shape === "ready");
    assert.deepEqual([ready.name, ready.lit], ["ready", "kubelet"]);
    assert.match(await deed(page, "kubelet"), /\w{5} is ready$/);
    assert.equal(await acted(page, ready.node), "kubelet");
    const widths = ready.way.map(({ width }) => width);
    assert.ok(Math.max(...widths) > widths[0] * 1.05, `it swells: ${widths}`);
    assert.ok(isNear(start(ready), end(ready), 1) && Math.abs(widths[0] - widths.at(-1)) < 1, "and is as it was");
    assert.ok(await isSparked(page, "kubelet", ready.node));
  }));

test("a pod that fails shakes where it is", () =>
  onCluster(3, async (page) => {
    await page.locator(`${node("node-1")} [data-pod]`).click();
    await page.locator('[data-action="fail-pod"]').click();
    await page.locator(`${node("node-1")} [data-shape="failed"]`).waitFor();
    const motion = await page.evaluate(() => window.motions.at(-1));
    assert.deepEqual([motion.name, motion.shape, motion.lit], ["fail", "failed", null]);
    const aways = motion.way.map(({ x }) => x - end(motion).x);
    assert.ok(Math.min(...aways) < -0.5 && Math.max(...aways) > 0.5, `to both sides: ${aways}`);
    assert.ok(motion.way.every(({ y }) => y === end(motion).y));
    assert.equal(await acted(page, "node-1"), "other", "a person did it");
    assert.match(await said(page), /^You: .*failed/);
  }));

test("a deleted pod fades, and leaves to the kubelet that removes it as a new one comes, the other way round", () =>
  onCluster(3, async (page) => {
    const name = await podOf(page, "node-1");
    await enter(page, `kubectl delete pod ${name} --wait=false`);
    await page.locator(`${pod(name)}[data-shape="terminating"]`).waitFor();
    const looks = await page.evaluate(async (name) => {
      const fading = () => getComputedStyle(document.querySelector(name)).animationName;
      document.querySelector('[data-action="play"]').click();
      await window.drawn();
      const moving = fading();
      document.querySelector('[data-action="pause"]').click();
      await window.drawn();
      return [moving, fading()];
    }, pod(name));
    assert.deepEqual(looks, ["fading", "none"], "it fades while time runs");

    const gone = await stepUntil(page, ({ isGhost }) => isGhost);
    assert.deepEqual([gone.name, gone.lit], ["leave", "kubelet"]);
    assert.match(await deed(page, "kubelet"), /\w{5} is gone$/);
    assert.equal(await acted(page, "node-1"), "kubelet");
    assert.ok(isIn(start(gone), await box(page, node("node-1"))), "from its node");
    assert.ok(isNear(end(gone), await box(page, icon("kubelet"))), "to the kubelets");
    assert.ok(end(gone).opacity < 0.1 && end(gone).width < start(gone).width / 2, "it is small at last");
    assert.ok(gone.way[2].opacity > 0.5, "it is seen on its way");
    assert.deepEqual([gone.isHidden, gone.pod], [true, null], "it is no pod any more");
    await page.locator(".ghost").waitFor({ state: "detached" });
  }));

test("a pod that the controller takes back before it is bound returns to it, one that a person deletes goes nowhere", () =>
  onNewAgent(
    async (page) => {
      const created = await stepUntil(page, isNewAgent);
      const place = await box(page, pod(created.pod));
      await enter(page, "kubectl label node node-1 logging-");
      const taken = await stepUntil(page, ({ isGhost, lit }) => isGhost && lit === "controller");
      assert.ok(isIn(start(taken), await box(page, "[data-pending]")), "it was waiting");
      assert.ok(isNear(end(taken), await box(page, icon("controller"))), "to the controller");

      const name = await page.locator("[data-pending] [data-pod]").getAttribute("data-pod");
      const before = await page.evaluate(() => window.motions.length);
      await enter(page, `kubectl delete pod ${name}`);
      await page.locator(pod(name)).waitFor({ state: "detached" });
      const [gone] = (await page.evaluate((before) => window.motions.slice(before), before)).filter(({ isGhost }) => isGhost);
      assert.equal(gone.lit, null);
      assert.ok(isNear(start(gone), end(gone), 1) && end(gone).width < start(gone).width / 2, "it shrinks where it was");
      assert.ok(Math.abs(start(gone).y - place.y) < 40);
    },
    { nodeSelector: "logging: 'true'" },
  ));

test("a rolling update replaces a pod on its node: the old one leaves to the kubelets, the new one comes from the controller", () =>
  onCluster(1, async (page) => {
    const old = await podOf(page, "node-1");
    const { left } = await box(page, pod(old));
    await update(page);
    while ((await page.locator(pod(old)).getAttribute("data-terminating")) !== "true") await after(page, "step");
    assert.equal(await acted(page, "node-1"), "controller");
    assert.match(await deed(page, "controller"), /^deletes \w{5}/);
    assert.ok(await isSparked(page, "controller", "node-1"));

    const created = await stepUntil(page, ({ name }) => name === "create");
    assert.ok(isNear(start(created), await box(page, icon("controller"))));
    const bound = await stepUntil(page, ({ pod, node }) => pod === created.pod && node === "node-1");
    assert.equal(bound.lit, "scheduler");
    const gone = await stepUntil(page, ({ isGhost }) => isGhost);
    assert.ok(isIn(start(gone), await box(page, node("node-1"))), "from its node");
    assert.ok(isNear(end(gone), await box(page, icon("kubelet"))), "to the kubelets");
    const ready = await stepUntil(page, ({ name }) => name === "ready");
    await landed(page);
    assert.ok(Math.abs((await box(page, pod(ready.pod))).left - left) < 2, "where the old one was");
    assert.match(await page.locator(pod(ready.pod)).getAttribute("title"), /revision 2/);
  }));

test("with maxSurge the old pod and the new one stand side by side, and the one that stays takes the room", () =>
  onCluster(
    1,
    async (page) => {
      const old = await podOf(page, "node-1");
      await update(page, { maxUnavailable: "0\n      maxSurge: 1" });
      const bound = await stepUntil(page, ({ node, pod }) => node === "node-1" && pod !== old);
      await landed(page);
      const pair = [await box(page, pod(old)), await box(page, pod(bound.pod))].sort((left, right) => left.x - right.x);
      assert.ok(pair[0].right <= pair[1].left && Math.abs(pair[0].y - pair[1].y) < 2, "side by side");
      const card = await box(page, node("node-1"));
      assert.ok(pair[0].left > card.left && pair[1].right < card.right, "both in the card");
      assert.equal(await page.locator(`${node("node-1")} .is-doubled`).count(), 2);

      const gone = await stepUntil(page, ({ isGhost }) => isGhost);
      assert.deepEqual([gone.lit, await page.locator(pod(old)).count()], ["kubelet", 0]);
      await landed(page);
      assert.ok(Math.abs((await box(page, pod(bound.pod))).left - pair[0].left) < 2);
    },
    { manifest: agent({ maxUnavailable: "0\n      maxSurge: 1" }) },
  ));

const TOLERATES_A_WHILE = `      tolerations:
        - key: duty
          operator: Exists
          effect: NoExecute
          tolerationSeconds: 20
`;

/** A pod that is driven out is pushed over the edge of its node, and falls when it is gone. */
async function isDrivenOut(page, name, lit) {
  const place = await box(page, pod(await podOf(page, name)));
  const pushed = await stepUntil(page, (motion) => motion.node === name);
  await landed(page);
  const card = await box(page, node(name));
  assert.deepEqual([pushed.name, pushed.lit], ["evict", lit]);
  assert.equal(await acted(page, name), "eviction");
  assert.ok(Math.abs(start(pushed).x - start(pushed).width / 2 - place.left) < 4, "from where it was");
  const hangs = await box(page, pod(pushed.pod));
  assert.ok(end(pushed).x + end(pushed).width / 2 > card.right + 4, "over the edge");
  assert.ok(end(pushed).x > start(pushed).x && pushed.way.some(({ x }) => x > end(pushed).x + 1), "with a push");
  assert.match(await page.locator(pod(pushed.pod)).getAttribute("title"), /driven off its node/);
  const border = await page.locator(node(name)).evaluate((card) => {
    card.style.transition = "none";
    const bad = document.createElement("i");
    bad.style.color = "var(--bad)";
    card.append(bad);
    const colours = [getComputedStyle(card).borderTopColor, getComputedStyle(bad).color];
    bad.remove();
    return colours;
  });
  assert.equal(border[0], border[1], "the node is framed as one where something is wrong");

  const fallen = await stepUntil(page, ({ isGhost }) => isGhost);
  assert.equal(fallen.name, "fall");
  assert.ok(isNear(start(fallen), hangs), "from where it hung");
  assert.ok(end(fallen).x > start(fallen).x + 20 && end(fallen).y > start(fallen).y + 20, "off the node, to nobody");
  return { pushed, fallen };
}

test("a pod that a taint evicts is pushed off its node", () =>
  onCluster(
    3,
    async (page) => {
      await enter(page, "kubectl taint node node-1 duty=off:NoExecute");
      await page.locator(`${node("node-1")} .chip`, { hasText: "duty" }).first().waitFor();
      const { pushed } = await isDrivenOut(page, "node-1", null);
      assert.equal(pushed.shape, "terminating");
    },
    { manifest: agent({}) + TOLERATES_A_WHILE },
  ));

test("a pod that a kubelet under pressure evicts is pushed off its node, though it is the controller that deletes it", () =>
  onCluster(3, async (page) => {
    await page.locator(`${node("node-1")} .node-name`).click();
    await page.locator('[data-group="shortage"] summary').click();
    await page.locator('[data-action="run-out-of-memory"]').click();
    const { pushed, fallen } = await isDrivenOut(page, "node-1", "kubelet");
    assert.equal(pushed.shape, "failed");
    assert.equal(fallen.lit, "controller");
    assert.match(await deed(page, "kubelet"), /\w{5} failed: Evicted$/);
    const created = await stepUntil(page, ({ name }) => name === "create");
    assert.ok(isNear(start(created), await box(page, icon("controller"))), "and another one comes");
  }));

test("a long wait is cut short, and the page says how long it was", () =>
  onCluster(3, async (page) => {
    await page.locator(`${node("node-1")} .node-name`).click();
    await page.locator('[data-action="silence-kubelet"]').click();
    await page.locator(".said", { hasText: "fell silent" }).waitFor();
    const began = Date.now();
    await page.locator('[data-action="play"]').click();
    await page.locator(`${node("node-1")}[data-ready="unknown"]`).waitFor({ timeout: 6_000 });
    assert.ok(Date.now() - began < 6_000, "nobody waits as long as the cluster does");
    await page.waitForFunction(() => window.notes.some(({ text }, index) => text.endsWith("later") && index < window.notes.length - 1));
    const notes = await page.evaluate(() => window.notes);
    const said = notes.findIndex(({ text }) => /^[4-5]\d\.\d s later$/.test(text));
    assert.ok(said >= 0, `it is said how long that was: ${notes.map(({ text }) => text)}`);
    const shown = notes[said + 1].at - notes[said].at;
    assert.ok(shown > 1_000, `long enough to be read: ${shown} ms`);
    assert.match((await page.locator(".break").allInnerTexts()).join(), /4\d\.\d s/, "and on the time line");
  }));

/** What a person can do while something flies. */
const INTERRUPTIONS = {
  step: () => document.querySelector('[data-action="step"]').click(),
  "step back": () => document.querySelector('[data-action="back"]').click(),
  settle: () => document.querySelector('[data-action="settle"]').click(),
  undo: () => document.querySelector('[data-action="undo"]').click(),
  "a jump on the time line": () => {
    const slider = document.querySelector("[data-timeline]");
    slider.value = String(Number(slider.value) - 2);
    slider.dispatchEvent(new InputEvent("input", { bubbles: true }));
  },
  "another example": () => document.querySelector('[data-example="taints"]').click(),
  pause: () => document.querySelector('[data-action="pause"]').click(),
};

/** Whatever flies, with what is drawn when something else is done in the middle of it. */
async function interrupted(page, { isGhost, isPlaying }, interrupt) {
  await page.evaluate(`window.interrupt = ${interrupt}`);
  return page.evaluate(
    async ({ isGhost, isPlaying }) => {
      const runs = ({ animation }) => animation.playState === "running";
      // The element of a pod that has become ready stays, so that its movement would too.
      const flies = () => window.motions.some((motion) => runs(motion) && (isGhost ? motion.isGhost : motion.name === "ready"));
      if (isPlaying) document.querySelector('[data-action="play"]').click();
      for (let tries = 0; tries < 300 && !flies(); tries += 1) {
        if (!isPlaying) document.querySelector('[data-action="step"]').click();
        await window.drawn();
      }
      const flying = window.motions.filter(runs);
      const ghosts = [...document.querySelectorAll(".ghost")];
      const count = window.motions.length;
      window.interrupt();
      await window.drawn();
      const moved = new Set(window.motions.slice(count).map(({ pod }) => pod));
      const pods = [...document.querySelectorAll("[data-pod]")].filter(({ dataset }) => !moved.has(dataset.pod));
      return {
        flying: flying.length,
        stillFlying: flying.filter((motion) => runs(motion) && motion.animation.effect.target.isConnected).map(({ name, pod }) => `${name} ${pod}`),
        ghosts: ghosts.length,
        ghostsLeft: ghosts.filter(({ isConnected }) => isConnected).length,
        astray: pods.filter((pod) => getComputedStyle(pod).transform !== "none").map(({ dataset }) => dataset.pod),
        movements: [...moved],
      };
    },
    { isGhost, isPlaying },
  );
}

for (const [what, interrupt] of Object.entries(INTERRUPTIONS)) {
  for (const isGhost of [false, true]) {
    test(`${what} in mid-flight ends the flight of a pod ${isGhost ? "that is gone" : "at its place"}`, () =>
      onCluster(3, async (page) => {
        await update(page, { maxUnavailable: 3 });
        await page.evaluate(() => {
          window.motions.length = 0;
        });
        const seen = await interrupted(page, { isGhost, isPlaying: what === "pause" }, interrupt);
        assert.ok(isGhost ? seen.ghosts > 0 : seen.flying > 0, "something was flying");
        assert.deepEqual([seen.stillFlying, seen.ghostsLeft, seen.astray], [[], 0, []]);
        if (what === "another example" || what === "a jump on the time line" || what === "pause") {
          assert.deepEqual(seen.movements, [], "and nothing flies instead");
        }
      }));
  }
}

test("while time runs a flight goes on when the next step comes, from where it is", () =>
  onCluster(3, async (page) => {
    await update(page, { maxUnavailable: 3 });
    await page.locator(".speed").selectOption("5×");
    await page.evaluate(() => {
      window.motions.length = 0;
    });
    await page.locator('[data-action="play"]').click();
    await page.waitForFunction(() => window.motions.filter(({ name }) => name === "ready").length >= 3);
    const motions = await page.evaluate(() => window.motions);
    const cut = motions.filter(({ isCancelled, pod }, index) => isCancelled && !motions.slice(index + 1).some((next) => next.pod === pod));
    assert.deepEqual(cut, [], "none is broken off");
    const bound = motions.findIndex(({ lit, node, isCancelled }) => lit === "scheduler" && node !== null && isCancelled);
    assert.ok(bound >= 0, "steps come faster than pods fly");
    const next = motions.slice(bound + 1).find(({ pod }) => pod === motions[bound].pod);
    const [from, to] = [start(motions[bound]).y, end(motions[bound]).y];
    assert.ok(start(next).y > from + 4 && start(next).y < to - 4, `it goes on from between ${from} and ${to}: ${start(next).y}`);
  }));

test("nothing moves where nothing happened: the board is scrolled, filtered, told in other words", () =>
  onCluster(12, async (page) => {
    const motions = async (act) => {
      const before = await page.evaluate(() => window.motions.length);
      await act();
      await page.evaluate(() => window.drawn());
      return (await page.evaluate((before) => window.motions.slice(before), before)).map(({ name, pod }) => `${name} ${pod}`);
    };
    const field = page.locator("[data-filter]");
    const count = (count) => page.waitForFunction((count) => document.querySelectorAll("[data-node]").length === count, count);
    const narrowed = await motions(async () => {
      await field.fill("node-1");
      await count(4);
    });
    assert.deepEqual(narrowed.filter((motion) => !motion.startsWith("move")), [], "who is filtered out has not gone");
    const widened = await motions(async () => {
      await field.fill("");
      await count(12);
    });
    assert.deepEqual(widened.filter((motion) => !motion.startsWith("move")), [], "who comes back was not born");
    const scrolled = await motions(async () => {
      await page.locator(".panel.board").evaluate((board) => board.scrollBy(0, 120));
      await enter(page, "kubectl cordon node-3");
      await page.locator('[data-cordoned="true"]').waitFor();
    });
    assert.deepEqual(scrolled, [], "who is scrolled has not moved");
    const taller = await motions(async () => {
      await enter(page, "kubectl taint node node-2 a-taint-that-needs-a-line=of-its-own:PreferNoSchedule");
      await page.locator(`${node("node-2")} .chip`, { hasText: "a-taint" }).first().waitFor();
    });
    assert.deepEqual(taller, [], "whose card is moved has not moved");
  }));

/** A rollout and an eviction step by step, told after each step, with what moved. */
async function story(page) {
  const chapters = [];
  const tell = async (steps) => {
    for (let step = 0; step < steps; step += 1) {
      await after(page, "step");
      chapters.push(await told(page));
    }
  };
  await update(page, {}, TOLERATES_A_WHILE);
  await tell(24);
  await enter(page, "kubectl taint node node-1 duty=off:NoExecute");
  await page.locator(`${node("node-1")} .chip`, { hasText: "duty" }).first().waitFor();
  await tell(12);
  return chapters;
}

test("with reduced motion nothing moves, and the page tells the same", async () => {
  const manifest = agent({}) + TOLERATES_A_WHILE;
  const told = [];
  await onCluster(3, async (page) => told.push(await story(page)), { manifest });
  await onCluster(
    3,
    async (page) => {
      told.push(await story(page));
      await update(page, { image: "registry.example/agent:3.0" });
      const running = await page.evaluate(async () => {
        const running = new Set();
        document.querySelector('[data-action="play"]').click();
        const deadline = performance.now() + 2_500;
        while (performance.now() < deadline) {
          await window.drawn();
          for (const animation of document.getAnimations()) running.add(animation.animationName ?? animation.transitionProperty ?? animation.id);
        }
        return [...running];
      });
      assert.deepEqual(running, [], "nothing moves while time runs");
      assert.equal(await page.evaluate(() => window.motions.length), 0, "no script moves anything");
      assert.equal(await page.locator(".ghost").count(), 0);
    },
    { manifest, context: { reducedMotion: "reduce" } },
  );
  const [moving, still] = told;
  assert.deepEqual(still, moving);
  const said = still.flatMap((chapter) => [...chapter.said, ...chapter.deeds]).join("\n");
  for (const words of [/deletes \w{5}/, /\w{5} is gone/, /created \w{5} for/, /bound \w{5} to/, /\w{5} is ready/, /taint duty=off:NoExecute evicts it/, /s later/]) {
    assert.match(said, words);
  }
  const states = still.flatMap(({ pods }) => pods.map(([title]) => title)).join("\n");
  for (const words of [/for node-1: Pending, waits/, /on node-1: Pending, its node starts it/, /Running and ready/, /Terminating/, /driven off its node/]) {
    assert.match(states, words);
  }
  assert.ok(still.some(({ lines }) => lines > 0), "lines show who did it");
});
