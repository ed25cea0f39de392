// The small parts every tab is made of: people, texts, tags.

import { h } from "/base/dom.js";
import { go, link, place } from "/base/place.js";

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
