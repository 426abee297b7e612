// The last touch on a built site (Trunk runs this after each build): the engine in two parts, no inline script, a strict
// content security policy, the page in one file for people to save, and the worker that keeps the site for when there is
// no network.
//
// Trunk starts the page with an inline module script. A policy that forbids inline scripts is worth more than one request
// saved, so the script becomes a file of its own, preloaded with the rest.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { keepOffline } from "./site-worker.mjs";
import { makeSinglePage } from "./single-page.mjs";
import { withoutRemarks } from "./wasm/binary.mjs";
import { loadingLater, partsOf } from "./wasm/parts.mjs";

const site = process.env.TRUNK_STAGING_DIR ?? "dist";
const isRelease = process.env.TRUNK_PROFILE === "release";

const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  // A person may have a text fetched by its address; scripts and styles come from here alone.
  "connect-src 'self' https:",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const page = join(site, "index.html");
let html = readFileSync(page, "utf8");

const ENGINE = readdirSync(site).find((name) => name.endsWith("_bg.wasm"));
const whole = readFileSync(join(site, ENGINE));
// The page in one file has the engine whole.
const single = await makeSinglePage(site, html, isRelease ? withoutRemarks(whole) : whole);
if (isRelease) {
  html = inParts(html, ENGINE.replace("_bg.wasm", ""));
}

html = html.replace(/<script type="module"([^>]*)>([\s\S]*?)<\/script>/g, (whole, attributes, code) => {
  if (/\ssrc=/.test(attributes) || code.trim() === "") {
    return whole;
  }
  const name = `start-${createHash("sha256").update(code).digest("hex").slice(0, 16)}.js`;
  writeFileSync(join(site, name), `${code.trim()}\n`);
  return `<script type="module" src="./${name}"></script>`;
});

const meta = (name, content) => `<meta name="${name}" content="./${content}">`;
html = html.replace("</head>", `${meta("everynode-single", single)}${meta("everynode-worker", "worker.js")}</head>`);

// While developing, `trunk serve` adds a script of its own to the page, which the policy would stop.
if (isRelease) {
  html = html.replace(/(<meta charset="[^"]*"\s*\/?>)/i, `$1<meta http-equiv="Content-Security-Policy" content="${POLICY}">`);
  if (!html.includes("Content-Security-Policy")) {
    throw new Error("index.html has no <meta charset>, so the security policy found no place");
  }
  if (/<style[\s>]|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)/i.test(html)) {
    throw new Error("index.html still has an inline script or style, which the security policy forbids");
  }
}
writeFileSync(page, html);
keepOffline(site, single);

/** Splits the engine, whose files begin with `stem`, and returns the page that loads the first part. */
function inParts(html, stem) {
  const { first, later, summary } = partsOf(whole);
  console.log(summary);
  const hash = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  // Trunk's names are made of what the files were before.
  const laterName = `everynode-later-${hash(later)}_bg.wasm`;
  const code = readFileSync(join(site, `${stem}.js`), "utf8");
  const script = loadingLater(code, laterName);
  // For scripts/wasm/train.mjs and sizes.mjs.
  writeFileSync("target/everynode-whole.wasm", whole);
  writeFileSync("target/everynode-whole.js", code);
  const written = `everynode-web-${hash(Buffer.concat([first, Buffer.from(script)]))}`;
  writeFileSync(join(site, laterName), later);
  writeFileSync(join(site, `${written}_bg.wasm`), first);
  writeFileSync(join(site, `${written}.js`), script);
  for (const old of [`${stem}.js`, `${stem}_bg.wasm`]) {
    rmSync(join(site, old));
  }
  const integrity = (content) => `sha384-${createHash("sha384").update(content).digest("base64")}`;
  const content = { [`./${stem}.js`]: script, [`./${stem}_bg.wasm`]: first };
  return html
    .replace(/(<link[^>]*href="([^"]+)"[^>]*integrity=")[^"]*/g, (link, start, address) => (address in content ? start + integrity(content[address]) : link))
    .replaceAll(stem, written);
}
