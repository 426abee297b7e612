// kubectl on the page: what it prints, what it changes, and both ways of scheduling side by side.
import assert from "node:assert/strict";
import { test } from "node:test";
import { agent, nodes } from "./manifests.mjs";
import { onPage, paste, rollOut, settle, useSite, violations } from "./site.mjs";

const site = useSite();
const input = (page) => page.locator('[data-console="input"]');
const output = (page) => page.locator('[data-console="output"]');

async function enter(page, line) {
  await input(page).fill(line);
  await input(page).press("Enter");
}

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

test("kubectl prints the table that the status line counts", () =>
  onCluster(async (page) => {
    assert.equal(await output(page).isVisible(), false);
    await enter(page, "kubectl get ds -A");
    await page.waitForFunction(() => /READY +UP-TO-DATE/.test(document.querySelector('[data-console="output"]').innerText));
    assert.match(await output(page).innerText(), /agent +3 +3 +3 +3 +3/);
    await enter(page, "kubectl get dss");
    await page.waitForSelector('[data-console="output"] .is-error');
    assert.match(await output(page).innerText(), /the server doesn't have a resource type "dss"/);
  }));

test("a label set with kubectl is on the board, and the board's own clicks are shown as kubectl", () =>
  onCluster(async (page) => {
    await enter(page, "kubectl label node node-2 gpu=true");
    await page.waitForSelector('[data-node="node-2"] [data-label="gpu"]');
    await page.locator('[data-node="node-2"] [data-label="gpu"]').click();
    await page.waitForFunction(() =>
      document.querySelector('[data-console="output"]').innerText.includes("kubectl label node node-2 gpu-"),
    );
    await page.locator('[data-console="toggle"]').click();
    assert.equal(await page.locator(".console-last").innerText(), "# kubectl label node node-2 gpu-", "also while the output is hidden");
    await page.locator('[data-action="undo"]').click();
    await page.locator('[data-action="undo"]').click();
    // A label that was taken by hand stays on show, to be put back.
    await page.waitForSelector('[data-node="node-2"] [data-label="gpu"][aria-pressed="true"]', { state: "detached" });
  }));

test("what kubectl does not do is said in a sentence that is no command", () =>
  onCluster(async (page) => {
    await page.locator('[data-node="node-2"] .node-name').click();
    const shutDown = page.locator('[data-action="shut-down"]');
    if (!(await shutDown.isVisible())) await page.locator('[data-group="machine"] summary').click();
    await shutDown.click();
    const remark = page.locator(".console-last", { hasText: /^# node-2 is shut down/ });
    await remark.waitFor();
    await page.locator('[data-lang="zh-CN"]').click();
    await page.locator(".console-last", { hasText: /^# node-2 关机/ }).waitFor();
    await page.locator('[data-console="toggle"]').click();
    const entry = page.locator(".console-command.is-equivalent", { hasText: "node-2 关机" });
    await entry.waitFor();
    assert.equal(await entry.locator("button").count(), 0, "there is no command to copy");
    await page.locator('[data-console="input"]').press("ArrowUp");
    assert.equal(await page.locator('[data-console="input"]').inputValue(), "", "nor to bring back");
  }));

test("rollout status prints as time passes", () =>
  onCluster(async (page) => {
    await enter(page, "kubectl rollout restart ds/agent");
    await enter(page, "kubectl rollout status ds/agent");
    await page.waitForSelector('[data-console="interrupt"]');
    await settle(page);
    await page.waitForFunction(() =>
      document.querySelector('[data-console="output"]').innerText.includes("successfully rolled out"),
    );
    assert.match(await output(page).innerText(), /1 out of 3 new pods have been updated/);
    assert.equal(await page.locator('[data-console="interrupt"]').count(), 0);
  }));

test("what kubectl made of the DaemonSet can be taken into the editor", () =>
  onCluster(async (page) => {
    await enter(page, "kubectl set image ds/agent agent=example.com/agent:v9");
    await page.locator("[data-drift] button").first().click();
    await page.waitForSelector("[data-drift]", { state: "detached" });
    const text = await page.locator('[data-editor="manifest"] .cm-content').innerText();
    assert.match(text, /example\.com\/agent:v9/);
  }));

test("the arrows bring back what was entered, and Escape hides the output", () =>
  onCluster(async (page) => {
    await enter(page, "kubectl get nodes");
    await enter(page, "kubectl get pods");
    await input(page).press("ArrowUp");
    await input(page).press("ArrowUp");
    assert.equal(await input(page).inputValue(), "kubectl get nodes");
    await input(page).press("ArrowDown");
    assert.equal(await input(page).inputValue(), "kubectl get pods");
    await input(page).press("Escape");
    await output(page).waitFor({ state: "hidden" });
  }));

/** The text in the editor of `kubectl edit`, as CodeMirror has it. */
const edited = (page) => page.locator('[data-edit] .cm-content');

/** Replaces the text of that editor as a person would. */
async function rewrite(page, change) {
  const text = await edited(page).evaluate((element) => (element.cmTile ?? element.cmView).view.state.doc.toString());
  await paste(page, "edit", change(text));
}

const hasFocus = (page, selector) => page.waitForFunction((selector) => document.activeElement?.matches(selector), selector);
const printed = (page, text) =>
  page.waitForFunction((text) => document.querySelector('[data-console="output"]').innerText.includes(text), text);

test("kubectl edit opens the object, and Ctrl+S writes it", () =>
  onCluster(async (page) => {
    await enter(page, "kubectl edit ds agent");
    await hasFocus(page, "[data-edit] .cm-content");
    assert.match(await edited(page).innerText(), /Please edit the object below/);
    await rewrite(page, (text) => text.replace(/image: .*/, "image: example.com/agent:v9"));
    await page.keyboard.press("Control+s");
    await page.locator("[data-edit]").waitFor({ state: "detached" });
    await hasFocus(page, '[data-console="input"]');
    await printed(page, "daemonset.apps/agent edited");
    await settle(page);
    await enter(page, "kubectl get ds agent -o jsonpath={..image}");
    await printed(page, "example.com/agent:v9");
  }));

test("Escape gives an edit up, as kubectl says it", () =>
  onCluster(async (page) => {
    await enter(page, "kubectl edit node node-1");
    await hasFocus(page, "[data-edit] .cm-content");
    await page.keyboard.press("Escape");
    await page.locator("[data-edit]").waitFor({ state: "detached" });
    await printed(page, "Edit cancelled, no changes made.");
    await hasFocus(page, '[data-console="input"]');
  }));

test("what the API server refuses comes back with the reason, and can be mended", () =>
  onCluster(async (page) => {
    await enter(page, "kubectl edit ds agent");
    await hasFocus(page, "[data-edit] .cm-content");
    await rewrite(page, (text) => text.replace(/maxUnavailable: .*/, "maxUnavailable: 0"));
    await page.locator('[data-action="save-edit"]').click();
    await page.locator('[data-edit] [role="alert"]', { hasText: "was not valid" }).waitFor();
    assert.match(await edited(page).innerText(), /# \* spec\.updateStrategy\.rollingUpdate\.maxUnavailable/);
    await rewrite(page, (text) => text.replace(/maxUnavailable: 0/, "maxUnavailable: 2"));
    await page.keyboard.press("Control+s");
    await page.locator("[data-edit]").waitFor({ state: "detached" });
    await printed(page, "daemonset.apps/agent edited");
  }));

const candidates = (page) => page.locator('[role="option"]');

test("Tab completes what is certain, and lists what is not", () =>
  onCluster(async (page) => {
    await input(page).pressSequentially("kubectl get no");
    await input(page).press("Tab");
    await candidates(page).first().waitFor();
    assert.equal(await input(page).getAttribute("aria-expanded"), "true");
    await input(page).press("ArrowDown");
    const chosen = await input(page).getAttribute("aria-activedescendant");
    assert.equal(await page.locator(`[id="${chosen}"]`).getAttribute("aria-selected"), "true");
    await input(page).press("Enter");
    assert.match(await input(page).inputValue(), /^kubectl get no(des)? $/);
    await input(page).pressSequentially("node-");
    await input(page).press("Tab");
    await candidates(page).nth(2).waitFor();
    assert.match(await candidates(page).first().innerText(), /node-1\s+object/);
    await input(page).pressSequentially("2");
    await page.waitForFunction(() => document.querySelectorAll('[role="option"]').length === 1);
    await input(page).press("Tab");
    await input(page).press("Tab");
    assert.match(await input(page).inputValue(), / node-2 $/);
  }));

test("Escape closes the list, then Tab goes on to what is next", () =>
  onCluster(async (page) => {
    await input(page).pressSequentially("kubectl get pods --n");
    await input(page).press("Tab");
    await candidates(page).first().waitFor();
    await input(page).press("Escape");
    await candidates(page).first().waitFor({ state: "detached" });
    await input(page).press("Tab");
    await hasFocus(page, ".console button");
  }));

test("the arrows find an earlier command by a part of it", () =>
  onCluster(async (page) => {
    await enter(page, "kubectl get nodes");
    await enter(page, "kubectl get pods");
    await enter(page, "kubectl version");
    await page.locator('[data-console="clear"]').click();
    await input(page).fill("get");
    await input(page).press("ArrowUp");
    await input(page).press("ArrowUp");
    assert.equal(await input(page).inputValue(), "kubectl get nodes");
    await input(page).press("ArrowDown");
    await input(page).press("ArrowDown");
    assert.equal(await input(page).inputValue(), "get");
  }));

test("a command and what it printed can be copied", () =>
  onCluster(
    async (page) => {
      await enter(page, "kubectl get ds");
      await page.locator('[data-console="copy-command"]').click();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "kubectl get ds");
      await page.locator('[data-console="copy-output"]').click();
      assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^NAME +DESIRED/);
    },
    { context: { permissions: ["clipboard-read", "clipboard-write"] } },
  ));

test("both ways of scheduling stand side by side", () =>
  onPage(site, async (page) => {
    await page.locator('[data-example="full-node"]').click();
    await settle(page);
    await page.locator('[data-mode="both"]').click();
    await page.waitForSelector('[data-modes] tr[data-differs="true"]');
    const row = await page.locator("[data-modes] tbody tr").first().innerText();
    assert.match(row, /Insufficient cpu/);
    assert.match(row, /no pod/);
    assert.match(await page.locator("[data-modes]").innerText(), /FailedPlacement/);
    await page.locator('[data-mode="before"]').click();
    await page.waitForSelector("[data-modes]", { state: "detached" });
    await page.waitForSelector("[data-node]");
    assert.equal(await page.locator('[data-mode="before"]').getAttribute("aria-pressed"), "true");
  }));

for (const theme of ["light", "dark"]) {
  test(`nobody is kept from the console and the comparison, ${theme}`, () =>
    onCluster(
      async (page) => {
        await enter(page, "kubectl get pods -A -o wide");
        await enter(page, "kubectl set image ds/agent agent=example.com/agent:v9");
        await page.waitForSelector("[data-drift]");
        assert.deepEqual(await violations(page), []);
        await page.locator('[data-mode="both"]').click();
        await page.waitForSelector("[data-modes]");
        assert.deepEqual(await violations(page), []);
        await input(page).pressSequentially("kubectl get pods --");
        await input(page).press("Tab");
        await candidates(page).first().waitFor();
        await input(page).press("ArrowDown");
        assert.deepEqual(await violations(page), []);
        await input(page).press("Escape");
        await enter(page, "kubectl edit ds agent");
        await rewrite(page, (text) => text.replace(/maxUnavailable: .*/, "maxUnavailable: 0"));
        await page.locator('[data-action="save-edit"]').click();
        await page.locator('[data-edit] [role="alert"]', { hasText: "was not valid" }).waitFor();
        assert.deepEqual(await violations(page), []);
      },
      { context: { colorScheme: theme, reducedMotion: "reduce" } },
    ));
}
