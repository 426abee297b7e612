// The page in one file: everything inside, so that it works from a disk, without a network and without rights. The page
// puts a scenario into it when somebody saves it (web/editor/src/files.js).
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";

const { build } = createRequire(resolve("web/editor/package.json"))("esbuild");

const START = `
const text = document.getElementById("everynode-engine").textContent;
const packed = await (await fetch("data:application/gzip;base64," + text.trim())).blob();
const engine = new Response(packed.stream().pipeThrough(new DecompressionStream("gzip")));
await init({ module_or_path: await engine.arrayBuffer() });
`;

const hashed = (code) => `'sha256-${createHash("sha256").update(code).digest("base64")}'`;

/** Writes the page in one file into `site` and returns its name. `html` is the site's page, `wasm` the engine. */
export async function makeSinglePage(site, html, wasm) {
  const names = readdirSync(site);
  const find = (pattern) => {
    const name = names.find((name) => pattern.test(name));
    if (!name) throw new Error(`the site has no file like ${pattern}`);
    return resolve(site, name);
  };
  const imports = `import ${JSON.stringify(find(/^editor-[0-9a-f]+\.js$/))};\nimport init from ${JSON.stringify(find(/^everynode-web-[0-9a-f]+\.js$/))};`;
  const { outputFiles } = await build({
    stdin: { contents: imports + START, resolveDir: site },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "error",
  });
  // Within a script element nothing but its own end may look like one.
  const script = outputFiles[0].text.replaceAll(/<\/(script)/gi, "<\\/$1").replaceAll("<!--", "<\\!--");
  const style = readFileSync(find(/^site-[0-9a-f]+\.css$/), "utf8");
  const engine = gzipSync(wasm, { level: 9 }).toString("base64");
  const policy = [
    "default-src 'none'",
    `script-src ${hashed(script)} 'wasm-unsafe-eval'`,
    `style-src ${hashed(style)}`,
    "img-src data:",
    "connect-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const body = [
    `<script type="application/json" id="everynode-scenario">"everynode-scenario-goes-here"</script>`,
    `<script type="text/plain" id="everynode-engine">${engine}</script>`,
    `<script type="module">${script}</script>`,
  ].join("\n");
  const page = html
    .replace(/<link[^>]*\srel="?(modulepreload|preload|stylesheet|manifest|apple-touch-icon)"?[^>]*>/g, "")
    .replace(/<script[^>]*>[\s\S]*?<\/script>/g, "")
    .replace(/(<meta charset="[^"]*"\s*\/?>)/i, (charset) => `${charset}<meta http-equiv="Content-Security-Policy" content="${policy}">`)
    .replace("</head>", () => `<style>${style}</style></head>`)
    .replace("</body>", () => `${body}</body>`);
  if (/\s(src|href)="(?!data:|\.\/")/.test(page.replace(/<script[\s\S]*<\/script>/g, "").replace(/<style[\s\S]*<\/style>/g, ""))) {
    throw new Error("the page in one file still names other files");
  }
  const name = `single-${createHash("sha256").update(page).digest("hex").slice(0, 16)}.html`;
  writeFileSync(join(site, name), page);
  return name;
}
