// What every end-to-end test needs: the built site on a port of its own, a browser, a page that is ready, and a record of
// everything that went wrong in it.
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import { chromium } from "playwright-core";
import { serve } from "../../scripts/tools/serve.mjs";

export const SITE_FOLDER = fileURLToPath(new URL("../../dist", import.meta.url));

const BROWSER_OPTIONS = {
  executablePath: process.env.CHROME || "/usr/bin/chromium",
  headless: true,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

/** Starts server and browser for the tests of one file, and stops them after. */
export function useSite() {
  const site = { url: "", browser: undefined, close: undefined };
  before(async () => {
    const server = await serve(SITE_FOLDER);
    site.url = server.url;
    site.close = server.close;
    site.browser = await chromium.launch(BROWSER_OPTIONS);
  });
  after(async () => {
    await site.browser?.close();
    site.close?.();
  });
  return site;
}

/**
 * Runs `act(page)` on a fresh page that is ready, and fails if the page reported any error meanwhile: an uncaught
 * exception, console.error, a request that failed, something the security policy stopped. `scripts` run before its own.
 */
export async function onPage(site, act, { path = "", context: options = {}, scripts = [] } = {}) {
  const context = await site.browser.newContext({ locale: "en-US", viewport: { width: 1440, height: 900 }, ...options });
  for (const script of scripts) await context.addInitScript(script);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const faults = [];
  page.on("pageerror", (error) => faults.push(`exception: ${error.message}`));
  page.on("console", (message) => message.type() === "error" && faults.push(`console: ${message.text()}`));
  page.on("requestfailed", (request) => faults.push(`request: ${request.url()} ${request.failure()?.errorText}`));
  page.on("response", (response) => response.status() >= 400 && faults.push(`${response.status()}: ${response.url()}`));
  try {
    await page.goto(site.url + path);
    await ready(page);
    await act(page);
  } finally {
    await context.close();
  }
  if (faults.length > 0) {
    throw new Error(`the page reported errors:\n${faults.join("\n")}`);
  }
}

/** Waits for `<body data-state="ready">`; a page that gave up says why. */
export async function ready(page) {
  await page.waitForSelector("body[data-state]", { state: "attached" });
  await page.waitForFunction(() => document.body.dataset.state !== "loading");
  const { state, text } = await page.evaluate(() => ({ state: document.body.dataset.state, text: document.body.innerText }));
  if (state !== "ready") {
    throw new Error(`the page is ${state}: ${text.slice(0, 500)}`);
  }
}

/** Replaces the text of an editor as a person would: select everything, paste. */
export async function paste(page, editor, text) {
  const field = page.locator(`[data-editor="${editor}"] .cm-content`);
  await field.focus();
  await page.keyboard.press("ControlOrMeta+a");
  await field.evaluate((element, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** Runs the simulation until nothing more happens by itself. */
export async function settle(page) {
  await page.locator('[data-action="settle"]').click();
}

/** Pastes nodes and a manifest, and waits until each of the nodes that should have a pod has one that is ready. */
export async function rollOut(page, nodes, manifest, desired) {
  await paste(page, "nodes", nodes);
  await paste(page, "manifest", manifest);
  await statusBecomes(page, "desired", desired);
  await settle(page);
  await statusBecomes(page, "ready", desired);
}

/** One status number of the DaemonSet: `desired`, `current`, `ready`, … */
export async function status(page, name) {
  return Number(await page.locator(`[data-status="${name}"]`).first().innerText());
}

/** Waits until a status number has a value. */
export async function statusBecomes(page, name, value) {
  const wanted = ({ name, value }) => document.querySelector(`[data-status="${name}"]`)?.textContent.trim() === String(value);
  await page.waitForFunction(wanted, { name, value });
}

/** Every pod on the board, in the order of nodes: what a person can see of it. */
export function pods(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("[data-pod]")].map((pod) => ({
      name: pod.dataset.pod,
      node: pod.closest("[data-node]")?.dataset.node ?? null,
      phase: pod.dataset.phase,
      ready: pod.dataset.ready === "true",
      revision: pod.dataset.revision,
      terminating: pod.dataset.terminating === "true",
    })),
  );
}

// Rules that find something known.
const KNOWN = {
  // An editor scrolls from its text, which has the keyboard; the rule does not count editable text as focusable.
  "scrollable-region-focusable": { enabled: false },
};

/** What axe objects to on a page or in a frame as it is, or in one part of it: a line for each rule, with the places. */
export async function violations(page, part = "html") {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(([part, rules]) => window.axe.run(part, { rules }), [part, KNOWN]);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
}
