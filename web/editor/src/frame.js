// The page in a frame of `<every-node>` (web/site/embed.js): a private port to the page around it, once both have shown
// that they know the nonce of the address. Only the page around it is listened to.

/** Calls `open` with the text of each scenario that the page around asks for; tells it how high the frame would like to be. */
function connect(open) {
  const nonce = new URLSearchParams(location.search).get("embed");
  if (!nonce || window.parent === window) return;
  const onMessage = (event) => {
    const isOurs = event.source === window.parent && event.data?.everynode === "port" && event.data.nonce === nonce;
    const [port] = event.ports;
    if (!isOurs || !port) return;
    removeEventListener("message", onMessage);
    port.onmessage = ({ data }) => {
      if (typeof data?.open !== "string") return;
      open(data.open);
      port.postMessage({ shown: true });
    };
    tellHeight((height) => port.postMessage({ height }));
  };
  addEventListener("message", onMessage);
  window.parent.postMessage({ everynode: "hello", nonce }, "*");
}

function tellHeight(tell) {
  let told = 0;
  const measure = () => {
    const board = document.querySelector(".board");
    if (!board) return;
    const around = document.documentElement.clientHeight - board.clientHeight;
    // The content's own height, whatever height the frame has now.
    const content = [...board.children].filter((child) => child instanceof HTMLElement).reduce((lowest, child) => Math.max(lowest, child.offsetTop + child.offsetHeight), 0);
    const height = Math.ceil(content - board.offsetTop + around + 16);
    if (Math.abs(height - told) > 8) {
      told = height;
      tell(height);
    }
  };
  const observer = new ResizeObserver(measure);
  const watch = () => document.querySelectorAll(".board, .board > *").forEach((element) => observer.observe(element));
  new MutationObserver(watch).observe(document.getElementById("page"), { childList: true, subtree: true });
  watch();
}

globalThis.everynodeFrame = { connect };
