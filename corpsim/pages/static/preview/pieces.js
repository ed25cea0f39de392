// The small parts every tab is made of: people, texts, tags.

import { h } from "/base/dom.js";
import { go, link, place } from "/base/place.js";

const MOST = 20_000;
const AROUND = 90;

/** Somebody's name; it leads to their place on the org chart. */
export function person(badge, { role = true } = {}) {
  const known = !["list", "address", "group"].includes(badge.kind);
  const name = known
    ? h("a", { class: "person", href: link({ tab: "chart", person: badge.id, find: null }) }, badge.name)
    : h("span", { class: "person" }, badge.name);
  const aside = badge.kind === "list" ? "list" : badge.kind === "group" && badge.id.startsWith("dept:") ? "department" : badge.role;
  return h("span", { class: "who" }, name, role && aside ? h("span", { class: "tag role" }, aside) : null);
}

/** Several people in a line. */
export function people(badges, options) {
  return badges.map((badge, number) => [number ? ", " : "", person(badge, options)]);
}

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

/** Under which levels something is there; nothing if always. */
export function when(levels) {
  return Object.entries(levels ?? {}).map(([factor, allowed]) =>
    h("a", { class: "tag warn", href: link({ tab: "factors", factor }), title: "Only under these levels" }, `${factor} = ${allowed.join(" | ")}`),
  );
}

/** Where something comes from. */
export function source(origin) {
  if (!origin) return null;
  return h("span", { class: "small quiet mono anywhere" }, origin.file, origin.file.endsWith(".yaml") && origin.key ? ` · ${origin.key}` : "");
}

/** A text with placeholders, as it stands in the file. */
export function wording(pieces) {
  return h("p", { class: "words" }, pieces.map((piece) => (piece.slot ? h("span", { class: "slot" }, `{${piece.slot}}`) : piece.text)));
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

/** A field to search in: what is typed stands in the place under `name`. */
export function searchField(name, label, { also = {} } = {}) {
  let waiting;
  const type = (event) => {
    clearTimeout(waiting);
    const { value } = event.target;
    waiting = setTimeout(() => go({ [name]: value || null, ...also }, { quietly: true }), 140);
  };
  return h("input", {
    class: "field", type: "search", placeholder: label, "aria-label": label, value: place().get(name) ?? "",
    autocomplete: "off", spellcheck: "false", data: { key: `search-${name}`, search: "" }, on: { input: type },
  });
}

/** Nothing to see, and why. */
export function empty(text) {
  return h("p", { class: "empty" }, text);
}
