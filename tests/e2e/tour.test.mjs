// The first visit: what moves, what is said, and that it can be refused.
import assert from "node:assert/strict";
import { test } from "node:test";
import { agent, nodes } from "./manifests.mjs";
import { onPage, paste, ready, statusBecomes, useSite, violations } from "./site.mjs";

const site = useSite();

const words = (page) => page.locator(".tour-words").innerText();

test("something moves in the first second of a first visit", () =>
  onPage(site, async (page) => {
    const first = await page.locator(".step-count").innerText();
    await page.waitForFunction((first) => document.querySelector(".step-count").innerText !== first, first, { timeout: 1000 });
  }));

test("the tour has four steps at most, covers nothing, and does not come back", () =>
  onPage(site, async (page) => {
    const told = [];
    for (;;) {
      told.push(await words(page));
      const lit = await page.evaluate(() => getComputedStyle(document.querySelector(".node")).outlineStyle);
      assert.equal(lit, told.length === 1 ? "solid" : "none", "the cards are lit while they are spoken of");
      await page.locator('[data-node="node-1"] .node-name').click({ trial: true });
      const next = page.locator('[data-action="next-tour"]');
      if ((await page.locator('[data-action="refuse-tour"]').count()) === 0) {
        await next.click();
        break;
      }
      await next.click();
    }
    assert.ok(told.length <= 4, `${told.length} steps`);
    assert.equal(new Set(told).size, told.length);
    assert.equal(await page.locator(".tour").count(), 0);
    await page.reload();
    await ready(page);
    assert.equal(await page.locator(".tour").count(), 0);
  }));

test("the tour can be refused, by button and by key", async () => {
  await onPage(site, async (page) => {
    await page.locator('[data-action="refuse-tour"]').click();
    await page.waitForSelector(".tour", { state: "detached" });
    await page.reload();
    await ready(page);
    assert.equal(await page.locator(".tour").count(), 0);
  });
  await onPage(site, async (page) => {
    await page.locator('[data-action="next-tour"]').focus();
    await page.keyboard.press("Escape");
    await page.waitForSelector(".tour", { state: "detached" });
    assert.notEqual(await page.evaluate(() => document.activeElement.tagName), "BODY", "the focus is not lost");
  });
});

test("whoever comes by a link is not guided", () =>
  onPage(
    site,
    async (page) => {
      await paste(page, "nodes", nodes(2));
      await paste(page, "manifest", agent());
      await statusBecomes(page, "desired", 2);
      await page.locator('[data-action="share"]').click();
      const link = await page.locator('[data-keep-text="copy-link"]').inputValue();
      const context = await page.context().browser().newContext();
      const other = await context.newPage();
      await other.goto(link);
      await ready(other);
      assert.equal(await other.locator(".tour").count(), 0);
      await context.close();
    },
    { context: { reducedMotion: "reduce" } },
  ));

for (const theme of ["light", "dark"]) {
  for (const width of [360, 1280]) {
    test(`nobody is kept out of the tour, ${theme}, ${width} pixels wide`, () =>
      onPage(
        site,
        async (page) => {
          await page.waitForSelector(".tour");
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          assert.equal(overflow, 0, "nothing sticks out");
          assert.deepEqual(await violations(page), []);
        },
        { context: { colorScheme: theme, reducedMotion: "reduce", viewport: { width, height: 720 } } },
      ));
  }
}
