// Searching inside an episode: which steps hold the words, and those words marked where they stand in the page.

import { h } from "/base/dom.js";
import { go, place } from "/base/place.js";
import { ask } from "./fetch.js";
import { searchField, stepOf } from "./pieces.js";

const MOST_MARKS = 2000;

/** The field above a transcript. */
export function makeFinder(data, transcript) {
  const field = searchField("Search this episode");
  const count = h("span", { class: "note quiet nowrap", role: "status" });
  const element = h("div", { class: "finder row nowrap" }, field, count,
    h("button", { class: "button step-button", type: "button", "aria-label": "Previous hit (p)", on: { click: () => next(-1) } }, "↑"),
    h("button", { class: "button step-button", type: "button", "aria-label": "Next hit (n)", on: { click: () => next(1) } }, "↓"));
  let hits = [];
  let wanted = "";

  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") next(event.shiftKey ? -1 : 1);
  });
  addEventListener("corpsim-drawn", () => element.isConnected && highlight(transcript.element, wanted));

  async function show() {
    wanted = place().get("find") ?? "";
    if (document.activeElement !== field) field.value = wanted;
    element.classList.toggle("on", Boolean(wanted));
    highlight(transcript.element, wanted);
    if (!wanted) hits = [];
    else hits = (await ask("search", { find: wanted })).episodes[data.id]?.map((hit) => hit.step) ?? [];
    const at = hits.indexOf(stepOf(0));
    count.textContent = !wanted ? "" : hits.length ? `${at >= 0 ? `${at + 1} of ` : ""}${hits.length} steps` : "nothing";
  }

  function next(by) {
    if (!hits.length) return;
    const here = stepOf(0);
    const later = by > 0 ? hits.find((step) => step > here) : hits.findLast((step) => step < here);
    go({ step: later ?? (by > 0 ? hits[0] : hits.at(-1)), event: null }, { quietly: true });
  }
  return { element, show, next };
}

/** Mark words without touching the text: the browser paints ranges. */
function highlight(root, words) {
  if (!globalThis.Highlight) return;
  CSS.highlights.delete("found");
  const needle = words.toLowerCase();
  if (!needle) return;
  const ranges = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode() && ranges.length < MOST_MARKS) {
    const text = walker.currentNode.data.toLowerCase();
    for (let at = text.indexOf(needle); at >= 0 && ranges.length < MOST_MARKS; at = text.indexOf(needle, at + needle.length)) {
      if (at + needle.length > walker.currentNode.length) break;
      const range = new Range();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + needle.length);
      ranges.push(range);
    }
  }
  CSS.highlights.set("found", new Highlight(...ranges));
}
