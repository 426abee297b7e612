// Finds out which functions a visitor's first minute does not need, and writes them to `idle.names`: `make train`, after
// `make build`. The page runs in a browser with an engine that notes every function that is called.
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join as path, resolve } from "node:path";
import { serve } from "../tools/serve.mjs";
import { SECTION, join, list, name, number, parse, references, signed, Reader, KIND } from "./binary.mjs";
import { markOf, rulesOfLate } from "./parts.mjs";

// What scripts/finish-site.mjs has split.
const ENGINE = "target/everynode-whole.wasm";
const SCRIPT = "target/everynode-whole.js";
const PROFILE = new URL("idle.names", import.meta.url);
const MARKS_A_LINE = 12;
const HEAD = `# Functions that a visitor's first minute does not call, by hashes of their names. Written by scripts/wasm/train.mjs.
# A function that is missing here is loaded at first, so an old list costs bytes and no more.
`;

/** The module, calling \`later.mark(number)\` at the start of every function. */
function marking(module) {
  const load = module.imported.length;
  const shifted = (index) => number(index < load ? index : index + 1);
  const bodies = module.bodies.map((body, position) => {
    const reader = new Reader(body);
    reader.list((each) => (each.number(), each.byte()));
    const parts = [body.subarray(0, reader.at), [0x41, ...signed(position + load), 0x10, ...number(load)]];
    let kept = reader.at;
    references(body, (kind, index, from, to) => {
      if (kind !== KIND.function) return;
      parts.push(body.subarray(kept, from), shifted(index));
      kept = to;
    });
    const bytes = join([...parts, body.subarray(kept)]);
    return join([number(bytes.length), bytes]);
  });
  const types = module.sections.get(SECTION.type).subarray(number(module.types.length).length);
  const changed = new Map([
    [SECTION.type, join([number(module.types.length + 1), types, [0x60, 1, 0x7f, 0]])],
    [SECTION.import, list([...module.imports.map((each) => each.bytes), [...name("later"), ...name("mark"), KIND.function, ...number(module.types.length)]])],
    [SECTION.export, list(module.exports.map((each) => [...name(each.name), each.kind, ...(each.kind === KIND.function ? shifted(each.index) : number(each.index))]))],
    [SECTION.element, list(module.elements.map(({ offset, functions }) => join([[0, 0x41, ...signed(offset), 0x0b], list(functions.map(shifted))])))],
    [SECTION.code, list(bodies)],
  ]);
  const sections = [...module.sections].map(([id, bytes]) => [id, changed.get(id) ?? bytes]);
  return join([[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0], ...sections.map(([id, bytes]) => join([[id], number(bytes.length), bytes]))]);
}

/** The built site with the engine that notes what is called, in a folder of its own. */
function markedSite(module) {
  const folder = mkdtempSync(path(tmpdir(), "everynode-train-"));
  cpSync("dist", folder, { recursive: true });
  for (const file of readdirSync(folder)) {
    if (/^everynode-web-.*\.wasm$/.test(file)) writeFileSync(path(folder, file), marking(module));
    if (/\.(gz|br)$/.test(file)) rmSync(path(folder, file));
    if (/^everynode-web-.*\.js$/.test(file)) {
      const code = readFileSync(SCRIPT, "utf8");
      const mark = "later: { mark: (index) => (globalThis.marks ??= new Set()).add(index) },";
      writeFileSync(path(folder, file), code.replace(/"\.\/[\w-]+_bg\.js": import0,/, (imports) => `${imports} ${mark}`));
    }
  }
  const page = path(folder, "index.html");
  writeFileSync(page, readFileSync(page, "utf8").replaceAll(/ integrity="[^"]*"/g, ""));
  return folder;
}

/** What people do first: see an example, let time pass, look at a node. With their own texts they come when all is there. */
async function firstMinute(page) {
  const act = async (action) => {
    await action;
    // The page draws, and does what it has put off.
    await page.waitForTimeout(700);
  };
  const click = (selector) => act(page.locator(selector).first().click());
  await click('[data-action="step"]');
  await click('[data-action="settle"]');
  await click("[data-node]");
  await click('[data-action="back"]');
  // Leaving: the page keeps itself as it is, and cannot wait for anything then.
  await act(page.evaluate(() => dispatchEvent(new Event("pagehide"))));
}

const { chromium } = createRequire(resolve("tests/e2e/package.json"))("playwright-core");
const module = parse(readFileSync(ENGINE));
const folder = markedSite(module);
const site = await serve(folder);
const browser = await chromium.launch({ executablePath: process.env.CHROME, headless: true, args: ["--no-sandbox"] });
const page = await browser.newPage({ locale: "en-US", viewport: { width: 1440, height: 900 } });
page.on("pageerror", (error) => console.error(error.message));
await page.goto(site.url);
await page.waitForSelector('body[data-state="ready"]');
await firstMinute(page);
const called = new Set(await page.evaluate(() => [...globalThis.marks]));
await browser.close();
site.close();
rmSync(folder, { recursive: true });

const first = module.imported.length;
const needed = new Set([...called].map((index) => markOf(module.names.get(index) ?? "")));
const marks = [...new Set(module.bodies.map((_, position) => markOf(module.names.get(position + first) ?? "")))].filter((mark) => !needed.has(mark)).sort();
const lines = Array.from({ length: Math.ceil(marks.length / MARKS_A_LINE) }, (_, line) => marks.slice(line * MARKS_A_LINE, (line + 1) * MARKS_A_LINE).join(" "));
writeFileSync(PROFILE, `${HEAD}${lines.join("\n")}\n`);
const names = [...called].map((index) => module.names.get(index) ?? "");
const rules = rulesOfLate();
for (const name of names.filter((name) => rules.some((rule) => rule.test(name)))) {
  console.log(`late.rules puts off what was called: ${name}`);
}
console.log(`${called.size} of ${module.bodies.length} functions were called`);
