// The page without a network, and without a server.
import assert from "node:assert/strict";
import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { agent, nodes } from "./manifests.mjs";
import { onPage, pods, ready, rollOut, settle, statusBecomes, useSite } from "./site.mjs";

const site = useSite();

/** Waits until the worker has everything it keeps. */
async function keptOffline(page) {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

test("after the first visit the page works without a network", async () => {
  const context = await site.browser.newContext({ locale: "en-US" });
  const page = await context.newPage();
  await page.goto(site.url);
  await ready(page);
  await keptOffline(page);
  await context.setOffline(true);
  await page.goto(`${site.url}?from=offline`);
  await ready(page);
  await settle(page);
  await statusBecomes(page, "ready", 2);
  await context.close();
});

test("the page can be installed: its manifest is whole and its icons are there", () =>
  onPage(site, async (page) => {
    const manifest = await page.evaluate(async () => {
      const address = document.querySelector('link[rel="manifest"]').href;
      const manifest = await (await fetch(address)).json();
      const load = async ({ src, sizes }) => {
        const image = new Image();
        image.src = new URL(src, address).href;
        await image.decode();
        return { sizes, width: image.naturalWidth };
      };
      return { ...manifest, icons: await Promise.all(manifest.icons.map(load)) };
    });
    assert.equal(manifest.display, "standalone");
    for (const { sizes, width } of manifest.icons.filter((icon) => icon.sizes !== "any")) {
      assert.equal(sizes, `${width}x${width}`);
    }
  }));

test("the page saved as one file opens from a disk, with the scenario on it, and works", async () => {
  let path;
  let before;
  await onPage(site, async (page) => {
    await rollOut(page, nodes(4), agent(), 4);
    before = await pods(page);
    await page.locator('[data-action="share"]').click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator('[data-action="export-page"]').click()]);
    assert.equal(download.suggestedFilename(), "everynode-agent.html");
    path = join(await mkdtemp(join(tmpdir(), "everynode-")), "saved.html");
    await download.saveAs(path);
  });
  console.log(`one file of ${Math.round((await readFile(path)).length / 1024)} KiB`);

  const context = await site.browser.newContext({ locale: "en-US", offline: true });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.goto(pathToFileURL(path).href);
  await ready(page);
  assert.deepEqual(await pods(page), before);
  await page.locator('[data-node="node-1"] [data-cordon]').click();
  await page.waitForSelector('[data-node="node-1"][data-cordoned="true"]');
  await page.locator('[data-action="share"]').click();
  assert.equal(await page.locator('[data-action="export-page"]').count(), 0, "what is a file already is not saved as one");
  assert.deepEqual(faults, []);
  await context.close();
});
