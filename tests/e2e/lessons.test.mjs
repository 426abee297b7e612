// Lessons: gone through by mouse, by keyboard in Chinese, from a link, offline; each step sees for itself that it is done.
import assert from "node:assert/strict";
import { test } from "node:test";
import { onPage, ready, useSite, violations } from "./site.mjs";

const site = useSite();
const step = (page) => page.locator("[data-lesson-step]");

/** Waits until a step of a lesson is open. */
async function stepIs(page, lesson, number) {
  await page.waitForSelector(`[data-lesson-step="${number}"][data-in-lesson="${lesson}"]`);
}

const done = (page) => page.waitForSelector('[data-lesson-step][data-done="true"]');
const next = (page) => page.locator('[data-lesson-action="next"]').click();

/** Puts the command that the step offers into the console, and enters it. */
async function enterOffered(page, number = 0) {
  await page.locator("[data-lesson-command]").nth(number).click();
  assert.equal(await page.evaluate(() => document.activeElement.dataset.console), "input");
  await page.keyboard.press("Enter");
}

test("the lesson about choosing nodes, by mouse", () =>
  onPage(site, async (page) => {
    await page.locator('[data-action="lessons"]').click();
    await page.locator('[data-lesson="choosing"]').click();
    await page.locator("[data-lessons]").waitFor({ state: "detached" });
    await stepIs(page, "choosing", 1);
    assert.match(new URL(page.url()).hash, /^#lesson\/choosing\/two-selectors$/);
    await page.locator("[data-choice]").nth(0).click();
    await page.waitForSelector('[data-choice="0"][data-mark="wrong"]');
    await page.waitForSelector('[data-choice="2"][data-mark="right"]');
    await page.locator("[data-diagnostic]", { hasText: "field is immutable" }).waitFor();
    await next(page);

    await stepIs(page, "choosing", 2);
    await page.locator('[data-lesson-action="hint"]').click();
    await page.locator(".lesson-hint").waitFor();
    await page.locator('[data-lesson-action="perform"]').click();
    await done(page);
    await page.waitForFunction(() => document.querySelectorAll("[data-node=node-2] [data-pod]").length === 0);
    await next(page);

    await stepIs(page, "choosing", 3);
    await page.locator("[data-choice]").nth(1).click();
    await page.waitForSelector('[data-choice="1"][data-mark="right"]');
    await next(page);

    await stepIs(page, "choosing", 4);
    await enterOffered(page);
    await page.waitForSelector("[data-node=node-2] [data-pod][data-ready=true]");
    await done(page);
    await page.locator('[data-lesson-action="back"]').click();
    await stepIs(page, "choosing", 3);
    await page.reload();
    await ready(page);
    await stepIs(page, "choosing", 3);
    await page.locator('[data-lesson-action="leave"]').click();
    await step(page).waitFor({ state: "detached" });
    assert.equal(new URL(page.url()).hash, "");
    await page.locator('[data-action="lessons"]').click();
    assert.equal(await page.locator('[data-lesson="choosing"]').getAttribute("data-finished"), "true");
  }));

test("the first DaemonSet, by keyboard alone and in Chinese", () =>
  onPage(
    site,
    async (page) => {
      await page.locator('[data-action="lessons"]').focus();
      await page.keyboard.press("Enter");
      await page.locator('[data-lesson="first"]').focus();
      await page.keyboard.press("Enter");
      await stepIs(page, "first", 1);
      assert.match(await step(page).innerText(), /轮到你了/);
      const press = async (selector) => {
        await page.locator(selector).focus();
        await page.keyboard.press("Enter");
      };
      for (const number of [1, 2, 3]) {
        await stepIs(page, "first", number);
        await press("[data-lesson-command]");
        await page.keyboard.press("Enter");
        await done(page);
        await press('[data-lesson-action="next"]');
      }
      await stepIs(page, "first", 4);
      await press('[data-action="add-node"]');
      await done(page);
      await press('[data-lesson-action="next"]');
      await stepIs(page, "first", 5);
      await press('[data-choice="1"]');
      await page.waitForSelector('[data-choice="1"][data-mark="right"]');
      await press('[data-lesson-action="next"]');
      await stepIs(page, "first", 6);
      await press('[data-lesson-action="perform"]');
      await done(page);
      await press('[data-lesson-action="next"]');
      await stepIs(page, "columns", 1);
    },
    { context: { locale: "zh-CN" } },
  ));

test("a link opens a step in the middle, and one that does not exist is spoken of kindly", () =>
  onPage(
    site,
    async (page) => {
      await stepIs(page, "updates", 5);
      assert.match(await page.locator('[data-editor="manifest"]').innerText(), /v2\.5\.4/);
      await page.evaluate(() => (location.hash = "#lesson/updates/99"));
      await stepIs(page, "updates", 1);
      await step(page).getByText("no step “99”").waitFor();
      await page.evaluate(() => (location.hash = "#lesson/poetry"));
      await page.locator("[data-lessons]").getByText("no lesson “poetry”").waitFor();
    },
    { path: "#lesson/updates/5" },
  ));

test("whoever opens something else finds the way back to the step", () =>
  onPage(
    site,
    async (page) => {
      await stepIs(page, "purpose", 2);
      await page.locator('.examples [data-example="surge"]').click();
      await page.locator('[data-lesson-action="return"]').click();
      await page.locator('[data-lesson-action="return"]').waitFor({ state: "detached" });
      assert.equal(await page.locator("[data-node]").count(), 3);
    },
    { path: "#lesson/purpose/2" },
  ));

test("lessons work without a network once they were there", async () => {
  const context = await site.browser.newContext({ locale: "en-US" });
  const page = await context.newPage();
  await page.goto(site.url);
  await ready(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await context.setOffline(true);
  await page.goto(`${site.url}?from=offline#lesson/nodes/silent`);
  await ready(page);
  await stepIs(page, "nodes", 2);
  await context.close();
});

for (const theme of ["light", "dark"]) {
  for (const [width, height] of [
    [360, 740],
    [1280, 800],
  ]) {
    test(`axe finds nothing to object to in lessons in the ${theme} theme, ${width} pixels wide`, () =>
      onPage(
        site,
        async (page) => {
          await stepIs(page, "choosing", 1);
          assert.deepEqual(await violations(page), []);
          await page.locator("[data-choice]").nth(0).click();
          await done(page);
          assert.deepEqual(await violations(page), []);
          const overflows = await step(page).evaluate((panel) => panel.scrollWidth > panel.clientWidth);
          assert.ok(!overflows, "nothing is cut off");
          const node = await page.locator("[data-node=node-1] [data-pod]").boundingBox();
          const { x, y } = await step(page).boundingBox();
          assert.ok(width > 1000 ? node.x + node.width < x : node.y + node.height < y, "the lesson does not cover what it speaks of");
          await page.evaluate(() => (location.hash = "#lesson/poetry"));
          await page.locator("[data-lessons]").waitFor();
          assert.deepEqual(await violations(page), []);
        },
        { path: "#lesson/choosing/1", context: { colorScheme: theme, reducedMotion: "reduce", viewport: { width, height } } },
      ));
  }
}
