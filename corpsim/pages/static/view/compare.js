// Two episodes beside each other, step by step: equal calls stand in one row, and what differs is marked.

import { h } from "/base/dom.js";
import { go, link, place } from "/base/place.js";
import { ask } from "./fetch.js";
import { figure, labelChip, labelsShown, outcome, passage } from "./pieces.js";
import { drawCall } from "./step.js";

/** One page for each two. */
export const key = () => `compare ${place().get("run")} ${place().get("ep")} ${place().get("vs")}`;

const SIDES = ["left", "right"];

/** Open it. */
export async function open() {
  const ids = [place().get("ep"), place().get("vs")];
  const [one, other, aligned] = await Promise.all([...ids.map((ep) => ask("opening", { ep })), ask("alignment", { vs: ids[1] })]);
  const both = [one, other];
  const chips = both.map(() => h("div", { class: "chips" }));
  const rows = aligned.rows.map((row, number) => drawRow(row, number, ids));
  const contrast = h("span", { class: "row" });
  const onlyButton = h("button", { class: "button", type: "button", on: { click: () => go({ only: place().has("only") ? null : "1" }, { quietly: true }) } }, "Only what differs");
  const list = h("div", { class: "aligned" }, rows);
  const element = h("div", { class: "compare" },
    h("div", { class: "compare-head" },
      both.map((data, side) => h("div", { class: "compare-side" },
        h("h2", {}, h("a", { class: "go", href: link({ ep: data.id, vs: null, row: null, only: null }) }, `#${data.number} ${data.agent}`), h("span", { class: "push" }, outcome(data.outcome, data.ended))),
        h("p", { class: "note quiet" }, `seed ${data.seed} · ${data.line.length} steps · reward ${figure(data.reward)}`),
        h("p", { class: "row" }, aligned.conditions.map((level) => h("span", { class: "tag accent" }, `${level.factor} ${level[SIDES[side]]}`))), chips[side]))),
    h("div", { class: "row compare-tools" },
      h("span", {}, aligned.differ ? [h("strong", {}, aligned.differ), ` of ${rows.length} rows differ`] : "Every step is the same"),
      h("span", { class: "note quiet" }, aligned.same.briefing ? "the briefing is the same" : "the briefings differ"),
      contrast,
      h("span", { class: "push row" }, h("span", { class: "note quiet wide-only" }, h("kbd", {}, "n"), " next difference"), onlyButton)),
    drawBriefings(both, aligned.same.briefing), list);

  async function update() {
    element.classList.toggle("only-differing", place().has("only"));
    onlyButton.setAttribute("aria-pressed", String(place().has("only")));
    const truths = labelsShown() ? await Promise.all(ids.map((ep) => ask("truth", { ep }))) : [null, null];
    truths.forEach((truth, side) => chips[side].replaceChildren(...(truth?.labels ?? []).filter((label) => label.present).map((label) => labelChip(label))));
    contrast.replaceChildren(...sayContrast(truths[0], ids));
    markEvidence(list, truths);
    const at = place().has("row") ? Number(place().get("row")) : -1;
    rows.forEach((row, number) => row.setAttribute("aria-current", String(number === at)));
    if (rows[at]) {
      rows[at].open = true;
      rows[at].scrollIntoView({ block: "nearest" });
      rows[at].querySelector("summary").focus({ preventScroll: true });
    }
  }

  const differing = aligned.rows.flatMap((row, number) => (row.call && row.saw ? [] : [number]));
  const at = () => (place().has("row") ? Number(place().get("row")) : -1);
  const to = (row) => row !== undefined && row >= 0 && row < rows.length && go({ row }, { quietly: true });
  return {
    kind: "table", title: `#${one.number} and #${other.number}`, crumb: `#${one.number} and #${other.number}`, element, update,
    up: () => ({ ep: null, vs: null, row: null, only: null }),
    keys: { j: () => to(at() + 1), k: () => to(at() - 1), n: () => to(differing.find((row) => row > at())), p: () => to(differing.findLast((row) => row < at())) },
  };
}

/** What the pair says of which labels and steps of the protocol happened in one arm only. */
function sayContrast(truth, ids) {
  const pair = truth?.pairs.find((one) => ids.every((id) => Object.values(one.arms).some((arm) => arm.episode === id)));
  const levels = pair && ids.map((id) => Object.entries(pair.arms).find(([, arm]) => arm.episode === id)[0]);
  const found = pair?.contrasts.find((one) => levels.every((level) => one.levels.includes(level)));
  if (!found) return [];
  const only = found.comparisons.filter((one) => one.first.present !== one.second.present).map((one) => `${one.name.replaceAll("_", " ")} only ${one.first.present ? found.levels[0] : found.levels[1]}`);
  return [h("span", { class: `tag ${found.direction === "faking" ? "bad" : ""}` }, `pair: ${found.direction}`), only.length ? h("span", { class: "note quiet" }, only.join("; ")) : null].filter(Boolean);
}

/** Put a mark into each step that a label rests on. */
function markEvidence(list, truths) {
  for (const old of list.querySelectorAll(".evidence-of")) old.remove();
  truths.forEach((truth, side) => {
    for (const label of (truth?.labels ?? []).filter((one) => one.present)) {
      for (const step of new Set(label.evidence.map((one) => one.step))) {
        list.querySelector(`[data-at="${side}-${step}"]`)?.append(h("span", { class: "evidence-of chips" }, labelChip({ name: label.name }, { mark: true })));
      }
    }
  });
}

function drawBriefings(both, same) {
  return h("details", { class: `aligned-row ${same ? "" : "differs other"}` },
    h("summary", { class: "aligned-line" }, h("span", { class: "sign" }, same ? "=" : "≠"), h("span", { class: "aligned-cell" }, h("strong", {}, "briefing"))),
    h("div", { class: "aligned-more" }, both.map((data, side) => h("div", {}, same ? null : linesOnlyHere(data.briefing.text, both[1 - side].briefing.text), passage(data.briefing, { kind: "words note", lines: 20 })))));
}

function drawRow(row, number, ids) {
  const differs = !(row.call && row.saw);
  const sign = row.call ? (row.saw ? "=" : "≈") : row.left && row.right ? "≠" : row.left ? "◂" : "▸";
  const said = row.call ? (row.saw ? "the same" : "the same call, something else was seen") : row.left && row.right ? "another call" : "only here";
  const more = h("div", { class: "aligned-more" });
  const details = h("details", { class: `aligned-row ${differs ? "differs" : ""} ${row.left && row.right ? "other" : ""}` },
    h("summary", { class: "aligned-line", data: { item: "" } }, h("span", { class: "sign", title: said }, sign), SIDES.map((side, at) => short(row[side], at))), more);
  details.addEventListener("toggle", async () => {
    if (!details.open || more.childElementCount) return;
    const [left, right] = await Promise.all(SIDES.map((side, at) => (row[side] ? ask("steps", { ep: ids[at], from: row[side].i, to: row[side].i }) : { steps: [null] })));
    const steps = [left.steps[0], right.steps[0]];
    more.replaceChildren(...steps.map((step, side) => drawSide(step, steps[1 - side], ids[side])));
  });
  return details;
}

function short(step, side) {
  if (!step) return h("span", { class: "aligned-cell none" });
  return h("span", { class: "aligned-cell", data: { at: `${side}-${step.i}` } }, h("span", { class: "mono quiet small number" }, step.i), h("code", { class: "tool" }, step.tool || "no call"), h("span", { class: "clip quiet" }, step.args), step.reward ? h("span", { class: "tag good" }, figure(step.reward)) : null);
}

function drawSide(step, other, id) {
  if (!step) return h("div", {});
  return h("div", { class: "stack tight-stack" },
    step.thought.text ? h("div", { class: "note thought words" }, step.thought.text) : null,
    drawCall(step),
    passage(step.observation, { kind: "words seen note", lines: 30 }),
    other ? linesOnlyHere(step.observation.text, other.observation.text) : null,
    h("p", { class: "small" }, h("a", { class: "go", href: link({ ep: id, vs: null, step: step.i, row: null, only: null }) }, "Open this step")));
}

/** What only one side saw, line by line. */
function linesOnlyHere(mine, theirs) {
  const known = new Set(theirs.split("\n"));
  const lines = mine.split("\n").filter((line) => line.trim() && !known.has(line));
  if (!lines.length || mine === theirs) return null;
  return h("div", { class: "note" }, h("span", { class: "small quiet" }, "only here"), h("div", { class: "words only-here" }, lines.slice(0, 40).join("\n")));
}
