// The page in the other engine: what a person does first, in Firefox. Everything else is tested in Chromium.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import puppeteer from "puppeteer-core";
import { serve } from "../../scripts/tools/serve.mjs";
import { agent, nodes } from "./manifests.mjs";
import { SITE_FOLDER, violations } from "./site.mjs";

let server;
let browser;
before(async () => {
  server = await serve(SITE_FOLDER);
  browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX || "/usr/bin/firefox-esr",
    extraPrefsFirefox: { "intl.accept_languages": "en-US", "ui.prefersReducedMotion": 1, "dom.events.testing.asyncClipboard": true },
  });
});
after(async () => {
  await browser?.close();
  server?.close();
});

/** Runs `act(page)` on a fresh page that is ready, and fails if the page reported an error meanwhile. */
async function onPage(act, path = "") {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.setViewport({ width: 1280, height: 800 });
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  try {
    await page.goto(server.url + path);
    await page.waitForSelector('body[data-state="ready"]');
    await act(page);
  } finally {
    await context.close();
  }
  assert.deepEqual(faults, []);
}

const press = (page, action) => page.locator(`[data-action="${action}"]`).click();

const text = (page, selector) => page.$eval(selector, (element) => element.textContent.trim());

const statusBecomes = (page, name, value) =>
  page.waitForFunction((name, value) => document.querySelector(`[data-status="${name}"]`)?.textContent.trim() === value, {}, name, String(value));

/** Replaces the text of an editor: select everything, paste. */
async function write(page, editor, content) {
  await page.focus(`[data-editor="${editor}"] .cm-content`);
  await page.evaluate((content) => navigator.clipboard.writeText(content), content);
  await page.keyboard.down("Control");
  await page.keyboard.press("a");
  await page.keyboard.press("v");
  await page.keyboard.up("Control");
}

/** A page with a DaemonSet for nodes labelled `logging=true`, settled on three of them. */
function onCluster(act) {
  return onPage(async (page) => {
    await write(page, "nodes", nodes(3));
    await write(page, "manifest", agent({ nodeSelector: "logging: 'true'" }));
    await statusBecomes(page, "desired", 3);
    await press(page, "settle");
    await statusBecomes(page, "ready", 3);
    await act(page);
  });
}

test("Firefox: a pasted DaemonSet gets its pods, and a label decides about one of them", () =>
  onCluster(async (page) => {
    await page.locator('[data-node="node-2"] [data-label="logging"]').click();
    await statusBecomes(page, "desired", 2);
    await press(page, "settle");
    await page.waitForFunction(() => !document.querySelector('[data-node="node-2"] [data-pod]'));
    await page.locator('[data-node="node-2"] .node-name').click();
    await page.waitForSelector('[data-why="node-2"]');
  }));

test("Firefox: time goes back and forth, and what was done is taken back", () =>
  onCluster(async (page) => {
    const end = await text(page, ".step-count");
    const stepCountIs = (same) =>
      page.waitForFunction((end, same) => (document.querySelector(".step-count").textContent.trim() === end) === same, {}, end, same);
    await press(page, "back");
    await stepCountIs(false);
    await press(page, "settle");
    await stepCountIs(true);

    await page.locator('[data-node="node-2"] [data-label="logging"]').click();
    await press(page, "settle");
    await statusBecomes(page, "desired", 2);
    await press(page, "undo");
    await statusBecomes(page, "desired", 3);
    await press(page, "redo");
    await press(page, "settle");
    await statusBecomes(page, "desired", 2);
  }));

test("Firefox: kubectl answers in the console", () =>
  onCluster(async (page) => {
    await page.type('[data-console="input"]', "kubectl get ds agent");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => /agent\s+3\s+3\s+3/.test(document.querySelector('[data-console="output"]')?.textContent ?? ""));
  }));

test("Firefox: the interface speaks Chinese when it is asked to", () =>
  onPage(async (page) => {
    await page.locator('[data-lang="zh-CN"]').click();
    await page.waitForFunction(() => document.documentElement.lang === "zh-CN");
  }));

test("Firefox: a link opens what it was made from", () =>
  onCluster(async (page) => {
    await press(page, "share");
    const link = await page.$eval('[data-keep-text="copy-link"]', (field) => field.value);
    assert.match(link, /#v1\//);
    await page.goto("about:blank");
    await page.goto(link);
    await page.waitForSelector('body[data-state="ready"]');
    await statusBecomes(page, "ready", 3);
  }));

for (const theme of ["light", "dark"]) {
  test(`Firefox: nobody is kept out, ${theme}`, () =>
    onCluster(async (page) => {
      await page.locator(`[data-theme="${theme}"]`).click();
      assert.deepEqual(await violations(page), []);
    }));
}
