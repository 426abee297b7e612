// Where the bytes of the engine are, after `make build`: sizes.mjs [first|later] [PATTERN]
//
// Without a pattern a line a module (of generic code: of its definition), in KiB before compression; with one, the largest
// functions whose names match it. `first` and `later` count one part alone.
import { readFileSync } from "node:fs";
import { parse } from "./binary.mjs";
import { lateOf } from "./parts.mjs";

const ENGINE = "target/everynode-whole.wasm";
const LINES = 60;

/** The module that a function is defined in: two steps below a crate of ours, one below another. */
function family(name) {
  const path = /[a-z_]\w*(?:::\w+)+/.exec(name.replace(/^<*&?(mut |dyn )?/, ""))?.[0].split("::") ?? ["?"];
  return path.slice(0, path[0].startsWith("everynode_") ? 3 : 2).join("::");
}

const words = process.argv.slice(2);
const part = ["first", "later"].includes(words[0]) ? words.shift() : undefined;
const module = parse(readFileSync(ENGINE));
const late = lateOf(module);
const functions = module.bodies
  .map((body, position) => ({ index: position + module.imported.length, size: body.length }))
  .filter(({ index }) => part === undefined || late.has(index) === (part === "later"))
  .map(({ index, size }) => ({ name: module.names.get(index) ?? "?", size }));

const rows = new Map();
for (const { name, size } of functions) {
  if (words.length > 0 && !new RegExp(words[0]).test(name)) continue;
  const key = words.length > 0 ? name : family(name);
  const row = rows.get(key) ?? { size: 0, count: 0 };
  rows.set(key, { size: row.size + size, count: row.count + 1 });
}
const sum = [...rows.values()].reduce((total, { size }) => total + size, 0);
console.log(`${(sum / 1024).toFixed(1).padStart(8)}  everything that is counted`);
for (const [name, { size, count }] of [...rows].sort(([, a], [, b]) => b.size - a.size).slice(0, LINES)) {
  console.log(`${(size / 1024).toFixed(1).padStart(8)} ${String(count).padStart(5)}  ${name}`);
}
