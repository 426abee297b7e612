// The size of one file, raw, gzip and brotli, against a budget in KiB (brotli): module-size.mjs FILE BUDGET
import { readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";

const [file, budget] = process.argv.slice(2);
const bytes = readFileSync(file);
const kib = (compressed) => compressed.length / 1024;
const brotli = kib(brotliCompressSync(bytes));
console.log(`${file}: ${kib(bytes).toFixed(1)} KiB, gzip ${kib(gzipSync(bytes, { level: 9 })).toFixed(1)}, brotli ${brotli.toFixed(1)}`);
if (brotli > Number(budget)) {
  console.error(`error: that is more than the budget of ${budget} KiB (brotli)`);
  process.exit(1);
}
