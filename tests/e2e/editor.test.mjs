// The editors in the built site: proposals while the text is broken, notes on fields, tidying, by keyboard.
import assert from "node:assert/strict";
import { test } from "node:test";
import { agent, nodes } from "./manifests.mjs";
import { onPage, paste, statusBecomes, useSite, violations } from "./site.mjs";

const site = useSite();

const content = (page, editor) => page.locator(`[data-editor="${editor}"] .cm-content`);
const textOf = (page, editor) => content(page, editor).evaluate((element) => [...element.querySelectorAll(".cm-line")].map((line) => line.textContent).join("\n"));
const options = (page) => page.locator(".cm-tooltip-autocomplete li").allInnerTexts();

/** Types at the end of a text. */
async function typeAtEnd(page, editor, text) {
  await content(page, editor).focus();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type(text);
}

const typeInManifest = (page, text) => typeAtEnd(page, "manifest", text);

/** Waits for a proposal that begins like that, and takes it. */
async function take(page, name) {
  const option = page.locator(".cm-tooltip-autocomplete li").filter({ hasText: new RegExp(`^${name}`) });
  await option.first().click();
  await page.waitForSelector(".cm-tooltip-autocomplete", { state: "detached" });
}

/** Waits until a text is this. */
async function textBecomes(page, editor, text) {
  const wanted = ({ editor, text }) => [...document.querySelectorAll(`[data-editor="${editor}"] .cm-line`)].map((line) => line.textContent).join("\n") === text;
  await page.waitForFunction(wanted, { editor, text }).catch(async () => assert.equal(await textOf(page, editor), text));
}

/** The list answers keys only some moments after it came up, so that nobody takes something by accident. */
async function awake(page) {
  const second = page.locator(".cm-tooltip-autocomplete li").nth(1);
  for (let pressed = 0; pressed < 50 && (await second.getAttribute("aria-selected")) !== "true"; pressed += 1) {
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("ArrowUp");
}

test("field names are proposed with type and description while the text is broken, and taken by keyboard", () =>
  onPage(site, async (page) => {
    await paste(page, "nodes", nodes(1));
    await paste(page, "manifest", agent());
    await statusBecomes(page, "desired", 1);
    // Behind the image line: another field of the container.
    await typeInManifest(page, "          image");
    await page.waitForSelector(".cm-tooltip-autocomplete");
    const [first, second] = await options(page);
    assert.match(first, /imagePullPolicy\s*string/);
    assert.ok(second, "another field is like it");
    await page.waitForSelector(".cm-completionInfo");
    assert.match(await page.locator(".cm-completionInfo").innerText(), /When the kubelet pulls/);
    await awake(page);
    await page.keyboard.press("Enter");
    assert.match(await textOf(page, "manifest"), / {10}imagePullPolicy: $/m);

    await page.keyboard.press("Control+ ");
    await page.waitForSelector(".cm-tooltip-autocomplete");
    assert.ok((await options(page)).some((option) => option.startsWith("IfNotPresent")));
    assert.deepEqual(await violations(page), []);
  }));

test("labels of the nodes are proposed in both texts", () =>
  onPage(site, async (page) => {
    await paste(page, "nodes", "node-1 zone=east taint:dedicated=gpu:NoSchedule\nnode-2 zone=west\n");
    await paste(page, "manifest", `${agent()}      nodeSelector:\n        `);
    await page.waitForSelector('[data-node="node-3"]', { state: "detached" });
    await page.waitForFunction(() => document.body.innerText.includes("default/agent"));
    await typeInManifest(page, "");
    await page.keyboard.press("Control+ ");
    await page.waitForSelector(".cm-tooltip-autocomplete");
    assert.ok((await options(page)).some((option) => option.startsWith("zone")), (await options(page)).join());
    await page.keyboard.press("Escape");

    await typeAtEnd(page, "nodes", "node-3 zone=e");
    await page.waitForSelector(".cm-tooltip-autocomplete");
    assert.equal((await options(page))[0], "zone=east");
  }));

test("between brackets fields are proposed too, and what they open is closed behind the cursor", () =>
  onPage(site, async (page) => {
    await paste(page, "manifest", agent());
    await typeInManifest(page, "      tolerations: [{eff");
    await take(page, "effect");
    await page.keyboard.type("No");
    await take(page, "NoExecute");
    assert.match(await textOf(page, "manifest"), / {6}tolerations: \[\{effect: NoExecute$/m);

    await paste(page, "manifest", '{"kind": "DaemonSet", ');
    await typeInManifest(page, '"sp');
    await take(page, "spec");
    await page.keyboard.type("temp");
    await take(page, "template");
    await page.keyboard.type('"metad');
    await take(page, "metadata");
    await textBecomes(page, "manifest", '{"kind": "DaemonSet", "spec": {"template": {"metadata": {}}}');
  }));

test("the fields of nodes are proposed and explained where nodes are objects, in both languages", async () => {
  const node = "apiVersion: v1\nkind: Node\nmetadata:\n  name: node-1\nspec:\n  taints:\n  - key: dedicated\n";
  for (const [locale, ofEffect, ofTaints] of [["en-US", /keeps new pods away/, /What keeps pods away/], ["zh-CN", /挡住新的 Pod/, /挡住不容忍它的 Pod/]]) {
    await onPage(
      site,
      async (page) => {
        await paste(page, "nodes", node);
        await typeAtEnd(page, "nodes", "    eff");
        await page.waitForSelector(".cm-completionInfo");
        assert.match(await page.locator(".cm-completionInfo").innerText(), ofEffect);
        await take(page, "effect");
        await page.keyboard.type("NoS");
        await take(page, "NoSchedule");
        await textBecomes(page, "nodes", `${node}    effect: NoSchedule`);
        await page.waitForFunction(() => document.querySelector('[data-node="node-1"]')?.textContent.includes("dedicated"));

        await page.locator('[data-editor="nodes"] .cm-line', { hasText: "taints:" }).hover({ position: { x: 30, y: 8 } });
        const note = page.locator(".cm-note");
        await note.waitFor();
        assert.match(await note.innerText(), ofTaints);
      },
      { context: { locale } },
    );
  }
});

test("a field under the pointer says what it is for", () =>
  onPage(site, async (page) => {
    await paste(page, "manifest", agent());
    await page.locator('[data-editor="manifest"] .cm-line', { hasText: "maxUnavailable" }).locator("span").first().hover();
    const note = page.locator(".cm-note");
    await note.waitFor();
    assert.match(await note.innerText(), /maxUnavailable <IntOrString>[\s\S]*How many nodes may be without/);
  }));

test("tidying puts the indentation in order and keeps the comments", () =>
  onPage(site, async (page) => {
    await paste(page, "nodes", nodes(1));
    const untidy = `# ours\n${agent()}`.replaceAll(/^( +)/gm, "$1$1").replace("- name", "-   name");
    await paste(page, "manifest", untidy);
    await statusBecomes(page, "desired", 1);
    await page.locator('.is-manifest [data-action="format-text"]').click();
    await page.waitForFunction(() => /^ {6}- name: agent$/m.test([...document.querySelectorAll('[data-editor="manifest"] .cm-line')].map((line) => line.textContent).join("\n")));
    assert.match(await textOf(page, "manifest"), /^# ours\napiVersion/);
    await statusBecomes(page, "desired", 1);
    await content(page, "manifest").focus();
    await page.keyboard.press("ControlOrMeta+z");
    await textBecomes(page, "manifest", untidy);
  }));

test("nodes are tidied in every form, comments stay, and undo brings the text back", () =>
  onPage(site, async (page) => {
    await paste(page, "manifest", agent());
    for (const [untidy, tidied] of [
      ["# ours\nnode-1   zone=east  gpu=true #one\nlonger-name\tzone=w gpu=false\n", "# ours\nnode-1      zone=east gpu=true #one\nlonger-name zone=w    gpu=false\n"],
      ["NAME STATUS  VERSION\nnode-1  Ready  v1.36.0\n# two\nlonger-name   NotReady v1.36.0\n", "NAME          STATUS     VERSION\nnode-1        Ready      v1.36.0\n# two\nlonger-name   NotReady   v1.36.0\n"],
      ["kind: Node\napiVersion: v1\nmetadata:\n    name: node-1 # one\n", "kind: Node\napiVersion: v1\nmetadata:\n  name: node-1 # one\n"],
    ]) {
      await paste(page, "nodes", untidy);
      await page.locator('.is-nodes [data-action="format-text"]').click();
      await textBecomes(page, "nodes", tidied);
      await statusBecomes(page, "desired", tidied.includes("longer") ? 2 : 1);
      await content(page, "nodes").focus();
      await page.keyboard.press("ControlOrMeta+z");
      await textBecomes(page, "nodes", untidy);
    }
    // Nobody has to wait until what he typed is applied, and what comes out may be what is there.
    await page.locator('.is-nodes [data-action="format-text"]').click();
    await typeAtEnd(page, "nodes", "\n\n");
    await page.locator('.is-nodes [data-action="format-text"]').click();
    await textBecomes(page, "nodes", "kind: Node\napiVersion: v1\nmetadata:\n  name: node-1 # one\n");
  }));

test("a text that is too long to tidy says so where the button is", () =>
  onPage(site, async (page) => {
    const button = page.locator('.is-nodes [data-action="format-text"]');
    assert.equal(await button.isDisabled(), false);
    await paste(page, "nodes", `# ${"-".repeat(256 * 1024)}\n${nodes(1)}`);
    await page.waitForSelector('.is-nodes [data-action="format-text"]:disabled');
    assert.match(await button.getAttribute("title"), /longer than 256 KiB/);
  }));

test("a quick fix is found and made by keyboard alone", () =>
  onPage(site, async (page) => {
    await paste(page, "nodes", nodes(1));
    await paste(page, "manifest", agent().replace("      containers:", "      Containers:"));
    const summary = page.locator("[data-fix] summary").first();
    await summary.waitFor();
    await summary.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await statusBecomes(page, "desired", 1);
  }));

test("a text is loaded from an address, and what goes wrong is said", async () => {
  const { createServer } = await import("node:http");
  const server = createServer((request, response) => {
    const cors = { "access-control-allow-origin": "*" };
    if (request.url === "/agent.yaml") response.writeHead(200, { ...cors, "content-type": "text/yaml" }).end(agent());
    else if (request.url === "/page") response.writeHead(200, { ...cors, "content-type": "text/html" }).end("<p>no</p>");
    else if (request.url === "/large") response.writeHead(200, cors).end("a".repeat(9 * 1024 * 1024));
    else response.writeHead(404, cors).end();
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const base = `http://127.0.0.1:${server.address().port}`;
  const tell = async (page, path) => {
    await page.locator('[data-load="manifest"]').fill(path);
    await page.locator('[data-action="load-now"]').click();
  };
  const context = await site.browser.newContext({ bypassCSP: true });
  try {
    const page = await context.newPage();
    await page.goto(site.url);
    await page.waitForSelector('body[data-state="ready"]');
    await paste(page, "nodes", nodes(2));
    await page.locator('.is-manifest [data-action="load-text"]').click();
    for (const [path, answer] of [["nothing", /not an address/], [`${base}/page`, /web page/], [`${base}/none`, /404/], [`${base}/large`, /larger/]]) {
      await tell(page, path);
      await page.locator(".load-told").filter({ hasText: answer }).waitFor();
    }
    await tell(page, `${base}/agent.yaml`);
    await statusBecomes(page, "desired", 2);
    assert.equal(await page.locator(".load-form").count(), 0);
  } finally {
    await context.close();
    server.close();
  }
});

test("a file that is dropped on a text takes its place", () =>
  onPage(site, async (page) => {
    await paste(page, "nodes", nodes(3));
    await content(page, "manifest").evaluate((element, text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], "agent.yaml", { type: "text/yaml" }));
      element.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }, agent());
    await statusBecomes(page, "desired", 3);
    assert.equal(await textOf(page, "manifest"), agent());
  }));

test("on a touch screen the texts can be edited, and proposals tapped", () =>
  onPage(
    site,
    async (page) => {
      await page.locator(".tab").first().tap();
      await paste(page, "manifest", `${agent()}      hostNet`);
      await content(page, "manifest").focus();
      await page.keyboard.press("ControlOrMeta+End");
      await page.keyboard.type("w");
      const option = page.locator(".cm-tooltip-autocomplete li").first();
      await option.waitFor();
      assert.match(await option.innerText(), /^hostNetwork/);
      await option.tap();
      await page.waitForFunction(() => /hostNetwork: $/m.test([...document.querySelectorAll('[data-editor="manifest"] .cm-line')].map((line) => line.textContent).join("\n")));
    },
    { context: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } },
  ));
