// The board: cards, tiles and heat map, groups, filter, and what is done to many nodes at once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { agent } from "./manifests.mjs";
import { onPage, paste, pods, settle, statusBecomes, useSite, violations } from "./site.mjs";
import { frames, spread } from "./tracing.mjs";

const site = useSite();
const ZONES = ["a", "b", "c"];

/** So many nodes in three zones; every tenth is tainted and gets no pod. */
const zoned = (count) =>
  Array.from({ length: count }, (_, index) => index + 1)
    .map((number) => `node-${number} zone=${ZONES[number % 3]}${number % 10 === 0 ? " taint:dedicated=gpu:NoSchedule" : ""}\n`)
    .join("");

/** A page with the agent settled on `count` nodes. */
const onNodes = (count, act, options) =>
  onPage(
    site,
    async (page) => {
      await panel(page, 0);
      await paste(page, "nodes", zoned(count));
      await paste(page, "manifest", agent({}));
      await statusBecomes(page, "desired", count - Math.floor(count / 10));
      await panel(page, 1);
      await settle(page);
      await statusBecomes(page, "ready", count - Math.floor(count / 10));
      await act(page);
    },
    options,
  );

/** Shows a panel where only one fits. */
async function panel(page, index) {
  const tab = page.locator(".tab").nth(index);
  if (await tab.isVisible()) await tab.click();
}

/** Waits until that many nodes are selected. */
const selected = (page, count) =>
  page.waitForFunction((count) => document.querySelector("[data-marked]")?.textContent.startsWith(`${count} selected`), count);

const grid = (page) => page.locator(".grid");
const names = (page) => page.locator("[data-node]").evaluateAll((nodes) => nodes.map((node) => node.dataset.node));
const focused = (page) => page.evaluate(() => document.activeElement.dataset.node);

test("few nodes are cards, more are tiles, very many are squares, and everybody can choose otherwise", async () => {
  await onNodes(4, async (page) => {
    assert.equal(await page.locator(".node[data-node]").count(), 4);
    await page.locator('[data-layout-choice="heat"]').click();
    assert.equal(await page.locator(".cell[data-node] [data-pod]").count(), 4);
    await page.locator('[data-layout-choice="auto"]').click();
    assert.equal(await page.locator(".node[data-node]").count(), 4);
  });
  await onNodes(200, async (page) => {
    await page.locator(".tile[data-node]").first().waitFor();
    await page.locator("[data-filter]").fill("node-1 zone=b");
    await page.locator(".node[data-node]").first().waitFor();
  });
  await onNodes(700, async (page) => {
    await page.locator(".cell[data-node]").first().waitFor();
    assert.equal(await page.locator('[data-layout-choice="auto"]').getAttribute("aria-pressed"), "true");
  });
});

test("nodes are grouped by zone and by any label, with counts", () =>
  onNodes(30, async (page) => {
    await page.locator("[data-grouping]").selectOption("zone");
    const heads = await page.locator("[data-group]").evaluateAll((heads) => heads.map((head) => [head.dataset.group, head.innerText]));
    assert.deepEqual(heads.map(([name]) => name), ZONES);
    assert.match(heads[0][1], /10 nodes, 9 eligible, 9 ready/);
    await page.locator("[data-grouping]").selectOption("label/kubernetes.io/hostname");
    assert.equal(await page.locator("[data-group]").count(), 30);
  }));

test("a filter shows some nodes and says how many; what it does not understand it says", () =>
  onNodes(30, async (page) => {
    const field = page.locator("[data-filter]");
    const found = page.locator("[data-found]");
    await field.fill("zone=a");
    await page.waitForFunction(() => document.querySelectorAll("[data-node]").length === 10);
    assert.equal(await found.innerText(), "10 nodes of 30");
    assert.equal(await found.getAttribute("role"), "status");
    await field.fill("zone!=a reason:taint");
    await page.waitForFunction(() => document.querySelectorAll("[data-node]").length === 2);
    assert.deepEqual(await names(page), ["node-10", "node-20"]);
    await field.fill("pod:missing");
    await page.waitForFunction(() => document.querySelectorAll("[data-node]").length === 0);
    await field.fill("node-2 pod:asleep");
    const misunderstood = page.locator("[data-misunderstood]");
    await page.waitForFunction(() => document.querySelector("[data-misunderstood]").textContent !== "");
    assert.match(await misunderstood.innerText(), /pod:asleep.*missing, ready, not-ready/);
    assert.equal(await field.getAttribute("aria-invalid"), "true");
    assert.deepEqual((await names(page)).slice(0, 2), ["node-2", "node-20"], "the other words count");
    await field.press("Escape");
    await page.waitForFunction(() => document.querySelectorAll("[data-node]").length === 30);
  }));

test("what is done to many nodes is one step and one undo, and kubectl's command for it is shown", () =>
  onNodes(6, async (page) => {
    await page.locator('[data-action="mark"]').click();
    await page.locator('[data-mark="node-2"]').click();
    await page.locator('[data-mark="node-4"]').click({ modifiers: ["Shift"] });
    await selected(page, 3);
    const cordon = page.locator('[data-bulk-deed="cordon"]');
    await cordon.hover();
    const line = "kubectl cordon node-2 node-3 node-4";
    assert.equal(await page.locator("[data-bulk-command]").innerText(), line);
    const steps = async () => Number(await page.locator("[data-timeline]").getAttribute("max"));
    const before = await steps();
    await cordon.click();
    await page.waitForFunction(() => document.querySelectorAll('[data-cordoned="true"]').length === 3);
    await page.locator('[data-action="pause"]').click();
    assert.equal(await page.locator("[data-console]").getByText(line).count() > 0 || (await page.getByText(line).count()) > 0, true);
    await page.locator('[data-action="undo"]').click();
    await page.waitForFunction(() => document.querySelectorAll('[data-cordoned="true"]').length === 0);
    assert.equal(await steps(), before);
    assert.equal(await page.locator('[data-action="undo"]').isEnabled(), true, "what was done before can be taken back too");
  }));

test("labels, taints and pods of many nodes are changed at once", () =>
  onNodes(6, async (page) => {
    await page.locator('[data-action="mark"]').click();
    await page.locator('[data-action="mark-all"]').click();
    const field = page.locator("[data-bulk-field]");
    await field.fill("gpu=true");
    assert.match(await page.locator("[data-bulk-command]").innerText(), /^kubectl label node node-1 .* node-6 gpu=true --overwrite$/);
    await field.press("Enter");
    await page.waitForFunction(() => document.querySelectorAll('[data-label="gpu"][aria-pressed="true"]').length === 6);
    await field.fill("nonsense");
    await field.press("Enter");
    assert.equal(await field.getAttribute("aria-invalid"), "true");
    await field.fill("off=duty:NoExecute");
    await field.press("Enter");
    await statusBecomes(page, "desired", 0);
    await page.locator('[data-action="undo"]').click();
    await statusBecomes(page, "desired", 6);
    const before = (await pods(page)).map((pod) => pod.name);
    await page.locator('[data-bulk-deed="delete-pods"]').click();
    await settle(page);
    await statusBecomes(page, "ready", 6);
    assert.ok((await pods(page)).every((pod) => pod.ready && !before.includes(pod.name)), "every pod is another one");
  }));

test("squares are reached, read, marked and pressed with the keyboard", () =>
  onNodes(700, async (page) => {
    await page.locator('[data-layout-choice="heat"]').focus();
    assert.equal(await grid(page).locator('[tabindex="0"]').count(), 1);
    await grid(page).locator('[tabindex="0"]').focus();
    assert.equal(await focused(page), "node-1");
    await page.keyboard.press("ArrowRight");
    assert.equal(await focused(page), "node-2");
    await page.locator(".tip").waitFor();
    assert.match(await page.locator(".tip").innerText(), /node-2[\s\S]*Running and ready/);
    await page.keyboard.press("End");
    await page.waitForFunction(() => document.activeElement.dataset.node === "node-700");
    await page.keyboard.press("Home");
    await page.waitForFunction(() => document.activeElement.dataset.node === "node-1");
    await page.locator('[data-action="mark"]').click();
    await grid(page).locator('[tabindex="0"]').focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Shift+ArrowRight");
    await selected(page, 3);
    await page.keyboard.press("ControlOrMeta+a");
    await selected(page, 700);
    await page.locator('[data-action="mark-end"]').click();
    await grid(page).locator('[tabindex="0"]').focus();
    await page.keyboard.press("Enter");
    await page.locator("[data-why]").waitFor();
  }));

test("a square says its state by more than colour", () =>
  onNodes(4, async (page) => {
    await page.locator('[data-layout-choice="heat"]').click();
    const look = (selector) => page.locator(selector).first().evaluate((spot) => getComputedStyle(spot).backgroundImage);
    const solid = await look(".cell .spot");
    await page.locator('[data-action="mark"]').click();
    await page.locator('[data-action="mark-all"]').click();
    await page.locator('[data-action="pause"]').click();
    await page.locator('[data-bulk-deed="delete-pods"]').click();
    await page.locator('.spot[data-shape="terminating"]').first().waitFor();
    assert.notEqual(await look('.spot[data-shape="terminating"]'), solid);
  }));

test("a rollout over a thousand nodes plays in short frames", () =>
  onNodes(1000, async (page) => {
    page.setDefaultTimeout(30_000);
    await paste(page, "manifest", agent({ image: "registry.example/agent:2.0", maxUnavailable: "10%" }));
    await page.locator("select.speed").selectOption("5×");
    await page.locator('[data-action="play"]').click();
    const all = await frames(site.browser, page, () => page.waitForTimeout(6_000));
    const [script, work] = ["script", "work"].map((kind) => spread(all, kind));
    console.log(`1,000 nodes, ${all.length} frames: script ${script[0].toFixed(1)} ms (median), all work ${work[1].toFixed(1)} ms (95th of 100)`);
    assert.ok(all.length > 20, `only ${all.length} frames were drawn`);
    // On a machine at rest the bar is 8; one that does something else meanwhile is allowed to need longer.
    assert.ok(script[0] < 12, `script takes ${script[0]} ms of a frame`);
    assert.ok(work[1] < 50, `one frame in twenty takes ${work[1]} ms`);
  }));

test("five thousand nodes scroll at sixty frames a second", () =>
  onNodes(5000, async (page) => {
    await page.locator('[data-layout-choice="tiles"]').click();
    await page.locator(".tile[data-node]").first().waitFor();
    page.setDefaultTimeout(30_000);
    const frames = await page.evaluate(async () => {
      const panel = document.querySelector(".panel.board");
      const frames = [];
      let last = performance.now();
      for (let frame = 0; frame < 90; frame += 1) {
        panel.scrollTop += 120;
        await new Promise((next) => requestAnimationFrame(next));
        frames.push(performance.now() - last);
        last = performance.now();
      }
      return frames.sort((left, right) => left - right);
    });
    const drawn = await page.locator("[data-node]").count();
    console.log(`5,000 tiles: ${drawn} drawn; frames of ${frames[45].toFixed(1)} ms (median), ${frames[85].toFixed(1)} ms (95th of 100)`);
    assert.ok(drawn < 400, `${drawn} nodes are drawn`);
    // Sixty a second are 16.7 ms; a machine that does something else meanwhile is allowed to need longer.
    assert.ok(frames[45] < 30, `a frame takes ${frames[45]} ms`);
  }));

for (const theme of ["light", "dark"]) {
  test(`axe finds nothing to object to in any layout in the ${theme} theme`, () =>
    onNodes(
      30,
      async (page) => {
        await page.locator("[data-grouping]").selectOption("zone");
        await page.locator('[data-action="mark"]').click();
        await page.locator('[data-action="mark-all"]').click();
        await page.locator('[data-bulk-deed="cordon"]').focus();
        await page.locator("[data-filter]").fill("node pod:asleep");
        for (const layout of ["cards", "tiles", "heat"]) {
          await page.locator(`[data-layout-choice="${layout}"]`).click();
          assert.deepEqual(await violations(page), [], layout);
        }
      },
      { context: { colorScheme: theme, reducedMotion: "reduce" } },
    ));
}

test("nothing sticks out of a small screen", () =>
  onNodes(
    100,
    async (page) => {
      await page.locator('[data-action="mark"]').click();
      for (const layout of ["cards", "tiles", "heat"]) {
        await page.locator(`[data-layout-choice="${layout}"]`).click();
        const beyond = await page.locator(".panel.board").evaluate((board) => board.scrollWidth - board.clientWidth);
        assert.equal(beyond, 0, layout);
      }
    },
    { context: { viewport: { width: 360, height: 740 }, reducedMotion: "reduce" } },
  ));

for (const locale of ["en-US", "zh-CN"]) {
  test(`the board speaks ${locale}`, () =>
    onNodes(
      4,
      async (page) => {
        const words = { "en-US": "Select", "zh-CN": "选择" };
        assert.equal((await page.locator('[data-action="mark"]').innerText()).trim(), words[locale]);
      },
      { context: { locale } },
    ));
}
