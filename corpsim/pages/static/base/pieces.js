// The small parts that every page is made of: texts, differences, headings, what stands at the top and in the help.

import { h, s } from "/base/dom.js";

const MOST = 20_000;
const AROUND = 90;

/** A text as it was written; a very long one is cut until somebody wants all of it. */
export function words(text, { tag = "div", class: kind = "words" } = {}) {
  const element = h(tag, { class: kind });
  if (text.length <= MOST) {
    element.append(text);
    return element;
  }
  const rest = h("button", { class: "button more", type: "button" }, `Show all ${text.length.toLocaleString("en")} characters`);
  rest.addEventListener("click", () => element.replaceChildren(text));
  element.classList.add("long");
  element.append(text.slice(0, MOST), h("br"), rest);
  return element;
}

/** Two texts as one: what went is struck out, what came is marked, long stretches that stayed are folded. */
export function difference(pieces) {
  const tags = { gone: "del", new: "ins" };
  return h("div", { class: "words difference" }, pieces.map((piece) => (piece.how === "same" ? stayed(piece.text) : h(tags[piece.how], {}, piece.text))));
}

function stayed(text) {
  if (text.length < 4 * AROUND) return text;
  const whole = h("button", { class: "button small", type: "button" }, `… ${(text.length - 2 * AROUND).toLocaleString("en")} characters the same …`);
  whole.addEventListener("click", () => whole.replaceWith(text.slice(AROUND, -AROUND)));
  return [text.slice(0, AROUND), whole, text.slice(-AROUND)];
}

/** A docstring: what stands in backquotes is code. */
export function prose(text, options = {}) {
  return h("p", { class: "reading", ...options }, text.split("`").map((part, number) => (number % 2 ? h("code", {}, part) : part)));
}

/** A heading with something at its end. */
export function heading(title, ...aside) {
  return h("div", { class: "row heading" }, h("h2", {}, title), aside.length ? h("span", { class: "row push" }, aside) : null);
}

/** Nothing to see, and why. */
export function empty(text) {
  return h("p", { class: "empty" }, text);
}

/** The sign of the house. */
export function logo() {
  return s("svg", { viewBox: "0 0 32 32", "aria-hidden": "true", class: "logo" },
    s("rect", { width: 32, height: 32, rx: 8 }), s("path", { d: "M16 8v16M9 24v-5.500h14V24" }),
    [[16, 8], [9, 24], [16, 24], [23, 24]].map(([cx, cy]) => s("circle", { cx, cy, r: 3 })));
}

/** Buttons that every page has: light or dark, and the keys. */
export function standingButtons() {
  return h("div", { class: "row standing" },
    h("button", { class: "button", type: "button", data: { key: "theme" }, on: { click: () => dispatchEvent(new Event("corpsim-theme")) }, "aria-label": "Light or dark" },
      s("svg", { viewBox: "0 0 24 24", "aria-hidden": "true", class: "icon" }, s("path", { d: "M20 14.500A8.500 8.500 0 0 1 9.500 4 8.500 8.500 0 1 0 20 14.500z" }))),
    h("button", { class: "button", type: "button", data: { key: "help" }, on: { click: () => document.getElementById("help").showModal() } }, "Keys ", h("kbd", { "aria-hidden": "true" }, "?")));
}

/** What the keys do: pairs of keys, parted by two spaces, and words; then what else is to be said. */
export function helpOf(keys, ...also) {
  return h("form", { method: "dialog", class: "stack" },
    h("h2", { id: "help-title" }, "Keys"),
    h("dl", { class: "facts" }, keys.map(([key, what]) => [h("dt", {}, key.split("  ").map((one) => [h("kbd", {}, one), " "])), h("dd", {}, what)])),
    also.map((text) => h("p", { class: "note quiet" }, text)),
    h("button", { class: "button", value: "close" }, "Close"));
}
