// What a visitor of dist/ loads before the page can be used, and whether that stays within the budget.
// With --compress it only writes each file's .gz and .br beside it, for servers that send those.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const BUDGET_BYTES = 630 * 1024;
const ENGINE_BUDGET_BYTES = 488 * 1024;
const SITE = "dist";
const WORTH_COMPRESSING = /\.(html|js|mjs|css|wasm|json|svg|txt|webmanifest)$/;

const all = readdirSync(SITE, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(SITE, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
  .filter((name) => !/\.(gz|br)$/.test(name));

if (process.argv.includes("--compress")) {
  for (const name of all.filter((name) => WORTH_COMPRESSING.test(name))) {
    const bytes = readFileSync(join(SITE, name));
    writeFileSync(join(SITE, `${name}.gz`), gzipSync(bytes, { level: 9 }));
    const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
    writeFileSync(join(SITE, `${name}.br`), brotliCompressSync(bytes, brotli));
  }
  process.exit();
}

// A file is loaded if a loaded page, script or stylesheet names it. The engine's later part is fetched when the page is
// there already (scripts/wasm/later.js).
const LATER = /^everynode-later-/;
const loaded = new Set();
const waiting = ["index.html"];
for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
  loaded.add(name);
  // The worker fetches what it names when the page is there already.
  if (!/\.(html|js|mjs|css)$/.test(name) || name === "worker.js") {
    continue;
  }
  const text = readFileSync(join(SITE, name), "utf8");
  for (const [, reference] of text.matchAll(/["'(]((?:\.{0,2}\/)?[\w./-]+\.\w+)["')]/g)) {
    const target = join(reference.startsWith("/") ? "." : dirname(name), reference).replaceAll("\\", "/");
    if (all.includes(target) && !loaded.has(target) && !target.endsWith(".html") && !LATER.test(target)) {
      waiting.push(target);
    }
  }
}

const size = (name) => statSync(join(SITE, name), { throwIfNoEntry: false })?.size;
const rows = [...loaded].sort().map((name) => {
  const raw = size(name);
  return { name, raw, gzip: size(`${name}.gz`) ?? raw, brotli: size(`${name}.br`) ?? raw };
});
const sum = (column) => rows.reduce((total, row) => total + row[column], 0);
rows.push({ name: "everything a visitor loads", raw: sum("raw"), gzip: sum("gzip"), brotli: sum("brotli") });

const width = Math.max(...rows.map((row) => row.name.length));
const cell = (bytes) => (typeof bytes === "number" ? (bytes / 1024).toFixed(1) : bytes).padStart(9);
console.log(`${"KiB".padEnd(width)}${cell("raw")}${cell("gzip")}${cell("brotli")}`);
for (const row of rows) {
  console.log(`${row.name.padEnd(width)}${cell(row.raw)}${cell(row.gzip)}${cell(row.brotli)}`);
}
const later = all.filter((name) => !loaded.has(name));
if (later.length > 0) {
  console.log(`not at first: ${later.map((name) => `${name} (${cell(size(`${name}.br`) ?? size(name)).trim()})`).join(", ")}`);
}
const engine = rows.find((row) => row.name.endsWith(".wasm"));
for (const [row, budget] of [[rows.at(-1), BUDGET_BYTES], [engine, ENGINE_BUDGET_BYTES]]) {
  if (row.brotli > budget) {
    console.error(`error: ${row.name}: more than the budget of ${budget / 1024} KiB (brotli); does make train help?`);
    process.exitCode = 1;
  }
}
