// The page in its languages: taken from the browser, switched by hand, remembered.
import assert from "node:assert/strict";
import { test } from "node:test";
import { agent } from "./manifests.mjs";
import { onPage, paste, ready, settle, useSite, violations } from "./site.mjs";

const site = useSite();
const CHINESE = /[\u4e00-\u9fff]/;

const language = (page) => page.evaluate(() => document.documentElement.lang);
const text = (page, selector) => page.locator(selector).first().innerText();

test("the page speaks the browser's language", async () => {
  const cases = { "en-GB": "en", "zh-CN": "zh-CN", "zh-TW": "zh-CN", "fr-FR": "en" };
  for (const [locale, expected] of Object.entries(cases)) {
    await onPage(site, async (page) => assert.equal(await language(page), expected, locale), { context: { locale } });
  }
});

test("a switch of language reaches everything, and is remembered", () =>
  onPage(site, async (page) => {
    await settle(page);
    await page.locator("[data-node] .node-name").nth(1).click();
    const english = await text(page, "[data-why]");
    assert.equal(await language(page), "en");
    assert.doesNotMatch(english, CHINESE);

    await page.locator('[data-lang="zh-CN"]').click();
    await page.waitForFunction(() => document.documentElement.lang === "zh-CN");
    assert.match(await page.title(), CHINESE);
    for (const part of ["[data-why]", ".caption", ".board-title", ".said", ".figures", "[data-example]"]) {
      assert.match(await page.locator(part).first().textContent(), CHINESE, part);
    }
    assert.equal(await page.locator('[data-lang="zh-CN"]').getAttribute("aria-pressed"), "true");
    assert.match(await page.locator('[data-editor="nodes"] .cm-content').getAttribute("aria-label"), CHINESE);

    await page.reload();
    await ready(page);
    assert.equal(await language(page), "zh-CN");
    await page.locator('[data-lang="en"]').click();
    await page.waitForFunction(() => document.documentElement.lang === "en");
    assert.doesNotMatch(await page.locator("#page").innerText(), /[\u4e00-\u9fff]{3,}/);
  }));

test("Kubernetes' own words stay as they are, and the advice beside them does not", () =>
  onPage(
    site,
    async (page) => {
      await paste(page, "manifest", agent({}).replace("kind: DaemonSet", "kind: DaemonSet\nsped: {}"));
      const finding = page.locator('[data-diagnostic][data-path="sped"]');
      await finding.waitFor();
      const [message, hint] = await finding.locator(".finding-text > span").allInnerTexts();
      assert.equal(message, 'unknown field "sped"');
      assert.match(hint, CHINESE);
      assert.match(await page.locator("[data-fix] summary").first().innerText(), CHINESE);
    },
    { context: { locale: "zh-CN" } },
  ));

test("no control is left without a Chinese name, and axe has nothing to object to", () =>
  onPage(
    site,
    async (page) => {
      await settle(page);
      await page.locator("[data-node] .node-name").nth(1).click();
      // Names of Kubernetes, keys and numbers have no other name in Chinese, and neither have commands.
      const english = await page.evaluate(() => {
        const named = document.querySelectorAll("[aria-label], [title], [placeholder]");
        const names = [...named].flatMap((element) => ["aria-label", "title", "placeholder"].map((key) => element.getAttribute(key)));
        return names.filter((name) => name && /[A-Za-z]{3,} [a-z]{3,}/.test(name) && !/^kubectl |[\u4e00-\u9fff]/.test(name));
      });
      assert.deepEqual([...new Set(english)], []);
      assert.deepEqual(await violations(page), []);
    },
    { context: { locale: "zh-CN", reducedMotion: "reduce" } },
  ));
