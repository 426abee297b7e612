// Pictures of the built site, in both themes and at five widths: `node scripts/screenshots.mjs ADDRESS FOLDER [NAME…]`.
// LOCALE=zh-CN takes them in Chinese. Needs playwright-core and a Chromium (CHROMIUM names it). Prints how long the page took and what the console said.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [address = "http://127.0.0.1:8080/", folder = "target/screenshots", ...names] = process.argv.slice(2);
const SIZES = { 360: 740, 768: 1024, 1280: 800, 1920: 1080, 2560: 1440 };

// What is done before a picture is taken.
const SCENES = {
  opening: async (page) => page.waitForTimeout(1500),
  steady: async (page) => settle(page),
  node: async (page) => {
    await settle(page);
    await page.locator("[data-node] .node-name").nth(1).click();
    await show(page, "Inspect");
  },
  pod: async (page) => {
    await settle(page);
    await page.locator("[data-pod]").first().click();
    await show(page, "Inspect");
  },
  rollout: async (page) => {
    await page.locator('[data-example="rolling-update"]').click();
    await settle(page);
    await show(page, "Edit");
    await edit(page, "v2.5.2", "v2.5.3");
    await page.waitForTimeout(3200);
    await page.locator('[data-action="pause"]').click();
    await show(page, "Cluster");
  },
  broken: async (page) => {
    await settle(page);
    await show(page, "Edit");
    await edit(page, "kind: DaemonSet", "kind: DaemonSet\nsped: 1");
    await page.waitForTimeout(900);
  },
  number: async (page) => {
    await settle(page);
    await page.locator('[data-status="desired"]').click();
    await show(page, "Inspect");
  },
};

async function settle(page) {
  await page.locator('[data-action="settle"]').click({ timeout: 5000 }).catch(() => {});
  await page.waitForTimeout(700);
}

async function show(page, name) {
  const tab = page.locator(".tab").nth(["Edit", "Cluster", "Inspect"].indexOf(name));
  if (await tab.isVisible()) await tab.click();
  await page.waitForTimeout(200);
}

async function edit(page, from, to) {
  const content = page.locator('[data-editor="manifest"] .cm-content');
  const text = (await content.evaluate((element) => element.cmTile?.view?.state.doc.toString() ?? element.cmView?.view?.state.doc.toString() ?? element.innerText)).replace(from, to);
  await content.click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
}

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
for (const [width, height] of Object.entries(SIZES)) {
  for (const colorScheme of ["light", "dark"]) {
    for (const [scene, prepare] of Object.entries(SCENES)) {
      const name = `${scene}-${width}-${colorScheme}`;
      if (names.length > 0 && !names.some((wanted) => name.includes(wanted))) continue;
      const page = await browser.newPage({ viewport: { width: Number(width), height }, colorScheme, locale: process.env.LOCALE ?? "en-US" });
      page.on("console", (message) => message.type() === "error" && console.log(`${name}: console: ${message.text()}`));
      page.on("pageerror", (error) => console.log(`${name}: error: ${error.message}`));
      const started = Date.now();
      await page.goto(address);
      await page.waitForSelector('body[data-state="ready"]', { timeout: 20_000 });
      console.log(`${name}: ready after ${Date.now() - started} ms`);
      await prepare(page).catch((error) => console.log(`${name}: ${error.message}`));
      await page.screenshot({ path: join(folder, `${name}.png`) });
      await page.close();
    }
  }
}
await browser.close();
