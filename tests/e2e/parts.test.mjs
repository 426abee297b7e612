// The engine in two parts: the page starts with the first, and whoever needs the later one gets it, when it comes or at once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { onPage, useSite } from "./site.mjs";

const site = useSite();
const LATER = "**/everynode-later-*.wasm";

async function enter(page, line) {
  await page.locator('[data-console="input"]').fill(line);
  await page.locator('[data-console="input"]').press("Enter");
}

const prints = (page, text) => page.locator('[data-console="output"]', { hasText: text }).waitFor();

/** A context in which the later part is held back until `release` is called. */
function heldBack() {
  let release;
  const released = new Promise((done) => (release = done));
  const asked = [];
  const hold = async (context) =>
    context.route(LATER, async (route) => {
      asked.push(route.request().resourceType());
      await released;
      await route.continue();
    });
  return { hold, release, asked };
}

test("the page is ready while the later part is still on its way, and did not wait for it", async () => {
  const { hold, release, asked } = heldBack();
  const context = await site.browser.newContext({ locale: "en-US" });
  await hold(context);
  const page = await context.newPage();
  await page.goto(site.url);
  await page.waitForSelector('body[data-state="ready"]');
  assert.deepEqual(
    asked.filter((type) => type !== "fetch"),
    [],
    "the start of the page calls a function that scripts/wasm/late.rules puts off",
  );
  release();
  await enter(page, "kubectl get nodes");
  await prints(page, "STATUS");
  await context.close();
});

test("who needs the later part before it has been fetched gets it at once", () =>
  onPage(site, async (page) => {
    // The page as it is where a browser is never idle.
    await page.addInitScript(() => Object.assign(window, { requestIdleCallback: () => 0 }));
    await page.reload();
    await page.waitForSelector('body[data-state="ready"]');
    const asked = page.waitForRequest(LATER);
    await enter(page, "kubectl get nodes");
    await prints(page, "STATUS");
    assert.equal((await asked).resourceType(), "xhr");
  }));
