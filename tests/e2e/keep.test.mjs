// Keeping and sharing, as a person does it: a link, files, snapshots, the page as it was left.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { agent, nodes } from "./manifests.mjs";
import { onPage, paste, pods, ready, rollOut, settle, status, statusBecomes, useSite, violations } from "./site.mjs";

const site = useSite();
const WITH_CLIPBOARD = { context: { permissions: ["clipboard-read", "clipboard-write"] } };

/** A cluster of three nodes on which something was done, paused two steps before the end. */
async function work(page) {
  await rollOut(page, nodes(3), agent({ nodeSelector: "logging: 'true'" }), 3);
  await page.locator('[data-node="node-2"] [data-label="logging"]').click();
  await statusBecomes(page, "desired", 2);
  await settle(page);
  await page.waitForSelector('[data-node="node-2"] [data-pod]', { state: "detached" });
  await page.locator('[data-action="back"]').click();
  await page.locator('[data-action="back"]').click();
}

/** What a person sees of the moment. */
async function seen(page) {
  return {
    clock: await page.locator("[data-clock]").innerText(),
    step: await page.locator(".step-count").innerText(),
    desired: await status(page, "desired"),
    pods: await pods(page),
    manifest: await page.locator('[data-editor="manifest"] .cm-content').innerText(),
  };
}

const share = (page) => page.locator('[data-action="share"]').click();

/** Presses a button that saves a file, and reads the file. */
async function saved(page, action) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(`[data-action="${action}"]`).click()]);
  return { name: download.suggestedFilename(), path: await download.path(), bytes: await readFile(await download.path()) };
}

test("a link opens the same moment, and what was done can be taken back there", () =>
  onPage(
    site,
    async (page) => {
      await work(page);
      const before = await seen(page);
      await share(page);
      const link = await page.locator('[data-keep-text="copy-link"]').inputValue();
      assert.match(link, /#v1\/[\w-]+$/);
      assert.equal(page.url(), link, "the address is the link");
      await page.locator('[data-action="copy-link"]').click();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);

      const other = await page.context().browser().newPage();
      await other.goto(link);
      await ready(other);
      assert.deepEqual(await seen(other), before);
      await other.locator('[data-action="undo"]').click();
      await settle(other);
      await statusBecomes(other, "ready", 3);
      await other.close();
    },
    WITH_CLIPBOARD,
  ));

test("a link of the first version opens for ever", () =>
  onPage(
    site,
    async (page) => {
      assert.match(await page.locator('[data-editor="manifest"] .cm-content').innerText(), /kind: DaemonSet/);
      await page.waitForSelector('[data-node="node-1"]');
    },
    { path: "#v1/q1bKTczLTEstLlGyUsrOzEuxUnBJTM3NzwtOLYnJU9JRystPSS0GyoFoXUOgUC0A" },
  ));

test("a damaged link says so, and the page works all the same", () =>
  onPage(
    site,
    async (page) => {
      await page.locator(".said", { hasText: "damaged" }).waitFor();
      await settle(page);
      await statusBecomes(page, "ready", 2);
    },
    { path: "#v1/q1bKTczLTEst" },
  ));

test("a link that would be too long says how long, and a file takes its place", () =>
  onPage(site, async (page) => {
    const many = Array.from({ length: 4000 }, (_, index) => `n${(index * 2654435761) % 4294967296} a${index}=${(index * 40503) % 65536}\n`);
    await paste(page, "nodes", many.join(""));
    await page.waitForSelector('[data-node="n0"]');
    await share(page);
    const finding = page.locator("[data-keep] [data-diagnostic]");
    assert.match(await finding.innerText(), /[\d,]{6,} characters; the limit is 32,000/);
    const { bytes } = await saved(page, "export-json");
    assert.ok(bytes.length > 32_000);
  }));

test("a scenario is saved as a file, and opened again", () =>
  onPage(site, async (page) => {
    await work(page);
    const before = await seen(page);
    await share(page);
    const { name, path, bytes } = await saved(page, "export-json");
    assert.equal(name, "everynode-agent.json");
    assert.equal(JSON.parse(bytes).version, 1);
    await page.keyboard.press("Escape");
    await page.locator('[data-example="first"]').click();
    await page.waitForSelector('[data-node="docker-desktop"]');

    await share(page);
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.locator('[data-action="open-file"]').click()]);
    await chooser.setFiles(path);
    await page.waitForSelector('[data-node="node-2"]');
    await page.locator("[data-keep]").waitFor({ state: "detached" });
    assert.deepEqual(await seen(page), before);
  }));

test("a file dropped on an editor takes the place of its text", () =>
  onPage(site, async (page) => {
    const field = page.locator('[data-editor="nodes"] .cm-content');
    await field.evaluate((element) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["dropped-1\ndropped-2\n"], "nodes.txt", { type: "text/plain" }));
      element.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    });
    await page.waitForSelector('[data-node="dropped-2"]');
    assert.equal(await page.locator("[data-node]").count(), 2);
  }));

test("texts are saved from their editors, and files opened in them", () =>
  onPage(site, async (page) => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator('.is-nodes [data-action="save-text"]').click(),
    ]);
    assert.match(String(await readFile(await download.path())), /^node-1 app=logging-node/);
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.locator('.is-nodes [data-action="open-text"]').click()]);
    await chooser.setFiles({ name: "nodes.yaml", mimeType: "text/yaml", buffer: Buffer.from("opened-1\n") });
    await page.waitForSelector('[data-node="opened-1"]');
  }));

test("the page opens as it was left, and an example left for another is among the snapshots", () =>
  onPage(site, async (page) => {
    await work(page);
    const before = await seen(page);
    await page.reload();
    await ready(page);
    assert.deepEqual(await seen(page), before);

    await page.locator('[data-example="first"]').click();
    await page.waitForSelector('[data-node="docker-desktop"]');
    await share(page);
    const snapshot = page.locator("[data-snapshot]");
    assert.match(await snapshot.innerText(), /agent, 3 nodes, \d+ changes/);
    await snapshot.locator('[data-action="restore"]').click();
    await page.waitForSelector('[data-node="node-2"]');
    assert.deepEqual(await seen(page), before);
  }));

test("each tab keeps its own work, and a new one goes on with the newest", () =>
  onPage(site, async (page) => {
    await work(page);
    const first = await seen(page);
    await page.reload();
    await ready(page);

    const other = await page.context().newPage();
    other.setDefaultTimeout(10_000);
    await other.goto(site.url);
    await ready(other);
    assert.deepEqual(await seen(other), first, "what was done last");
    await other.locator('[data-action="play"]').click();
    await rollOut(other, nodes(4), agent({}), 4);
    const second = await seen(other);
    await other.reload();
    await ready(other);
    assert.deepEqual(await seen(other), second);
    await page.reload();
    await ready(page);
    assert.deepEqual(await seen(page), first, "the other tab changed nothing here");

    // What is done here comes last again, and what was done there is not lost.
    await page.locator('[data-node="node-3"] [data-label="logging"]').click();
    await settle(page);
    await statusBecomes(page, "desired", 1);
    await page.waitForSelector('[data-node="node-3"] [data-pod]', { state: "detached" });
    const third = await seen(page);
    await page.reload();
    await ready(page);
    await other.close();
    const newest = await page.context().newPage();
    newest.setDefaultTimeout(10_000);
    await newest.goto(site.url);
    await ready(newest);
    assert.deepEqual(await seen(newest), third);
    await share(newest);
    const kept = newest.locator("[data-snapshot]", { hasText: "agent, 4 nodes" });
    await kept.first().locator('[data-action="restore"]').click();
    await newest.waitForSelector('[data-node="node-4"]');
    assert.deepEqual(await seen(newest), second);
  }));

test("what an earlier version of the page kept is read", () =>
  onPage(site, async (page) => {
    await work(page);
    const before = await seen(page);
    await page.reload();
    await ready(page);
    const old = await page.evaluate(() => {
      const last = JSON.parse(JSON.parse(localStorage.getItem("everynode.last")));
      delete last.tab;
      return JSON.stringify(JSON.stringify(last));
    });
    const other = await page.context().newPage();
    other.setDefaultTimeout(10_000);
    await other.addInitScript((old) => localStorage.setItem("everynode.last", old), old);
    await other.goto(site.url);
    await ready(other);
    assert.deepEqual(await seen(other), before);
  }));

test("a moment is kept, and forgotten", () =>
  onPage(site, async (page) => {
    await work(page);
    await share(page);
    await page.locator('[data-action="snapshot"]').click();
    await page.locator("[data-snapshot]").waitFor();
    await page.reload();
    await ready(page);
    await share(page);
    assert.equal(await page.locator("[data-snapshot]").count(), 1);
    await page.locator('[data-action="forget"]').click();
    await page.locator("[data-snapshot]").waitFor({ state: "detached" });
  }));

test("the board is saved as a picture, and as one that moves", () =>
  onPage(site, async (page) => {
    await work(page);
    await share(page);
    const still = String((await saved(page, "picture-svg")).bytes);
    assert.match(still, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    assert.ok(still.includes("node-3") && !still.includes("<animate"));
    const { bytes: png, name } = await saved(page, "picture-png");
    assert.equal(name, "everynode-agent.png");
    assert.equal(png.subarray(1, 4).toString(), "PNG");
    assert.ok(png.readUInt32BE(16) >= 1000, "two pixels for one");
    const moving = String((await saved(page, "recording")).bytes);
    assert.ok(moving.includes("<animate "));
    const sizes = await page.evaluate(async (pictures) => {
      const sizes = [];
      for (const picture of pictures) {
        const image = new Image();
        image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture)}`;
        await image.decode();
        sizes.push(image.naturalWidth);
      }
      return sizes;
    }, [still, moving]);
    assert.ok(sizes.every((width) => width > 600), "a browser can draw both");
  }));

test("what others get is without what is nobody else's business, in links, files and pictures", () =>
  onPage(
    site,
    async (page) => {
      await rollOut(page, "berlin-1\nberlin-2\n", agent({}).replace("metadata:\n", "metadata:\n  annotations: {owner: joe}\n"), 2);
      await page.locator('[data-node="berlin-2"] [data-cordon]').click();
      await share(page);
      await page.locator('[data-option="scrub"]').check();
      await page.locator('[data-option="scrub-nodes"]').check();
      await page.locator('[data-option="scrub-images"]').check();
      await page.locator("[data-scrubbed]", { hasText: /Left out: .*annotations.*Renamed: .*names of nodes/s }).waitFor();
      assert.equal(new URL(page.url()).hash, "", "the address is no longer the link to everything");
      const kept = String((await saved(page, "export-json")).bytes);
      const picture = String((await saved(page, "picture-svg")).bytes);
      for (const text of [kept, picture]) {
        for (const gone of ["berlin", "joe", "registry.example"]) assert.ok(!text.includes(gone), gone);
      }
      const link = await page.locator('[data-keep-text="copy-link"]').inputValue();
      const other = await page.context().browser().newPage();
      await other.goto(link);
      await ready(other);
      await other.waitForSelector('[data-node^="node-"][data-cordoned="true"]');
      assert.equal(await other.locator("[data-node]").count(), 2);
      await statusBecomes(other, "ready", 2);
      await other.close();

      // The choice is remembered: the whole is not put on the clipboard in passing.
      await page.keyboard.press("Escape");
      await page.evaluate(() => navigator.clipboard.writeText("mine"));
      await share(page);
      assert.equal(await page.locator('[data-option="scrub"]').isChecked(), true);
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "mine");
    },
    WITH_CLIPBOARD,
  ));

test("the dialog gives the focus back, and everything in it has a name", () =>
  onPage(site, async (page) => {
    await page.locator('[data-action="share"]').focus();
    await page.keyboard.press("Enter");
    await page.locator("[data-keep]").waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.dataset.action), "copy-link");
    await page.keyboard.press("Escape");
    await page.locator("[data-keep]").waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => document.activeElement.dataset.action), "share");
  }));

for (const theme of ["light", "dark"]) {
  test(`axe finds nothing to object to in the dialog in the ${theme} theme`, () =>
    onPage(
      site,
      async (page) => {
        await work(page);
        await share(page);
        await page.locator('[data-action="snapshot"]').click();
        await page.locator("[data-snapshot]").waitFor();
        await page.locator('[data-option="scrub"]').check();
        await page.locator('[data-scrubbed="true"]').waitFor();
        assert.deepEqual(await violations(page, "[data-keep]"), []);
      },
      { context: { colorScheme: theme, reducedMotion: "reduce" } },
    ));
}

test("texts are loaded from addresses of the same site, and from no other", () =>
  onPage(
    site,
    async (page) => {
      await page.locator(".said", { hasText: "own address only" }).waitFor();
    },
    { path: "?nodes=https://elsewhere.example/nodes.txt" },
  ));
