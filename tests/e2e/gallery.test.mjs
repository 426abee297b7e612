// The gallery: every question opens at its moment, says what there is to see, and can be left again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { onPage, useSite, violations } from "./site.mjs";

const site = useSite();
const open = (page) => page.locator('[data-action="gallery"]').click();

/** The names of all examples in the gallery. */
async function names(page) {
  await open(page);
  const entries = await page.locator("[data-gallery] [data-example]").evaluateAll((buttons) => buttons.map((button) => button.dataset.example));
  await page.keyboard.press("Escape");
  await page.locator("[data-gallery]").waitFor({ state: "detached" });
  return entries;
}

test("every example of the gallery opens, and says what to look at", () =>
  onPage(site, async (page) => {
    const all = await names(page);
    assert.equal(all.length, 20 + 10);
    for (const name of all) {
      await open(page);
      const entry = page.locator(`[data-gallery] [data-example="${name}"]`);
      const caption = await entry.getAttribute("title");
      await entry.click();
      await page.locator("[data-gallery]").waitFor({ state: "detached" });
      await page.locator(".caption", { hasText: caption }).waitFor();
      assert.ok((await page.locator("[data-node]").count()) > 0, `${name} has nodes`);
    }
  }));

test("a question says what to try, and trying it shows the answer", () =>
  onPage(site, async (page) => {
    await open(page);
    await page.locator('[data-gallery] [data-example="stuck-rollout"]').click();
    await page.locator(".attempt", { hasText: "wake its kubelet" }).waitFor();
    await page.locator('[data-action="resume-kubelet"]').click();
    await page.locator('[data-action="settle"]').click();
    await page.waitForFunction(() => document.querySelectorAll("[data-pod][data-ready=true]").length === 5);
  }));

test("the gallery gives the focus back, and shows which example is open", () =>
  onPage(site, async (page) => {
    await page.locator('[data-action="gallery"]').focus();
    await page.keyboard.press("Enter");
    await page.locator("[data-gallery]").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("[data-gallery]").waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => document.activeElement.dataset.action), "gallery");
    await open(page);
    await page.locator('[data-gallery] [data-example="pending"]').click();
    await open(page);
    assert.equal(await page.locator('[data-gallery] [aria-pressed="true"]').getAttribute("data-example"), "pending");
  }));

for (const theme of ["light", "dark"]) {
  for (const width of [360, 1280]) {
    test(`axe finds nothing to object to in the gallery in the ${theme} theme, ${width} pixels wide`, () =>
      onPage(
        site,
        async (page) => {
          await open(page);
          assert.deepEqual(await violations(page, "[data-gallery]"), []);
          const overflows = await page.locator("[data-gallery]").evaluate((dialog) => dialog.scrollWidth > dialog.clientWidth);
          assert.ok(!overflows, "nothing is cut off");
        },
        { context: { colorScheme: theme, reducedMotion: "reduce", viewport: { width, height: 800 } } },
      ));
  }
}
