// The module in Node.js: the same engine, its wasm file read from disk instead of fetched.
import { readFile } from "node:fs/promises";
import load from "./everynode.js";

export * from "./everynode.js";

export default async function init(input) {
  return load(input ?? { module_or_path: await readFile(new URL("./everynode_bg.wasm", import.meta.url)) });
}
