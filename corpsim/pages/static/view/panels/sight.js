// What the seat could see in a step, and what happened behind its back.

import { h } from "/base/dom.js";
import { ask } from "../fetch.js";
import { passage } from "../pieces.js";
import { drawEvent } from "../step.js";
import { eye } from "../top.js";

export const id = "sight";
export const title = "Sight";
export const about = "What the seat could see, and what was hidden from it";
export const ofStep = true;

const KINDS = [["own", "its own acts"], ["reached", "reached its desk"], ["hidden", "happened elsewhere"], ["inner", "coworkers’ plans"]];

/** What was seen and what was not. */
export const load = (step) => ask("sight", { step });

/** The panel. */
export function draw({ observation, reached, hidden, so_far: counts, why }) {
  return [
    h("section", { class: "stack tight-stack" }, h("h3", { class: "row" }, eye(true), "It was shown"), observation.text ? passage(observation, { kind: "words seen note", lines: 14 }) : h("p", { class: "quiet note" }, "Nothing.")),
    reached.length ? h("section", { class: "stack tight-stack" }, h("h3", {}, "On its desk meanwhile"), h("ol", { class: "events" }, reached.map((event) => drawEvent({ ...event, text: { text: "", more: 0 } })))) : null,
    h("section", { class: "stack tight-stack hidden-part" }, h("h3", { class: "row" }, eye(false), "Hidden from it"), hidden.length ? h("ol", { class: "events" }, hidden.map((event) => drawEvent(event))) : h("p", { class: "quiet note" }, "Nothing in this step.")),
    h("section", { class: "stack tight-stack" }, h("h3", {}, "So far"), h("dl", { class: "facts note" }, KINDS.map(([name, words]) => [h("dd", { class: "mono right" }, (counts[name] ?? 0).toLocaleString("en")), h("dt", {}, words)]))),
    why ? h("p", { class: "note quiet words" }, `What reached the desk is not known: ${why}`) : null,
  ];
}
