// Files: what leaves the page, what comes in, and the page itself kept for when there is no network. The page reaches all
// of this as `everynodeFiles`. Nothing here is needed before the page can be used.

function download(blob, name) {
  const address = URL.createObjectURL(blob);
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  // The browser has taken the file by then; freeing it at once would be too early in some.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Saves text as a file. */
function save(name, type, text) {
  download(new Blob([text], { type }), name);
}

/** Saves an SVG document as a PNG picture, two pixels for one. */
async function savePng(name, svg, width, height) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  const scale = Math.min(2, 8192 / Math.max(width, height));
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  if (!blob) throw new Error("the browser made no picture");
  download(blob, name);
}

/** Saves the page with a scenario in it as one file. `address` is the page in one file that the build has made. */
async function savePage(name, address, scenario) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  const page = await response.text();
  // In a script element only `<` could end the text early.
  const text = scenario.replaceAll("<", "\\u003c");
  save(name, "text/html", page.replace('"everynode-scenario-goes-here"', () => text));
}

/** Asks for a file; its text, or null if the person thought better of it. */
function open(accept) {
  return new Promise((done, failed) => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = accept;
    input.addEventListener("cancel", () => done(null));
    input.addEventListener("change", () => {
      const [file] = input.files;
      if (file) file.text().then(done, failed);
      else done(null);
    });
    input.click();
  });
}

/** Loads a text from an address of this site; the security policy of the page allows no other. */
async function load(address) {
  const target = new URL(address, document.baseURI);
  if (target.origin !== new URL(document.baseURI).origin) throw new Error("other-origin");
  const response = await fetch(target);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return response.text();
}

// A manifest is some kilobytes; the nodes of a very large cluster some megabytes.
const MOST_BYTES = 8 * 1024 * 1024;

/** What a page of a code host shows, as the text itself. */
function textAddress(address) {
  const blob = /^https:\/\/github\.com\/([^/]+\/[^/]+)\/blob\/(.+)$/.exec(address);
  return blob ? `https://raw.githubusercontent.com/${blob[1]}/${blob[2]}` : address;
}

/**
 * Fetches a text that a person asked for by its address, without anything that tells who asks. What can go wrong has a
 * word: `address`, `unreachable`, `too-large`, `page`, else the answer of the server.
 */
async function fetchText(address) {
  if (!/^https?:\/\/./.test(address)) throw new Error("address");
  const response = await fetch(textAddress(address), { credentials: "omit", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(20_000) }).catch(() => {
    throw new Error("unreachable");
  });
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  if (/^text\/html/.test(response.headers.get("content-type") ?? "")) throw new Error("page");
  const parts = [];
  let length = 0;
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > MOST_BYTES) {
      await reader.cancel();
      throw new Error("too-large");
    }
    parts.push(value);
  }
  return new Blob(parts).text();
}

/** Keeps the page for when there is no network. A browser that does not let it, or a page in a frame or a file, does without. */
function stayOffline() {
  const worker = document.querySelector('meta[name="everynode-worker"]')?.content;
  if (worker && "serviceWorker" in navigator) {
    navigator.serviceWorker.register(worker).catch(() => {});
  }
}

globalThis.everynodeFiles = { save, savePng, savePage, open, load, fetchText, stayOffline };
