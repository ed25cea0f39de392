// The record itself: the line of the file that the step is.

import { h } from "/base/dom.js";
import { go, place } from "/base/place.js";
import { ask } from "../fetch.js";
import { passage } from "../pieces.js";

export const id = "record";
export const title = "Record";
export const about = "The raw record of this step";
export const ofStep = true;

/** The line of the step; line 0 is the start of the record. */
export async function load(step) {
  const end = place().has("end");
  const raw = await ask("raw", { line: step });
  return end ? ask("raw", { line: raw.lines - 1 }) : raw;
}

/** The panel. */
export function draw(raw) {
  const end = place().has("end");
  return [
    h("p", { class: "note quiet anywhere" }, `${raw.path}, line ${raw.line + 1} of ${raw.lines}, ${raw.bytes.toLocaleString("en")} bytes`),
    h("div", { class: "row" }, h("button", { class: "button small", type: "button", "aria-pressed": String(end), data: { key: "end" }, on: { click: () => go({ end: end ? null : "1" }, { quietly: true }) } }, "Last line")),
    passage(raw.text, { kind: "pre", lines: 80, whole: async () => (await ask("raw", { line: raw.line, whole: 1 })).text.text }),
  ];
}
