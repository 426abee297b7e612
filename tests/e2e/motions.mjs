// What moves on the page: a record of every movement that a script began, and of what could be seen at that moment.

/** Run before the page's own scripts: keeps each call of `Element.animate` in `motions`, and what was said of time in `notes`. */
export function record() {
  window.motions = [];
  window.notes = [];
  const frame = () => new Promise((next) => requestAnimationFrame(next));
  window.drawn = async () => {
    await frame();
    await frame();
  };
  const animate = Element.prototype.animate;
  /** Where the middle of an element is from the beginning of its way to its end. */
  const along = (element, animation) => {
    const { duration } = animation.effect.getComputedTiming();
    const places = [0, 0.2, 0.4, 0.6, 0.8, 0.9999].map((part) => {
      animation.currentTime = part * duration;
      const box = element.getBoundingClientRect();
      const opacity = Number(getComputedStyle(element).opacity);
      return { x: box.left + box.width / 2, y: box.top + box.height / 2, width: box.width, opacity };
    });
    animation.currentTime = 0;
    return places;
  };
  Element.prototype.animate = function (frames, options) {
    const animation = animate.call(this, frames, options);
    const motion = {
      name: options.id,
      pod: this.dataset.pod ?? null,
      shape: this.dataset.shape,
      isHidden: this.getAttribute("aria-hidden") === "true",
      isGhost: this.classList.contains("ghost"),
      lit: document.querySelector("[data-lit=true]")?.dataset.actor ?? null,
      node: this.closest("[data-node]")?.dataset.node ?? null,
      way: along(this, animation),
      isCancelled: false,
    };
    animation.addEventListener("cancel", () => (motion.isCancelled = true));
    // Only what can be sent to the test is listed.
    Object.defineProperty(motion, "animation", { value: animation });
    window.motions.push(motion);
    return animation;
  };
  const hear = () => {
    const text = document.querySelector(".time-note")?.textContent ?? "";
    if (text !== (window.notes.at(-1)?.text ?? "")) window.notes.push({ text, at: performance.now() });
  };
  new MutationObserver(hear).observe(document, { subtree: true, childList: true, characterData: true });
}

/** Presses a button of the page and waits until that is drawn; gives the movements that it began. */
export const after = (page, action) =>
  page.evaluate(async (action) => {
    const before = window.motions.length;
    document.querySelector(`[data-action="${action}"]`).click();
    await window.drawn();
    return window.motions.slice(before);
  }, action);

/** Steps by hand until a movement is like that, and gives it. */
export async function stepUntil(page, is, most = 150) {
  for (let step = 0; step < most; step += 1) {
    const found = (await after(page, "step")).find(is);
    if (found) return found;
  }
  throw new Error(`nothing moved like that in ${most} steps: ${is}`);
}

/** Where the middle and the edges of an element are. */
export const box = (page, selector) =>
  page.locator(selector).first().evaluate((element) => {
    const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
    return { left, right, top, bottom, width, x: left + width / 2, y: top + height / 2 };
  });

/** Everything that says what is going on and does not move. */
export const told = (page) =>
  page.evaluate(() => {
    const text = (selector) => [...document.querySelectorAll(selector)].map((element) => element.textContent.trim());
    const acted = [...document.querySelectorAll("[data-acted]")];
    return {
      said: text(".said"),
      aside: text(".aside"),
      deeds: text(".station-deed"),
      lit: document.querySelector("[data-lit=true]")?.dataset.actor ?? null,
      acted: acted.map(({ dataset }) => `${dataset.node}: ${dataset.acted}`),
      lines: document.querySelectorAll(".beams line").length,
      pods: [...document.querySelectorAll("[data-pod]")].map((pod) => [pod.title, pod.innerText]),
    };
  });
