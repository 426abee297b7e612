// The part of the engine that is loaded later; scripts/wasm/parts.mjs appends this to the script that wasm-bindgen makes.
// It is fetched when what comes first has started. Who needs it earlier waits for it, without a return to the event loop:
// the engine knows nothing of promises.
const LATER = new URL("EVERYNODE_LATER", import.meta.url);
const RETRY_MILLIS = 5000;
let isComplete = false;

/** How the bytes are read by who cannot wait. In Node.js it is replaced. */
export const later = { read: readNow, fetch: fetchSoon };

function readNow() {
  const request = new XMLHttpRequest();
  request.open("GET", LATER, false);
  // Bytes as characters: a request that blocks cannot have another type outside workers.
  request.overrideMimeType("text/plain; charset=x-user-defined");
  request.send();
  if (request.status !== 200) throw new Error(`${LATER}: ${request.status} ${request.statusText}`);
  return Uint8Array.from(request.responseText, (character) => character.charCodeAt(0) & 255);
}

/** What the engine calls when it needs a function that is not there yet. */
function completeNow() {
  if (isComplete) return;
  // Instantiating fills the places of its functions in the first part's table.
  new WebAssembly.Instance(new WebAssembly.Module(later.read()), { "": wasm });
  isComplete = true;
}

function fetchSoon() {
  const idle = globalThis.requestIdleCallback ?? ((task) => setTimeout(task));
  idle(async () => {
    if (isComplete) return;
    try {
      const response = await fetch(LATER, { priority: "low" });
      if (!response.ok) throw new Error(response.statusText);
      // Not while it streams: a server may send it with another type. If somebody could not wait meanwhile, the places
      // are filled again with the same.
      await WebAssembly.instantiate(await response.arrayBuffer(), { "": wasm });
      isComplete = true;
    } catch {
      setTimeout(fetchSoon, RETRY_MILLIS);
    }
  });
}
