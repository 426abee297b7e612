// The engine in two parts: the page starts with the first, and whoever needs the later one gets it, when it comes or at once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ready, useSite } from "./site.mjs";

const site = useSite();
const LATER = "**/everynode-later-*.wasm";

async function enter(page, line) {
  await page.locator('[data-console="input"]').fill(line);
  await page.locator('[data-console="input"]').press("Enter");
}

const prints = (page, text) => page.locator('[data-console="output"]', { hasText: text }).waitFor();

/** Runs `act(page, asked, release)` where the later part is held back until `release` is called; `asked` says how it was asked for. */
async function withPartHeldBack(act, prepare = () => {}) {
  let release;
  const released = new Promise((done) => (release = done));
  const asked = [];
  // The worker fetches everything too.
  const context = await site.browser.newContext({ locale: "en-US", serviceWorkers: "block" });
  await context.addInitScript(prepare);
  await context.route(LATER, async (route) => {
    asked.push(route.request().resourceType());
    await released;
    await route.continue();
  });
  try {
    const page = await context.newPage();
    await page.goto(site.url);
    await ready(page);
    await act(page, asked, release);
  } finally {
    release();
    await context.close();
  }
}

test("the page is ready while the later part is still on its way, and did not wait for it", () =>
  withPartHeldBack(async (page, asked, release) => {
    const waited = asked.filter((type) => type !== "fetch");
    assert.deepEqual(waited, [], "the start of the page calls a function that scripts/wasm/idle.names or late.rules puts off");
    release();
    await enter(page, "kubectl get nodes");
    await prints(page, "STATUS");
  }));

test("who needs the later part before it has been fetched gets it at once", () =>
  withPartHeldBack(
    async (page, asked, release) => {
      assert.deepEqual(asked, []);
      release();
      await enter(page, "kubectl get nodes");
      await prints(page, "STATUS");
      assert.deepEqual(asked, ["xhr"]);
    },
    // A browser that is never idle.
    () => Object.assign(window, { requestIdleCallback: () => 0 }),
  ));
