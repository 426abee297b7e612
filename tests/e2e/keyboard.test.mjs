// The page without a pointer, at twice the size, in forced colours, without motion.
import assert from "node:assert/strict";
import { test } from "node:test";
import { agent, nodes } from "./manifests.mjs";
import { onPage, rollOut, settle, statusBecomes, useSite, violations } from "./site.mjs";

const site = useSite();

/** A page with a DaemonSet settled on three nodes. */
function onCluster(act, options) {
  return onPage(
    site,
    async (page) => {
      await rollOut(page, nodes(3), agent({}), 3);
      await act(page);
    },
    options,
  );
}

const hasFocus = (page, selector) => page.waitForFunction((selector) => document.activeElement?.matches(selector), selector);

test("a question mark opens the sheet of shortcuts, and Escape gives the focus back", () =>
  onCluster(async (page) => {
    await page.locator('[data-node="node-1"] .node-name').focus();
    await page.keyboard.press("?");
    await page.locator("[data-keys]").waitFor();
    const keys = await page.locator("[data-keys] kbd").allInnerTexts();
    for (const key of ["Space", "←", "→", ".", ">", "Ctrl+Z", "/", "?", "Tab", "Ctrl+S"]) assert.ok(keys.includes(key), key);
    await page.keyboard.press("Escape");
    await page.locator("[data-keys]").waitFor({ state: "detached" });
    await hasFocus(page, '[data-node="node-1"] .node-name');
    await page.locator('[data-action="keys"]').click();
    await page.locator("[data-keys]").waitFor();
  }));

test("each shortcut does what the sheet says", () =>
  onCluster(async (page) => {
    const steps = async () => Number((await page.locator(".step-count").innerText()).split(" / ")[0]);
    const end = await steps();
    await page.locator('[data-node="node-1"] .node-name').focus();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await page.waitForFunction((end) => document.querySelector(".step-count").innerText.startsWith(`${end} /`), end - 2);
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction((end) => document.querySelector(".step-count").innerText.startsWith(`${end} /`), end - 1);
    await page.keyboard.press(">");
    await page.waitForFunction((end) => document.querySelector(".step-count").innerText.startsWith(`${end} /`), end);
    await page.locator('[data-node="node-1"] [data-cordon]').click();
    await page.waitForSelector('[data-node="node-1"][data-cordoned="true"]');
    await page.keyboard.press("Control+z");
    await page.waitForSelector('[data-node="node-1"][data-cordoned="false"]');
    await page.keyboard.press("Control+Shift+z");
    await page.waitForSelector('[data-node="node-1"][data-cordoned="true"]');
    await page.locator('[data-node="node-1"] .node-name').click();
    await page.locator('[data-why="node-1"]').waitFor();
    await page.keyboard.press("Escape");
    await page.locator('[data-why="node-1"]').waitFor({ state: "detached" });
    await page.keyboard.press("/");
    await hasFocus(page, '[data-console="input"]');
    assert.equal(await page.locator('[data-console="input"]').inputValue(), "");
    await page.keyboard.type("?./");
    assert.equal(await page.locator('[data-console="input"]').inputValue(), "?./", "what is typed is typed");
    assert.equal(await page.locator("[data-keys]").count(), 0);
  }));

test("Tab comes to everything that can be pressed", () =>
  onCluster(async (page) => {
    await page.locator('[data-node="node-1"] .node-name').click();
    await page.evaluate(() => {
      const seen = 'button:not(:disabled), a[href], input:not([type="radio"]), select, summary, [contenteditable="true"]';
      const visible = (element) => element.checkVisibility() && element.closest("[hidden]") === null;
      window.missed = new Set([...document.querySelectorAll(seen)].filter((element) => visible(element) && element.tabIndex >= 0));
      document.addEventListener("focusin", (event) => window.missed.delete(event.target));
      document.activeElement.blur();
    });
    const count = await page.evaluate(() => window.missed.size);
    for (let press = 0; press < count + 40; press += 1) {
      // In an editor Tab indents; Escape before it leaves.
      if (await page.evaluate(() => document.activeElement?.closest(".cm-editor") !== null)) await page.keyboard.press("Escape");
      await page.keyboard.press("Tab");
    }
    assert.deepEqual(await page.evaluate(() => [...window.missed].map((element) => element.outerHTML.slice(0, 120))), []);
  }));

test("the focus goes to the node when the pod that had it is gone", () =>
  onCluster(async (page) => {
    await page.locator('[data-node="node-2"] [data-pod]').focus();
    await page.locator('[data-console="input"]').evaluate(() => {});
    await page.locator('[data-node="node-2"] [data-pod]').evaluate((pod) => {
      window.gone = pod.dataset.pod;
    });
    await page.keyboard.press("Enter");
    await page.locator('[data-action="delete-pod"]').waitFor();
    // By a shortcut, so that the focus stays on the pod while time goes on.
    await page.locator('[data-action="delete-pod"]').evaluate((button) => button.click());
    await hasFocus(page, '[data-node="node-2"] [data-pod]');
    await page.keyboard.press(">");
    await hasFocus(page, '[data-node="node-2"] .node-name');
    assert.notEqual(await page.locator(".for-ears[aria-live]").innerText(), "", "and what happened is said");
  }));

test("the focus stays in reach when a button has done all it can, or its panel closes", () =>
  onCluster(async (page) => {
    await page.locator('[data-node="node-1"] [data-cordon]').click();
    await page.locator('[data-action="undo"]').focus();
    while (await page.locator('[data-action="undo"]').isEnabled()) await page.keyboard.press("Enter");
    await hasFocus(page, ".transport button:not(:disabled)");
    await page.locator('[data-node="node-1"] .node-name').click();
    await page.locator(".inspector-head button").focus();
    await page.keyboard.press("Enter");
    await hasFocus(page, ".inspector, .inspector *");
  }));

test("at twice the size nothing is cut off, and nobody is kept out", () =>
  onPage(
    site,
    async (page) => {
      await settle(page);
      await statusBecomes(page, "ready", 2);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(overflow <= 0, `${overflow} pixels too wide`);
      for (const selector of ['[data-status="ready"]', '[data-action="step"]', '[data-console="input"]', '[data-node="node-1"]']) {
        const box = await page.locator(selector).boundingBox();
        assert.ok(box && box.x >= 0 && box.x + box.width <= 640 && box.y < 450, `${selector} is in sight`);
      }
      assert.deepEqual(await violations(page), []);
      await page.keyboard.press("?");
      await page.locator("[data-keys]").waitFor();
      assert.deepEqual(await violations(page), []);
    },
    { context: { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 } },
  ));

test("in forced colours every state of a pod still looks another way", () =>
  onPage(
    site,
    async (page) => {
      const shapes = page.locator(".legend li[data-shape] svg");
      const looks = new Map();
      for (let index = 0; index < 6; index += 1) {
        const state = await shapes.nth(index).evaluate((shape) => shape.closest("li").dataset.shape);
        looks.set((await shapes.nth(index).screenshot()).toString("base64"), state);
      }
      assert.equal(looks.size, 6, `only ${[...looks.values()]} can be told apart`);
      assert.deepEqual(await violations(page), []);
    },
    { context: { forcedColors: "active", reducedMotion: "reduce" } },
  ));

test("nothing moves for people who asked for less motion", () =>
  onCluster(
    async (page) => {
      await page.locator('[data-node="node-2"] [data-pod]').click();
      await page.locator('[data-action="delete-pod"]').click();
      await page.waitForSelector('[data-node="node-2"] [data-terminating="true"]');
      for (let step = 0; step < 4; step += 1) {
        await page.locator('[data-action="step"]').click();
        assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
      }
    },
    { context: { reducedMotion: "reduce" } },
  ));

for (const theme of ["light", "dark"]) {
  test(`axe finds nothing to object to in the sheet in the ${theme} theme`, () =>
    onPage(
      site,
      async (page) => {
        await page.locator('[data-action="keys"]').click();
        await page.locator("[data-keys]").waitFor();
        assert.deepEqual(await violations(page), []);
      },
      { context: { colorScheme: theme, reducedMotion: "reduce" } },
    ));
}
