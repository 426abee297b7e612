// Makes a built module one that is loaded in two parts: parts.mjs SCRIPT MODULE
//
// SCRIPT is what wasm-bindgen made for MODULE, whose functions have names still. MODULE becomes its first part; the later
// one is written beside it, as `…_later_bg.wasm`, and SCRIPT learns to load it. What waits is in `late.rules`, by name, and
// in `idle.names`, by what a first minute was seen not to call.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { parse } from "./binary.mjs";
import { lateFunctions, split } from "./split.mjs";

const RULES = new URL("late.rules", import.meta.url);
const IDLE = new URL("idle.names", import.meta.url);
const LATER = new URL("later.js", import.meta.url);
// Texts that are read by what late.rules names, and by nothing else.
const TEXTS = ["", ".zh-CN"].map((language) => new URL(`../../core/src/manifest/schema/descriptions${language}.txt`, import.meta.url));

/** What `idle.names` has for a name: names are long, and there are thousands. */
export const markOf = (name) => createHash("sha256").update(name).digest("hex").slice(0, 8);

const linesOf = (file) =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));

/** The patterns of names that are loaded later. */
export const rulesOfLate = () => linesOf(RULES).map((line) => new RegExp(line));

/** The functions of a module that are loaded later. */
export function lateOf(module) {
  const rules = rulesOfLate();
  const idle = new Set(linesOf(IDLE).flatMap((line) => line.split(" ")));
  if (module.names.size === 0) {
    throw new Error("a module without the names of its functions cannot be split");
  }
  return lateFunctions(module, (name) => idle.has(markOf(name)) || rules.some((rule) => rule.test(name)));
}

/** The two parts of `bytes`, and what to say of them. */
export function partsOf(bytes) {
  const module = parse(bytes);
  const late = lateOf(module);
  const [first, later] = split(module, late, TEXTS.map((file) => readFileSync(file)));
  for (const part of [first, later]) {
    new WebAssembly.Module(part);
  }
  return { first, later, summary: `${late.size} of ${module.bodies.length} functions are loaded later` };
}

/** wasm-bindgen's script `code`, so that it loads the file `later` too. */
export function loadingLater(code, later) {
  const put = (text, from, to) => {
    if (text.split(from).length !== 2) throw new Error(`wasm-bindgen's script has no place like ${from}`);
    return text.replace(from, () => to);
  };
  const addition = put(readFileSync(LATER, "utf8"), "EVERYNODE_LATER", `./${later}`);
  const imports = /"\.\/[\w-]+_bg\.js": import0,/.exec(code)?.[0];
  let changed = put(code, imports, `${imports}\n        later: { load: completeNow },`);
  const loaded = /(function __wbg_finalize_init[^}]*?)(    return wasm;\n)/.exec(code)?.[0];
  changed = put(changed, loaded, loaded.replace(/(?= {4}return)/, "    later.fetch();\n"));
  return `${changed}\n${addition}`;
}

if (process.argv[1] === import.meta.filename) {
  const [script, module] = process.argv.slice(2);
  const { first, later, summary } = partsOf(readFileSync(module));
  const file = module.replace(/_bg\.wasm$/, "_later_bg.wasm");
  writeFileSync(module, first);
  writeFileSync(file, later);
  writeFileSync(script, loadingLater(readFileSync(script, "utf8"), basename(file)));
  console.log(summary);
}
