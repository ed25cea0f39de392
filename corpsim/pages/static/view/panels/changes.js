// What the step changed in the company, as before and after.

import { h } from "/base/dom.js";
import { difference } from "/base/pieces.js";
import { link } from "/base/place.js";
import { ask } from "../fetch.js";
import { passage } from "../pieces.js";
import { eye } from "../top.js";

export const id = "changes";
export const title = "Changes";
export const about = "What this step changed in the company";
export const ofStep = true;

const SIGNS = { new: "+", gone: "−", changed: "±" };

/** The changes of a step. */
export const load = (step) => ask("changes", { step });

/** The panel. */
export function draw({ changes, events }) {
  if (!changes.length) return h("p", { class: "quiet" }, events ? "Nothing in the company is different after this step: there was only looking, waiting, planning or a refusal." : "Nothing happened.");
  const groups = grouped(changes);
  return [...groups].map(([name, list]) => h("section", { class: "stack tight-stack" }, h("h3", { class: "quiet" }, name), list.map(drawChange)));
}

function grouped(changes) {
  const found = new Map();
  for (const one of changes) found.set(one.group, [...(found.get(one.group) ?? []), one]);
  return found;
}

function drawChange(change) {
  return h("article", { class: `change ${change.how}` },
    h("div", { class: "change-head" },
      h("span", { class: "sign", title: change.how }, SIGNS[change.how]),
      h("strong", { class: "anywhere" }, change.title),
      change.sight === "hidden" ? h("span", { class: "unseen-mark", title: "The seat did not see this" }, eye(false)) : null),
    h("p", { class: "small quiet" }, `${change.clock} ${change.who} · `, h("a", { class: "go", href: link({ event: change.index, step: change.step }) }, `event ${change.index}`)),
    change.fields?.length ? h("dl", { class: "facts fields" }, change.fields.map((field) => [h("dt", {}, field.name), h("dd", {}, field.before === null ? null : [h("del", {}, field.before), " "], field.after === null ? h("del", {}, "nothing") : h("ins", {}, field.after))])) : null,
    change.difference ? h("div", { class: "note" }, difference(change.difference)) : null,
    change.text?.text ? h("div", { class: "note" }, passage(change.text, { lines: 10 })) : null);
}
