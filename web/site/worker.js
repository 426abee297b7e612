// Keeps the page for when there is no network. The build fills in the version and the files (scripts/finish-site.mjs).
//
// Files with a hash in their names never change: they come from the cache. The page itself comes from the network while
// there is one, so that a new version is there at the next visit, and whole: what it names is in the cache before this
// worker takes over. The files of the version before stay until the next but one, for pages that are still open.
const PREFIX = "everynode-";
const NAME = `${PREFIX}EVERYNODE_VERSION`;
const FILES = EVERYNODE_FILES;
const PAGE = "./index.html";
const PATIENCE_MILLIS = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forget().then(() => self.clients.claim()));
});

async function forget() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== NAME);
  await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(request.mode === "navigate" ? page(request) : file(request));
});

async function page(request) {
  const kept = () => caches.match(PAGE);
  const late = new Promise((done) => setTimeout(done, PATIENCE_MILLIS)).then(kept);
  const fresh = fetch(request);
  const answer = await Promise.race([fresh, late]).catch(() => undefined);
  return answer ?? (await kept()) ?? fresh;
}

async function file(request) {
  const isHashed = /-[0-9a-f]{16}(_bg)?\.\w+$/.test(request.url);
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept && isHashed) return kept;
  return fetch(request).catch((error) => {
    if (kept) return kept;
    throw error;
  });
}
