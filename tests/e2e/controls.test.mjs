// What happens to a node, to its images and its pods: the menu in the inspector, as a person uses it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { agent, nodes } from "./manifests.mjs";
import { onPage, pods, rollOut, settle, statusBecomes, useSite, violations } from "./site.mjs";

const site = useSite();
const press = (page, action) => page.locator(`[data-action="${action}"]`).click();
const now = (page, words) => page.locator(".fates-now", { hasText: words }).waitFor();

/** Opens a group of the menu, if it is closed. */
async function open(page, group) {
  const details = page.locator(`[data-group="${group}"]`);
  if ((await details.getAttribute("open")) === null) await details.locator("summary").click();
}

/** A page with a DaemonSet settled on three nodes, the second of which is chosen. */
function onNode(act, options) {
  return onPage(
    site,
    async (page) => {
      await rollOut(page, nodes(3), agent({}), 3);
      await page.locator('[data-node="node-2"] .node-name').click();
      await page.locator('[data-fates="node-2"]').waitFor();
      await act(page);
    },
    options,
  );
}

test("a machine that is shut down stops its pods, and brings new ones when it starts", () =>
  onNode(async (page) => {
    const [before] = (await pods(page)).filter((pod) => pod.node === "node-2");
    await press(page, "shut-down");
    await now(page, "machine off");
    await settle(page);
    await statusBecomes(page, "ready", 2);
    await press(page, "start-node");
    await settle(page);
    await statusBecomes(page, "ready", 3);
    const [after] = (await pods(page)).filter((pod) => pod.node === "node-2");
    assert.notEqual(after.name, before.name);
  }));

test("a node that runs out of memory evicts, and one that only reports it does not", () =>
  onNode(async (page) => {
    await open(page, "shortage");
    await page.locator('[data-option="only-report"]').check();
    await press(page, "run-out-of-memory");
    await now(page, "MemoryPressure");
    await settle(page);
    await page.waitForSelector('[data-node="node-2"] [data-taint="node.kubernetes.io/memory-pressure"]');
    await statusBecomes(page, "ready", 3);
    await press(page, "enough-memory");
    await page.locator('[data-option="only-report"]').uncheck();
    await press(page, "run-out-of-memory");
    await page.locator('[data-console="input"]').fill("kubectl get events --field-selector reason=Evicted");
    await page.locator('[data-action="settle"]').click();
    await page.locator('[data-console="input"]').press("Enter");
    await page.waitForFunction(() => document.querySelector('[data-console="output"]').innerText.includes("low on resource: memory"));
  }));

test("drain is refused in kubectl's words, and done when DaemonSets are left alone", () =>
  onNode(async (page) => {
    const output = (text) =>
      page.waitForFunction((text) => document.querySelector('[data-console="output"]').innerText.includes(text), text);
    await open(page, "maintenance");
    await press(page, "drain");
    await output("cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore)");
    await page.waitForSelector('[data-node="node-2"][data-cordoned="true"]');
    await press(page, "drain-ignoring");
    await output("node/node-2 drained");
    await press(page, "uncordon");
    await page.waitForSelector('[data-node="node-2"][data-cordoned="false"]');
    await output("kubectl uncordon node-2");
  }));

test("an image is broken on one node, then on all, and mended", () =>
  onNode(async (page) => {
    await open(page, "images");
    await press(page, "image-crashes");
    await settle(page);
    await statusBecomes(page, "ready", 2);
    await now(page, "crashes");
    await press(page, "image-mend");
    await settle(page);
    await statusBecomes(page, "ready", 3);
    await page.locator('[data-option="image-everywhere"]').check();
    await press(page, "image-hangs");
    await now(page, "hangs");
  }));

test("other pods take the room of a node; what is wrong with the form is said", () =>
  onNode(async (page) => {
    await open(page, "others");
    await page.locator('[data-field="memory"]').fill("a lot");
    await press(page, "run-pods");
    await page.locator('[role="alert"]', { hasText: "Memory is no quantity" }).waitFor();
    assert.equal(await page.locator('[data-field="memory"]').getAttribute("aria-invalid"), "true");
    await page.locator('[data-field="memory"]').fill("64Mi");
    await page.locator('[data-field="replicas"]').fill("2");
    await page.locator('[data-field="replicas"]').press("Enter");
    await settle(page);
    await page.waitForFunction(() => document.querySelectorAll('[data-node="node-2"] [data-pod^="filler-"]').length === 2);
  }));

test("a pod is failed, and its DaemonSet makes another", () =>
  onNode(async (page) => {
    const before = await page.locator('[data-node="node-2"] [data-pod]').getAttribute("data-pod");
    await page.locator(`[data-pod="${before}"]`).click();
    await press(page, "fail-pod");
    await settle(page);
    await statusBecomes(page, "ready", 3);
    assert.notEqual(await page.locator('[data-node="node-2"] [data-pod]').getAttribute("data-pod"), before);
  }));

test("the menu is used by keyboard, and a switch keeps the focus", () =>
  onNode(async (page) => {
    await page.locator('[data-group="shortage"] summary').focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await now(page, "MemoryPressure");
    assert.equal(await page.evaluate(() => document.activeElement.dataset.action), "enough-memory");
    assert.equal(await page.evaluate(() => document.querySelector('[data-group="shortage"]').open), true);
  }));

for (const theme of ["light", "dark"]) {
  test(`axe finds nothing to object to in the menu in the ${theme} theme`, () =>
    onNode(
      async (page) => {
        for (const group of ["maintenance", "machine", "shortage", "images", "others"]) await open(page, group);
        await press(page, "silence-kubelet");
        await press(page, "run-out-of-disk");
        await press(page, "image-slow");
        await page.locator('[data-field="priority"]').fill("high");
        await press(page, "run-pods");
        await page.locator('[role="alert"]', { hasText: "no number" }).waitFor();
        assert.deepEqual(await violations(page), []);
        await page.locator('[data-node="node-1"] [data-pod]').click();
        await page.locator('[data-action="fail-pod"]').waitFor();
        assert.deepEqual(await violations(page), []);
      },
      { context: { colorScheme: theme, reducedMotion: "reduce" } },
    ));
}
