// Choosing a person: who is chosen, and a search that opens below it. Without a word, the seat and the cast.

import { h } from "/base/dom.js";
import { link, place } from "/base/place.js";
import { ask } from "./fetch.js";
import { person, searchField } from "./pieces.js";

/** What the picker needs to know: those found, if somebody is looking. */
export function loadPicker() {
  return place().has("find") ? ask("people", { find: place().get("find") }) : null;
}

/** The picker. `name` is the parameter that the choice is kept under, `label` what is chosen. */
export function picker(name, label, chosen, found, also = {}) {
  return h("div", { class: "picker" },
    h("div", { class: "row picked" }, h("span", { class: "quiet" }, label), h("strong", {}, person(chosen))),
    searchField("find", "Somebody else: name, role, department"),
    found ? results(name, found, also) : null,
  );
}

function results(name, found, also) {
  const { length } = found.people;
  return h("div", { class: "results sheet" },
    h("ul", { "aria-label": "People found" }, found.people.map((one) =>
      h("li", {}, h("a", { class: "item", href: link({ [name]: one.id, find: null, ...also }), data: { item: "", key: `found-${one.id}` } },
        h("span", {}, one.name, one.role ? h("span", { class: "tag role" }, ` ${one.role}`) : null),
        h("span", { class: "small quiet" }, [one.title, one.department].filter(Boolean).join(" · ")),
      )))),
    h("p", { class: "small quiet" }, found.total > length ? `The first ${length} of ${found.total.toLocaleString("en")}.` : length ? "" : "Nobody fits."),
  );
}
