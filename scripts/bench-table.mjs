// From rows of measurements to target/bench.json and a table: bench-table.mjs ROWS RESULT
import { readFileSync, writeFileSync } from "node:fs";

const [rowsFile, result] = process.argv.slice(2);
const rows = readFileSync(rowsFile, "utf8").trim().split("\n").map((line) => JSON.parse(line));
writeFileSync(result, `${JSON.stringify(rows, null, 2)}\n`);

const time = (ns) => (ns === undefined ? "" : ns < 1e6 ? `${(ns / 1e3).toFixed(1)} µs` : `${(ns / 1e6).toFixed(1)} ms`);
const table = new Map();
for (const { name, median_ns } of rows) {
  const [platform, ...what] = name.split("/");
  const key = what.join("/");
  table.set(key, { ...table.get(key), [platform]: median_ns });
}
console.log(`${"median".padEnd(26)}${"native".padStart(12)}${"wasm".padStart(12)}`);
for (const [name, { native, wasm }] of table) {
  console.log(`${name.padEnd(26)}${time(native).padStart(12)}${time(wasm).padStart(12)}`);
}
