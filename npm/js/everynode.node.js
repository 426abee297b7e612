// The module in Node.js: the same engine, its wasm files read from disk instead of fetched.
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import load, { later } from "./everynode.js";

export * from "./everynode.js";

// The part that few need: read when somebody does.
later.read = () => readFileSync(new URL("./everynode_later_bg.wasm", import.meta.url));
later.fetch = () => {};

export default async function init(input) {
  return load(input ?? { module_or_path: await readFile(new URL("./everynode_bg.wasm", import.meta.url)) });
}
