// The inspector in the built site: why a node has no pod and what would change it, who wrote what of a pod, revisions and
// the way back, what there is to know of a node.
import assert from "node:assert/strict";
import { test } from "node:test";
import { agent, nodes } from "./manifests.mjs";
import { onPage, paste, rollOut, settle, statusBecomes, useSite, violations } from "./site.mjs";

const site = useSite();

/** A page with a DaemonSet settled on nodes with `gpu=true`, of which the second of four is none. */
function withKeptOutNode(act, options) {
  return onPage(
    site,
    async (page) => {
      await rollOut(page, "node-1 gpu=true\nnode-2 gpu=false\nnode-3 gpu=true\nnode-4 gpu=true\n", agent({ nodeSelector: "gpu: 'true'" }), 3);
      await act(page);
    },
    options,
  );
}

async function choose(page, node) {
  await page.locator(`[data-node="${node}"] .node-name`).first().click();
  await page.waitForSelector(`[data-why="${node}"]`);
}

const lit = (page, editor) =>
  page.evaluate((editor) => [...document.querySelectorAll(`[data-editor="${editor}"] .cm-decided`)].map((mark) => mark.textContent), editor);

test("the line that decided is lit in both texts, and pressing a reason goes there", () =>
  withKeptOutNode(async (page) => {
    await choose(page, "node-2");
    await page.waitForSelector('[data-editor="manifest"] .cm-decided');
    assert.equal((await lit(page, "manifest")).join(""), "gpu: 'true'");
    assert.equal((await lit(page, "nodes")).join(""), "gpu=false");
    assert.equal(await page.locator('[data-editor="manifest"] .cm-decided-line.is-against').count(), 1);

    await page.locator('[data-why="node-2"] [data-place="manifest"]').first().click();
    await page.waitForFunction(() => document.activeElement?.closest('[data-editor="manifest"]'));
    assert.equal(await page.evaluate(() => getSelection().toString()), "gpu: 'true'");
  }));

test("an offered command gives the node its pod with one press, and the next offer takes it away", () =>
  withKeptOutNode(async (page) => {
    await choose(page, "node-2");
    const offer = page.locator('[data-offers="gives"] [data-offer="command"]').first();
    assert.match(await offer.innerText(), /kubectl label node node-2 gpu=true --overwrite/);
    await offer.locator('[data-action="take-offer"]').click();
    assert.ok(await page.evaluate(() => document.activeElement?.matches(".why-summary")), "the focus is not lost");
    await settle(page);
    await statusBecomes(page, "ready", 4);

    await page.locator('[data-offers="takes"] [data-action="take-offer"]').first().click();
    await settle(page);
    await statusBecomes(page, "desired", 3);
  }));

test("an offered edit shows its lines and what it does to other nodes, and is made", () =>
  withKeptOutNode(async (page) => {
    await choose(page, "node-2");
    const offer = page.locator('[data-offers="gives"] [data-offer="edit"]').first();
    const text = await offer.innerText();
    assert.match(text, /− +gpu: 'true'/);
    assert.match(text, /\+ +gpu: "false"/);
    assert.match(text, /3 other nodes lose their pods/);
    await offer.locator('[data-action="take-offer"]').click();
    await statusBecomes(page, "desired", 1);
    assert.match(await page.locator('[data-editor="manifest"] .cm-content').innerText(), /gpu: "false"/);
  }));

test("a taint is tolerated with one press", () =>
  onPage(site, async (page) => {
    await paste(page, "nodes", "node-1 taint:dedicated=gpu:NoSchedule\n");
    await paste(page, "manifest", agent());
    await page.locator('[data-node="node-1"][data-eligible="false"]').first().waitFor();
    await choose(page, "node-1");
    await page.locator('[data-offers="gives"] [data-offer="edit"] [data-action="take-offer"]').click();
    await statusBecomes(page, "desired", 1);
    assert.match(await page.locator('[data-editor="manifest"] .cm-content').innerText(), /tolerations:\s+- key: dedicated/);
  }));

test("the chain goes from the controller by the API server and the scheduler to the kubelet", () =>
  withKeptOutNode(async (page) => {
    await choose(page, "node-1");
    await page.waitForSelector('[data-why="node-1"] [data-actor="kubelet"]');
    const actors = await page.locator('[data-why="node-1"] .link').evaluateAll((links) => links.map((link) => link.dataset.actor));
    const order = [...new Set(actors)];
    assert.deepEqual(order, ["controller", "admission", "scheduler", "kubelet"]);
  }));

test("every line of a pod has its author, and each of them can be hidden", () =>
  withKeptOutNode(async (page) => {
    await page.locator('[data-node="node-1"] [data-pod]').first().click();
    const by = (text) => page.locator(".yaml-line", { hasText: text }).first().getAttribute("data-by");
    await page.locator(".yaml-line").first().waitFor();
    assert.equal(await by("image: registry.example/agent:1.0"), "template");
    assert.equal(await by("dnsPolicy: ClusterFirst"), "api-server");
    assert.equal(await by("node.kubernetes.io/unreachable"), "controller");
    assert.equal(await by("nodeName: node-1"), "scheduler");
    assert.equal(await page.locator('[data-section="status"]').getAttribute("open"), null, "the status is folded");

    const scheduler = page.locator('.author[data-author="scheduler"]');
    await scheduler.click();
    assert.equal(await scheduler.getAttribute("aria-pressed"), "false");
    assert.equal(await page.locator(".yaml-line", { hasText: "nodeName: node-1" }).count(), 0);
    await scheduler.click();
    await page.locator('.author[data-author="template"]').click();
    assert.equal(await page.locator('.yaml-line[data-by="template"]:not(.is-removed)', { hasText: "image: registry" }).count(), 0);
    assert.ok((await page.locator('.yaml-line[data-by="controller"]').count()) > 10);
  }));

test("two revisions are compared, and one press rolls back, with its kubectl line", () =>
  withKeptOutNode(async (page) => {
    await paste(page, "manifest", agent({ image: "registry.example/agent:2.0", nodeSelector: "gpu: 'true'" }));
    await statusBecomes(page, "up-to-date", 0);
    await settle(page);
    await statusBecomes(page, "up-to-date", 3);
    const comparison = await page.locator("[data-comparison]").innerText();
    assert.match(comparison, /− .*agent:1\.0/);
    assert.match(comparison, /\+ .*agent:2\.0/);
    const former = page.locator('[data-history="1"]');
    assert.match(await former.innerText(), /kubectl rollout undo ds\/agent --to-revision=1/);
    await former.locator('[data-action="roll-back"]').click();
    await page.waitForSelector('[data-history="3"]');
    await settle(page);
    await statusBecomes(page, "up-to-date", 3);
    assert.match(await page.locator('[data-history="3"]').innerText(), /agent:1\.0/);
    assert.match(await page.locator('[data-console="output"]').innerText(), /rolled back/);
    await page.locator('[data-action="undo"]').click();
    await page.waitForSelector('[data-history="3"]', { state: "detached" });
  }));

test("a node tells its conditions, resources, pods and events", () =>
  withKeptOutNode(async (page) => {
    await choose(page, "node-1");
    for (const [fact, words] of [["conditions", /Ready\s+True/], ["resources", /cpu/], ["pods", /default\/agent-/]]) {
      const fold = page.locator(`[data-fact="${fact}"]`);
      await fold.locator("summary").click();
      assert.match(await fold.innerText(), words);
    }
    await page.locator('[data-node="node-1"] [data-pod]').first().click();
    const events = page.locator('[data-fact="events"]');
    await events.locator("summary").click();
    assert.match(await events.innerText(), /Scheduled[\s\S]*Successfully assigned/);
  }));

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing in the ${colorScheme} inspector`, () =>
    withKeptOutNode(
      async (page) => {
        assert.deepEqual(await violations(page), []);
        await choose(page, "node-2");
        await page.waitForSelector("[data-offers]");
        assert.deepEqual(await violations(page), []);
        await page.locator('[data-node="node-1"] [data-pod]').first().click();
        await page.waitForSelector(".yaml-line");
        assert.deepEqual(await violations(page), []);
      },
      { context: { colorScheme, reducedMotion: "reduce" } },
    ));
}

test("nothing of the inspector is wider than 360 pixels", () =>
  onPage(
    site,
    async (page) => {
      await page.locator('[data-node] .node-name').first().click();
      await page.waitForSelector("[data-why]");
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(overflow, 0);
      const wide = await page.evaluate(() => {
        const panel = document.querySelector(".inspector");
        return panel.scrollWidth - panel.clientWidth;
      });
      assert.equal(wide, 0);
    },
    { context: { viewport: { width: 360, height: 740 }, hasTouch: true } },
  ));
