// Fills in what web/site/worker.js keeps: every file that the page needs, under a name that changes when one of them does.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

/** Writes the worker into `site`. `except` is too large for what it is needed for: it is loaded when it is asked for. */
export function keepOffline(site, except) {
  const files = readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(site, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((name) => name !== except && name !== "worker.js" && !/\.(gz|br)$/.test(name))
    .sort();
  const hash = createHash("sha256");
  for (const name of files) {
    hash.update(name).update(readFileSync(join(site, name)));
  }
  const worker = readFileSync("web/site/worker.js", "utf8")
    .replace("EVERYNODE_VERSION", hash.digest("hex").slice(0, 16))
    .replace("EVERYNODE_FILES", JSON.stringify(files.map((name) => `./${name}`)));
  writeFileSync(join(site, "worker.js"), worker);
}
