// Bundles the editors and the stylesheets into dist/: one script, one sheet.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const shared = { bundle: true, minify: true, legalComments: "none", target: "es2022" };

await build({ ...shared, entryPoints: [here("src/editor.js")], format: "esm", outfile: here("dist/editor.js"), alias: { "style-mod": here("src/style-mod.js") } });
await build({ ...shared, entryPoints: [here("../styles/main.css")], outfile: here("dist/site.css") });
