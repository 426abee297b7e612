// The time line: the set's numbers over virtual time, marks of what was done, and the ways to go somewhere.
import assert from "node:assert/strict";
import { test } from "node:test";
import { agent, nodes } from "./manifests.mjs";
import { onPage, paste, ready, rollOut, settle, status, statusBecomes, useSite, violations } from "./site.mjs";

const site = useSite();

/** A page on which a new version of the agent has been rolled out over six nodes. */
const rolledOut = (act, options) =>
  onPage(
    site,
    async (page) => {
      await rollOut(page, nodes(6), agent({ maxUnavailable: 2 }), 6);
      await paste(page, "manifest", agent({ image: "registry.example/agent:2.0", maxUnavailable: 2 }));
      await statusBecomes(page, "up-to-date", 0);
      await settle(page);
      await statusBecomes(page, "up-to-date", 6);
      await page.locator('[data-action="pause"]').click();
      await act(page);
    },
    options,
  );

const step = async (page) => Number(await page.locator("[data-timeline]").inputValue());

test("the curve dips where pods are replaced, and says so in words", () =>
  rolledOut(async (page) => {
    const line = await page.locator(".curve-line.is-available").getAttribute("d");
    assert.ok(line.split("V").length > 6, "the line goes down and up again");
    const summary = await page.locator(".time-line .for-ears").innerText();
    assert.match(summary, /lowest 4 of 6 available.*now 6/);
    assert.match(await page.locator("[data-timeline]").getAttribute("aria-valuetext"), /6 of 6 available, 0 unavailable, 6 up to date/);
  }));

test("pointing at the curve tells the numbers there, a click goes there", () =>
  rolledOut(async (page) => {
    const box = await page.locator("[data-curve]").boundingBox();
    await page.mouse.move(box.x + box.width * 0.7, box.y + 10);
    const tip = page.locator("[data-curve-tip]");
    await tip.waitFor();
    const words = await tip.innerText();
    assert.match(words, /\d of 6 available/);
    const before = await step(page);
    await page.mouse.down();
    await page.mouse.up();
    await page.waitForFunction((before) => Number(document.querySelector("[data-timeline]").value) < before, before);
    const [, available] = words.match(/(\d) of 6 available/);
    assert.equal(await status(page, "available"), Number(available));
    await page.mouse.move(box.x + box.width / 2, box.y - 200);
    await tip.waitFor({ state: "detached" });
  }));

test("dragging along the curve goes through time", () =>
  rolledOut(async (page) => {
    const box = await page.locator("[data-curve]").boundingBox();
    await page.mouse.move(box.x + box.width * 0.9, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, box.y + 10, { steps: 5 });
    const middle = await step(page);
    await page.mouse.move(box.x + 1, box.y + 10, { steps: 5 });
    await page.mouse.up();
    assert.ok((await step(page)) < middle);
  }));

test("a command is marked: its button, and Shift with an arrow on the slider, lead to it", () =>
  rolledOut(async (page) => {
    const mark = page.locator('[data-moment="command"]').last();
    assert.match(await mark.getAttribute("aria-label"), /You: changed the pod template/);
    await mark.click();
    await statusBecomes(page, "up-to-date", 6);
    const there = await step(page);
    await page.locator('[data-action="settle"]').click();
    await page.locator('[data-action="pause"]').click();
    await page.locator("[data-timeline]").focus();
    await page.keyboard.press("Shift+ArrowLeft");
    assert.equal(await step(page), there);
    await page.keyboard.press("ArrowRight");
    assert.equal(await step(page), there + 1);
  }));

test("a failure is marked, and a wait that was cut short says how long it was", () =>
  rolledOut(async (page) => {
    await page.locator('[data-node="node-1"] .node-name').click();
    await page.locator('[data-action="silence-kubelet"]').click();
    await settle(page);
    await page.locator('[data-moment="failure"]').first().waitFor();
    assert.match(await page.locator(".break").first().innerText(), /^[\d.]+ (s|min \d+ s)$/);
  }));

test("each unit of the budget and each number leads to the nodes behind it", () =>
  rolledOut(async (page) => {
    await paste(page, "manifest", agent({ image: "registry.example/agent:3.0", maxUnavailable: 2 }));
    await page.locator(".said", { hasText: "changed the pod template" }).waitFor();
    for (let index = 0; index < 100 && (await page.locator(".unit.is-used").count()) < 2; index += 1) {
      await page.locator('[data-action="step"]').click();
    }
    await page.locator("[data-budget]").click();
    await page.locator(".node.is-counted").first().waitFor();
    const counted = await page.locator(".node.is-counted").evaluateAll((nodes) => nodes.map((node) => node.dataset.node));
    const listed = await page.locator(".node-list button").allInnerTexts();
    assert.deepEqual(listed.sort(), counted.sort());
    assert.equal(counted.length, 2);
    for (const name of ["desired", "current", "ready", "up-to-date", "available", "unavailable", "misscheduled"]) {
      await page.locator(`button:has(> [data-status="${name}"])`).click();
      const shown = await page.locator(".node-list button").count();
      assert.equal(await page.locator(".node.is-counted").count(), shown, name);
    }
  }));

for (const theme of ["light", "dark"]) {
  test(`axe finds nothing to object to on the time line in the ${theme} theme`, () =>
    rolledOut(
      async (page) => {
        const box = await page.locator("[data-curve]").boundingBox();
        await page.mouse.move(box.x + box.width / 2, box.y + 10);
        await page.locator("[data-curve-tip]").waitFor();
        assert.deepEqual(await violations(page), []);
      },
      { context: { colorScheme: theme, reducedMotion: "reduce" } },
    ));
}

test("the time line fits into a small screen and can be used there", async () => {
  const context = { locale: "zh-CN", viewport: { width: 360, height: 740 }, reducedMotion: "reduce" };
  await onPage(
    site,
    async (page) => {
      await ready(page);
      await settle(page);
      const box = await page.locator("[data-curve]").boundingBox();
      assert.ok(box.width > 200 && box.x + box.width <= 360, JSON.stringify(box));
      await page.mouse.click(box.x + 2, box.y + 10);
      assert.match(await page.locator("[data-timeline]").getAttribute("aria-valuetext"), /可用/);
      assert.ok((await step(page)) < 30);
    },
    { context },
  );
});
