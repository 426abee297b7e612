// Serves a built site: `node serve.mjs FOLDER PORT`. Tests import `serve`.
//
// The work is sirv's (types, ranges, the compressed files beside each file). Its own command is not used because it moves
// to another port without asking when the wanted one is taken, and because it cannot send the site's headers.
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import sirv from "sirv";

const HASHED = /-[0-9a-f]{16}(_bg)?\.\w+$/;

/** Starts a server on 127.0.0.1; port 0 takes any free one. */
export function serve(folder, port = 0) {
  const files = sirv(folder, {
    etag: true,
    brotli: true,
    gzip: true,
    setHeaders(response, path) {
      response.setHeader("Cache-Control", HASHED.test(path) ? "public, max-age=31536000, immutable" : "no-cache");
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.setHeader("Referrer-Policy", "no-referrer");
      // A frame without an origin of its own, as embedding pages make them, loads modules only with this.
      response.setHeader("Access-Control-Allow-Origin", "*");
    },
  });
  const server = createServer((request, response) => {
    files(request, response, () => response.writeHead(404, { "Content-Type": "text/plain" }).end("not found\n"));
  });
  return new Promise((done, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", () => {
      done({ url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() });
    });
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder = "dist", port = "8080"] = process.argv.slice(2);
  if (!existsSync(join(folder, "index.html"))) {
    console.error(`error: there is no site in ${resolve(folder)}; 'make build' makes it`);
    process.exit(1);
  }
  try {
    const { url } = await serve(folder, Number(port));
    console.log(`everynode is on ${url} (Ctrl+C stops it)`);
  } catch (error) {
    const taken = error.code === "EADDRINUSE";
    console.error(taken ? `error: port ${port} is taken; 'make serve PORT=8081' uses another` : `error: ${error.message}`);
    process.exit(1);
  }
}
