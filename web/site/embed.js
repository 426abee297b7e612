// <every-node>: a DaemonSet in any page as a live picture of what it does on every node. One script, no dependencies.
//
//   <script type="module" src="https://…/embed.js"></script>
//   <every-node nodes="node-1 gpu=true&#10;node-2"><pre>apiVersion: apps/v1 …</pre></every-node>
//
// The manifest is the element's own text, or that of the code block before it (`for="previous"`), or a file beside the page
// (`src`). That text stays where it is until the frame shows something, and for good where it cannot. The frame has no
// rights in the page: it is sandboxed, it hears only what comes through a port of its own, and it is loaded when it comes
// near the visible part of the page.
const HOME = new URL(".", import.meta.url);
const NEAR = "400px";
const LEAST_HEIGHT = 240;
const MOST_HEIGHT = 900;
const TITLE = document.documentElement.lang.startsWith("zh")
  ? "everynode：这个 DaemonSet 在每个节点上做什么"
  : "everynode: what this DaemonSet does on every node";
const DEFAULT_NODES = "node-1\nnode-2\nnode-3\n";

const nonce = () => crypto.getRandomValues(new Uint32Array(4)).join("-");

class EveryNode extends HTMLElement {
  #watch;
  #frame;
  #port;
  #heard;

  connectedCallback() {
    if (this.#frame || this.#watch) return;
    this.#watch = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) this.#load();
    }, { rootMargin: NEAR });
    this.#watch.observe(this);
    if (getComputedStyle(this).display === "inline") this.style.display = "block";
  }

  disconnectedCallback() {
    this.#watch?.disconnect();
    this.#watch = undefined;
    this.#port?.close();
    if (this.#heard) removeEventListener("message", this.#heard);
    this.#frame?.remove();
    this.#frame = undefined;
  }

  async #load() {
    this.#watch?.disconnect();
    let scenario;
    try {
      scenario = await this.#scenario();
    } catch {
      return; // The static text stays.
    }
    if (!scenario.manifest?.trim() || !this.isConnected || this.#frame) return;
    const secret = nonce();
    const frame = document.createElement("iframe");
    frame.title = this.getAttribute("title") ?? TITLE;
    frame.setAttribute("sandbox", "allow-scripts allow-popups allow-popups-to-escape-sandbox");
    frame.referrerPolicy = "no-referrer";
    Object.assign(frame.style, { border: "0", width: "100%", height: "0", display: "block" });
    this.#frame = frame;
    this.#heard = (event) => {
      const isOurs = event.source === frame.contentWindow && event.data?.everynode === "hello" && event.data.nonce === secret;
      if (!isOurs) return;
      removeEventListener("message", this.#heard);
      this.#heard = undefined;
      const { port1, port2 } = new MessageChannel();
      this.#port = port1;
      port1.onmessage = ({ data }) => this.#hear(data);
      // The frame's origin is none at all, so no other target can be named; the nonce says that it is we who answer.
      frame.contentWindow.postMessage({ everynode: "port", nonce: secret }, "*", [port2]);
      port1.postMessage({ open: JSON.stringify(scenario) });
    };
    addEventListener("message", this.#heard);
    frame.src = new URL(`?embed=${secret}`, HOME).href;
    this.append(frame);
  }

  #hear(data) {
    if (data?.shown) {
      for (const child of this.children) {
        if (child !== this.#frame) child.hidden = true;
      }
      this.dispatchEvent(new CustomEvent("shown"));
    }
    if (Number.isFinite(data?.height)) {
      this.#frame.style.height = `${Math.min(Math.max(data.height, LEAST_HEIGHT), MOST_HEIGHT)}px`;
    }
  }

  async #scenario() {
    const address = this.getAttribute("src");
    if (address) {
      const response = await fetch(new URL(address, document.baseURI));
      if (!response.ok) throw new Error(`${response.status}`);
      const text = await response.text();
      if (/\.json$/.test(address)) return JSON.parse(text);
      return this.#with(text);
    }
    const block = this.getAttribute("for") === "previous" ? this.previousElementSibling : this;
    return this.#with(block?.textContent ?? "");
  }

  #with(manifest) {
    const scenario = { manifest, nodes: this.getAttribute("nodes") ?? DEFAULT_NODES };
    const caption = this.getAttribute("caption");
    return caption ? { ...scenario, caption } : scenario;
  }
}

if (!customElements.get("every-node")) customElements.define("every-node", EveryNode);
