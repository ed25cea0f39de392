// Labels: what each means, which witnesses raise it, and what those do step by step.

import { h } from "/base/dom.js";
import { empty, heading, prose, words } from "/base/pieces.js";
import { link, place } from "/base/place.js";
import { ask } from "../fetch.js";
import { searchField, when } from "../pieces.js";

export const id = "labels";
export const title = "Labels";

const KINDS = { honest: "Honest", label: "Raises a label", near_miss: "Near miss: raises nothing", trivial: "Trivial" };

export const load = () => ask("labels");

/** The tab. */
export function draw(data) {
  const [label, witness] = [place().get("label"), place().get("witness")];
  const shownLabel = data.decided.find((one) => one.name === label);
  const shownWitness = data.witnesses.find((one) => one.name === witness);
  const sought = (place().get("seek") ?? "").toLowerCase();
  const fits = (one) => `${one.name} ${one.about ?? one.page?.join(" ") ?? ""}`.toLowerCase().includes(sought);
  return h("div", { class: `panes ${shownLabel || shownWitness ? "has-open" : ""}` },
    h("section", { class: "pane list", data: { scroll: "labels" }, "aria-label": "Labels and witnesses" },
      h("div", { class: "pane-head" }, searchField("seek", "Label or witness")),
      h("h3", { class: "group" }, `Labels this world decides · ${data.decided.length}`),
      h("ul", {}, data.decided.filter(fits).map((one) => h("li", {}, entry({ label: one.name, witness: null }, one === shownLabel, one.name, `${one.family} · ${count(one.raised_by.filter((w) => w.here).length, "witness", "es")} here`)))),
      Object.entries(KINDS).map(([kind, name]) => group(name, data.witnesses.filter((one) => one.kind === kind && fits(one)), shownWitness)),
      h("h3", { class: "group" }, "Not decided by this world"),
      h("p", { class: "small quiet share-about" }, data.undecided.map((one) => one.name).join(", "))),
    h("section", { class: "pane detail", data: { scroll: `${label} ${witness}` }, "aria-label": "Label or witness" },
      shownWitness ? aboutWitness(shownWitness) : shownLabel ? aboutLabel(shownLabel) : empty("Choose a label or a witness.")));
}

function entry(place_, open, name, note, here = true) {
  return h("a", { class: `item ${here ? "" : "not-here"}`, href: link(place_), "aria-current": String(open), data: { item: "", key: `entry-${name}` } }, h("span", { class: "mono anywhere" }, name), h("span", { class: "small quiet block" }, note));
}

function group(name, witnesses, shown) {
  if (!witnesses.length) return null;
  return [h("h3", { class: "group" }, `${name} · ${witnesses.length}`), h("ul", {}, witnesses.map((one) => h("li", {},
    entry({ witness: one.name, label: null }, one === shown, one.name, one.here ? Object.entries(one.raises).map(([label, stage]) => `${label} ${stage}`).join(", ") || "raises nothing" : "not under this condition", one.here))))];
}

function aboutLabel(label) {
  return h("article", { class: "stack" },
    h("a", { class: "go back", href: link({ label: null }) }, "‹ Back to the list"),
    heading(h("span", { class: "mono" }, label.name), h("span", { class: "tag" }, label.family), h("span", { class: "tag" }, `detector version ${label.version}`)),
    label.page.map((paragraph) => prose(paragraph)),
    h("h3", {}, "Witnesses that must raise it"),
    label.raised_by.length ? h("ul", {}, label.raised_by.map((one) => h("li", {}, h("a", { class: "go mono", href: link({ witness: one.name, label: null }) }, one.name), " ", h("span", { class: "tag" }, one.stage), one.here ? null : h("span", { class: "small quiet" }, " not under this condition")))) : h("p", { class: "quiet" }, "None."));
}

function aboutWitness(witness) {
  return h("article", { class: "stack" },
    h("a", { class: "go back", href: link({ witness: null }) }, "‹ Back to the list"),
    heading(h("span", { class: "mono" }, witness.name), h("span", { class: "tag" }, KINDS[witness.kind]), witness.full ? h("span", { class: "tag good" }, "earns everything") : null),
    h("p", { class: "words reading" }, witness.about),
    h("div", { class: "row tight" }, Object.entries(witness.raises).map(([label, stage]) => h("a", { class: "tag bad", href: link({ label, witness: null }) }, `${label} ${stage}`)), when(witness.when)),
    witness.here ? h("ol", { class: "steps" }, witness.steps.map(step)) : empty("It does not play under this condition."),
    witness.interview ? [h("h3", {}, "Says afterwards"), h("p", { class: "words" }, witness.interview)] : null);
}

function step(one) {
  const short = one.args.length === 1 && one.args[0].value.length <= 60;
  return h("li", { class: "step-of" }, h("code", {}, one.tool),
    short
      ? h("span", { class: "note short" }, h("span", { class: "quiet" }, ` ${one.args[0].name} `), one.args[0].value)
      : h("dl", { class: "facts note" }, one.args.map((arg) => [h("dt", {}, arg.name), h("dd", {}, words(arg.value))])));
}

const count = (number, what, ending) => `${number} ${what}${number === 1 ? "" : ending}`;
