// The page as a person uses it, in the built site: paste, look, toggle, roll out, step back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { agent, nodes } from "./manifests.mjs";
import { onPage, paste, pods, ready, rollOut, settle, status, statusBecomes, useSite, violations } from "./site.mjs";

const site = useSite();

/** A page with the DaemonSet of `manifest` settled on `nodeCount` nodes. */
function onCluster(manifest, nodeCount, act) {
  return onPage(site, async (page) => {
    await rollOut(page, nodes(nodeCount), agent(manifest), nodeCount);
    await act(page);
  });
}

test("the page is ready within a second of navigating to it", async () => {
  const context = await site.browser.newContext();
  const page = await context.newPage();
  // The first visit fills the browser's cache, as a second visit of a person finds it.
  await page.goto(site.url);
  await ready(page);
  const times = [];
  for (let visit = 0; visit < 5; visit += 1) {
    await page.goto("about:blank");
    await page.goto(site.url, { waitUntil: "commit" });
    await ready(page);
    times.push(await page.evaluate(() => performance.now()));
  }
  await context.close();
  const median = times.sort((left, right) => left - right)[2];
  console.log(`ready after ${Math.round(median)} ms (median of ${times.map(Math.round).join(", ")})`);
  assert.ok(median <= 1000, `ready after ${median} ms`);
});

test("every node gets one pod of a pasted DaemonSet", () =>
  onCluster({}, 3, async (page) => {
    const board = await pods(page);
    assert.deepEqual(board.map((pod) => pod.node).sort(), ["node-1", "node-2", "node-3"]);
    assert.ok(board.every((pod) => pod.ready && pod.phase === "Running" && !pod.terminating));
    assert.equal(await status(page, "current"), 3);
  }));

test("taking a label away deletes the node's pod, giving it back creates one", () =>
  onCluster({ nodeSelector: "logging: 'true'" }, 3, async (page) => {
    const label = page.locator('[data-node="node-2"] [data-label="logging"]');
    assert.equal(await label.getAttribute("aria-pressed"), "true");

    await label.click();
    await statusBecomes(page, "desired", 2);
    await settle(page);
    await page.waitForSelector('[data-node="node-2"] [data-pod]', { state: "detached" });
    assert.equal(await label.getAttribute("aria-pressed"), "false");
    assert.equal(await page.locator('[data-node="node-2"]').getAttribute("data-eligible"), "false");

    await label.click();
    await statusBecomes(page, "desired", 3);
    await settle(page);
    await page.waitForSelector('[data-node="node-2"] [data-pod][data-ready="true"]');
    assert.equal((await pods(page)).length, 3);
  }));

test("a new image rolls out to the end, never with more pods down than maxUnavailable", () =>
  onCluster({ maxUnavailable: 2 }, 5, async (page) => {
    const before = await pods(page);
    await paste(page, "manifest", agent({ image: "registry.example/agent:2.0", maxUnavailable: 2 }));
    await statusBecomes(page, "up-to-date", 0);

    let mostDown = 0;
    for (let step = 0; step < 500 && (await status(page, "up-to-date")) + (await status(page, "available")) < 10; step += 1) {
      await page.locator('[data-action="step"]').click();
      const serving = (await pods(page)).filter((pod) => pod.ready && !pod.terminating).length;
      mostDown = Math.max(mostDown, 5 - serving);
    }
    assert.ok(mostDown >= 1 && mostDown <= 2, `${mostDown} pods were down at once`);
    await settle(page);
    const after = await pods(page);
    assert.equal(after.length, 5);
    assert.equal(await status(page, "up-to-date"), 5);
    const old = new Set(before.map((pod) => pod.revision));
    assert.ok(after.every((pod) => pod.ready && !old.has(pod.revision)));
  }));

test("stepping back shows the earlier board", () =>
  onCluster({}, 3, async (page) => {
    const settled = await pods(page);
    let steps = 0;
    let earlier = settled;
    for (; steps < 50 && isDeepStrictEqual(earlier, settled); steps += 1) {
      await page.locator('[data-action="back"]').click();
      earlier = await pods(page);
    }
    assert.ok(earlier.some((pod) => !pod.ready), "one pod was not ready before all were");
    for (; steps > 0; steps -= 1) {
      await page.locator('[data-action="step"]').click();
    }
    assert.equal(await status(page, "ready"), 3);
    assert.deepEqual(await pods(page), settled);
  }));

test("broken YAML is marked at its line", () =>
  onPage(site, async (page) => {
    await paste(page, "manifest", "apiVersion: apps/v1\nkind: DaemonSet\nmetadata:\n  name: [agent\n");
    const finding = page.locator('[data-diagnostic][data-severity="error"]').first();
    await finding.waitFor();
    assert.match(await finding.innerText(), /line [45]\b/);
  }));

test("a misspelt field is named by its path", () =>
  onPage(site, async (page) => {
    await paste(page, "manifest", agent().replace("      containers:", "      nodeSelectr: {}\n      containers:"));
    await page.locator('[data-diagnostic][data-path="spec.template.spec.nodeSelectr"]').first().waitFor();
  }));

test("an edit that mends a finding is shown first, and then made", () =>
  onPage(site, async (page) => {
    await paste(page, "nodes", nodes(1));
    await paste(page, "manifest", agent({ image: "mended.example/agent:1" }).replace("      containers:", "      Containers:"));
    const finding = page.locator('[data-diagnostic][data-path="spec.template.spec.Containers"]').first();
    await finding.waitFor();
    const fix = page.locator("[data-fix]").first();
    await fix.locator("summary").click();
    assert.match(await fix.locator("pre").innerText(), /\+ +containers:/);
    await fix.locator('[data-action="fix"]').click();
    await finding.waitFor({ state: "detached" });
    await settle(page);
    await statusBecomes(page, "ready", 1);
  }));

test("a namespace that enforces Pod Security keeps the set and refuses its pods", () =>
  onPage(site, async (page) => {
    await paste(page, "nodes", nodes(2));
    const namespace = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: default\n  labels:\n    pod-security.kubernetes.io/enforce: restricted\n---\n";
    await paste(page, "manifest", namespace + agent());
    await page.locator('[data-diagnostic][data-severity="warning"]').filter({ hasText: "pods are refused" }).first().waitFor();
    await statusBecomes(page, "desired", 2);
    for (let step = 0; step < 10; step += 1) {
      await page.locator('[data-action="step"]').click();
    }
    assert.equal(await status(page, "current"), 0);
    assert.equal(await page.locator('[data-pod^="agent-"]').count(), 0);
  }));

for (const theme of ["light", "dark"]) {
  test(`axe finds nothing to object to in the ${theme} theme`, () =>
    onPage(
      site,
      async (page) => {
        assert.deepEqual(await violations(page), []);
      },
      { context: { colorScheme: theme, reducedMotion: "reduce" } },
    ));
}
