// The page inside other pages: the compact page in a frame without rights, and the element that makes such frames.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { agent } from "./manifests.mjs";
import { ready, statusBecomes, useSite, violations } from "./site.mjs";

const site = useSite();

/** A page of somebody else, on another origin, with this body. */
async function onHost(body, act, examine = () => {}) {
  const host = createServer((request, response) => {
    if (request.url === "/") response.writeHead(200, { "Content-Type": "text/html" }).end(`<!doctype html><title>host</title>${body}`);
    else response.writeHead(request.url === "/favicon.ico" ? 204 : 404).end();
  });
  await new Promise((done) => host.listen(0, "127.0.0.1", done));
  const context = await site.browser.newContext({ locale: "en-US", viewport: { width: 1000, height: 700 }, reducedMotion: "reduce" });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    const faults = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    await page.goto(`http://127.0.0.1:${host.address().port}/`);
    await act(page);
    assert.deepEqual(faults, []);
    await examine(page);
  } finally {
    await context.close();
    host.close();
  }
}

/** The frame of the page, once it can be used. */
async function frameOf(page, selector = "iframe") {
  const frame = await (await page.waitForSelector(selector, { state: "attached" })).contentFrame();
  await frame.waitForSelector('body[data-state="ready"]');
  return frame;
}

function inFrame(width, act, examine) {
  const frame = `<iframe sandbox="allow-scripts" width="${width}" height="520" title="everynode" src="${site.url}?embed"></iframe>`;
  return onHost(frame, async (page) => act(await frameOf(page), page), async (page) => examine?.(await frameOf(page)));
}

for (const width of [360, 900]) {
  test(`the compact page works in a frame without rights, ${width} pixels wide`, () =>
    inFrame(width, async (frame) => {
      assert.equal(await frame.evaluate(() => window.origin), "null", "it has no origin of its own");
      await frame.locator('[data-action="settle"]').click();
      await frame.waitForSelector('[data-node="node-1"] [data-pod][data-ready="true"]');
      await frame.locator('[data-node="node-1"] [data-label="app"]').click();
      await frame.locator('[data-action="settle"]').click();
      await frame.waitForSelector('[data-node="node-1"] [data-pod]', { state: "detached" });
      assert.match(await frame.locator(".caption").innerText(), /\w+/);
      const overflow = await frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(overflow, 0, "nothing sticks out");
    }, async (frame) => {
      // The tool writes styles, which the policy of the page reports: it comes last.
      assert.deepEqual(await violations(frame), []);
    }));
}

test("the compact page leads to the whole page with the same scenario", () =>
  inFrame(600, async (frame, page) => {
    await frame.locator('[data-action="settle"]').click();
    await frame.waitForSelector('[data-node="node-1"] [data-pod][data-ready="true"]');
    const whole = await frame.locator('[data-action="full-page"]').getAttribute("href");
    assert.match(whole, /#v1\//);
    await page.goto(whole);
    await ready(page);
    await statusBecomes(page, "ready", 2);
    assert.equal(await page.locator("[data-embed]").count(), 0);
  }));

test("<every-node> shows the manifest that it holds, in a frame without rights that is as high as it needs", () => {
  const manifest = agent({ nodeSelector: "gpu: 'true'" });
  const body = `<script type="module" src="${site.url}embed.js"></script>
    <every-node nodes="node-1 gpu=true&#10;node-2" caption="One node has a GPU."><pre>${manifest}</pre></every-node>`;
  return onHost(body, async (page) => {
    const frame = await frameOf(page, "every-node iframe");
    await frame.waitForSelector('[data-node="node-2"][data-eligible="false"]');
    assert.equal(await frame.evaluate(() => window.origin), "null");
    assert.equal(await frame.locator(".caption").innerText(), "One node has a GPU.");
    await page.locator("every-node pre").waitFor({ state: "hidden" });
    await page.waitForFunction(() => document.querySelector("every-node iframe").clientHeight >= 240);
  });
});

test("<every-node> takes the code block before it, and loads when it comes near", () => {
  const body = `<script type="module" src="${site.url}embed.js"></script>
    <style>#far { height: 3000px }</style><p id="far"></p><pre>${agent()}</pre><every-node for="previous"></every-node>`;
  return onHost(body, async (page) => {
    await page.waitForFunction(() => customElements.get("every-node"));
    assert.equal(await page.locator("every-node iframe").count(), 0);
    await page.locator("pre").scrollIntoViewIfNeeded();
    const frame = await frameOf(page, "every-node iframe");
    await frame.waitForSelector('[data-node="node-3"][data-eligible="true"]');
  });
});

test("where there is no manifest to show, the text of <every-node> stays", () => {
  const body = `<script type="module" src="${site.url}embed.js"></script><every-node src="data:text/plain,"><pre>kind: DaemonSet</pre></every-node>`;
  return onHost(body, async (page) => {
    await page.waitForFunction(() => customElements.get("every-node"));
    await page.waitForLoadState("networkidle");
    assert.equal(await page.locator("every-node pre").isVisible(), true);
    assert.equal(await page.locator("every-node iframe").count(), 0);
  });
});
