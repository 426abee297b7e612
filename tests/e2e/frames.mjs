// How much the page has to do in a frame while a rollout plays, for a jump on the time line, and while the nodes scroll, on the
// built site: `node tests/e2e/frames.mjs [NODES…]` (100, 1000 and 5000 of them, unless told). CHROME names the browser.
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "../../scripts/tools/serve.mjs";
import { agent, nodes } from "./manifests.mjs";
import { paste, ready, rollOut, settle, statusBecomes } from "./site.mjs";
import { frames, spread } from "./tracing.mjs";

const SIZES = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100, 1000, 5000];
const PLAYED_MS = 12_000;
const JUMPS = 20;
const SCROLLED_PIXELS = 60;
const SCROLLED_FRAMES = 120;

function row(name, all) {
  const of = (kind) => spread(all, kind).map((ms) => ms.toFixed(1));
  const long = all.filter(({ work }) => work > 50).length;
  console.log([name.padEnd(16), String(all.length).padStart(7), ...[...of("script"), ...of("work")].map((ms) => ms.padStart(9)), String(long).padStart(9)].join(""));
}

async function jump(page, share) {
  await page.locator("[data-timeline]").evaluate((slider, share) => {
    slider.value = String(Math.round(Number(slider.max) * share));
    slider.dispatchEvent(new InputEvent("input", { bubbles: true }));
    return new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)));
  }, share);
}

/** Scrolls the nodes by `stride` pixels a frame, `count` frames long. */
async function scroll(page, stride, count) {
  await page.locator(".panel.board").evaluate(async (panel, [stride, count]) => {
    panel.scrollTop = 0;
    for (let frame = 0; frame < count; frame += 1) {
      panel.scrollTop += stride;
      await new Promise((next) => requestAnimationFrame(next));
    }
  }, [stride, count]);
}

const site = await serve(fileURLToPath(new URL("../../dist", import.meta.url)));
const browser = await chromium.launch({ executablePath: process.env.CHROME || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
console.log("milliseconds            frames  script:    95 %    worst    work:     95 %    worst  over 50");
for (const size of SIZES) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "en-US" });
  page.setDefaultTimeout(120_000);
  await page.goto(site.url);
  await ready(page);
  await rollOut(page, nodes(size), agent({ image: "registry.example/agent:1.0", maxUnavailable: "10%" }), size);
  await paste(page, "manifest", agent({ image: "registry.example/agent:2.0", maxUnavailable: "10%" }));
  await page.locator("select.speed").selectOption("5×");
  await page.locator('[data-action="play"]').click();
  row(`play ${size}`, await frames(browser, page, () => page.waitForTimeout(PLAYED_MS)));
  await page.locator('[data-action="pause"]').click();
  await settle(page);
  await statusBecomes(page, "up-to-date", size);
  const jumps = await frames(browser, page, async () => {
    // Far apart, and each in another place.
    for (let index = 1; index <= JUMPS; index += 1) await jump(page, (index * 0.382) % 1);
  });
  row(`jump ${size}`, jumps);
  for (const layout of ["tiles", "heat"]) {
    await page.locator(`[data-layout-choice="${layout}"]`).click();
    await page.locator(`[data-layout="${layout}"] [data-node]`).first().waitFor();
    row(`${layout} ${size}`, await frames(browser, page, () => scroll(page, SCROLLED_PIXELS, SCROLLED_FRAMES)));
  }
  await page.close();
}
await browser.close();
site.close();
