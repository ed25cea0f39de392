// A list of thousands of rows of one height: only those in sight are in the page.

import { h } from "/base/dom.js";

const BEYOND = 12;

/** A list; `draw(item, number)` gives a row. `show(items, height)` puts others in; `reveal(number)` brings one in sight. */
export function virtualRows(draw) {
  const element = h("div", { class: "rows", role: "rowgroup" });
  let items = [];
  let height = 44;
  let drawn = new Map();
  let asked = false;

  function fill() {
    asked = false;
    if (!element.isConnected) return;
    const { top } = element.getBoundingClientRect();
    const first = Math.max(0, Math.floor(-top / height) - BEYOND);
    const last = Math.min(items.length, Math.ceil((innerHeight - top) / height) + BEYOND);
    for (const [number, row] of drawn) {
      if ((number < first || number >= last) && !row.contains(document.activeElement)) {
        row.remove();
        drawn.delete(number);
      }
    }
    for (let number = first; number < last; number += 1) {
      if (drawn.has(number)) continue;
      const row = draw(items[number], number);
      row.style.setProperty("--top", `${number * height}px`);
      drawn.set(number, row);
      const after = [...drawn.keys()].filter((one) => one > number).sort((a, b) => a - b)[0];
      element.insertBefore(row, drawn.get(after) ?? null);
    }
  }

  function later() {
    if (!asked) requestAnimationFrame(fill);
    asked = true;
  }

  addEventListener("scroll", later, { capture: true, passive: true });
  addEventListener("resize", later);
  return {
    element,
    show(shown, tall) {
      const held = items[this.focused()];
      items = shown;
      height = tall;
      drawn = new Map();
      element.replaceChildren();
      element.style.setProperty("--height", `${height}px`);
      element.style.setProperty("--all", `${items.length * height}px`);
      element.setAttribute("aria-rowcount", items.length);
      fill();
      if (items.includes(held)) this.focus(items.indexOf(held));
    },
    /** Put the focus on the link of a row, which is brought in sight. */
    focus(number) {
      const at = Math.max(0, Math.min(items.length - 1, number));
      if (!items.length) return;
      const mark = h("div", { class: "row-mark", style: { "--top": `${at * height}px` } });
      element.append(mark);
      mark.scrollIntoView({ block: "nearest" });
      mark.remove();
      fill();
      drawn.get(at)?.querySelector("a")?.focus({ preventScroll: true });
    },
    /** The number of the row that has the focus; −1 for none. */
    focused: () => [...drawn].find(([, row]) => row.contains(document.activeElement))?.[0] ?? -1,
    item: (number) => items[number],
    close() {
      removeEventListener("scroll", later, { capture: true });
      removeEventListener("resize", later);
    },
  };
}
