// Two episodes beside each other, of one run or of two, step by step: equal calls stand in one row, and what differs is
// marked.

import { h } from "/base/dom.js";
import { go, link, place } from "/base/place.js";
import { ask } from "./fetch.js";
import { figure, labelChip, labelsShown, numberOf, outcome, passage, path } from "./pieces.js";
import { drawCall } from "./step.js";

/** One page for each two. */
export const key = () => `compare ${["run", "ep", "vsrun", "vs"].map((name) => place().get(name)).join(" ")}`;

const SIDES = ["left", "right"];

/** Where there is nothing beside an episode any more. */
const ALONE = { vs: null, vsrun: null, row: null, only: null };

/** What stands on either side: a run, and an episode of it. */
function sidesOf() {
  const run = place().get("run");
  return [{ run, ep: place().get("ep") }, { run: place().get("vsrun") ?? run, ep: place().get("vs") }];
}

/** Open it. */
export async function open() {
  const sides = sidesOf();
  const [one, other, aligned] = await Promise.all([...sides.map((side) => ask("opening", side)), ask("alignment", { vs: sides[1].ep, vsrun: place().get("vsrun") })]);
  const both = [one, other];
  const ids = both.map((data) => data.id);
  const twoRuns = one.run !== other.run;
  const chips = both.map(() => h("div", { class: "chips" }));
  const rows = aligned.rows.map((row, number) => drawRow(row, sides));
  const contrast = h("span", { class: "row" });
  const onlyButton = h("button", { class: "button", type: "button", on: { click: () => go({ only: place().has("only") ? null : "1" }, { quietly: true }) } }, "Only what differs");
  const list = h("div", { class: "aligned" }, rows);
  const element = h("div", { class: "compare" },
    h("div", { class: "compare-head" },
      both.map((data, side) => h("div", { class: "compare-side" },
        h("h2", {}, h("a", { class: "go", href: link({ run: data.run, ep: data.id, ...ALONE, ...(side && twoRuns ? { aside: null } : {}) }) }, `${numberOf(data)} ${data.agent}`), h("span", { class: "push" }, outcome(data.outcome, data.ended))),
        h("p", { class: "note quiet anywhere" }, twoRuns ? [h("strong", {}, path(data.run)), " · "] : null, `${data.world} seed ${data.seed} · ${data.line.length} steps · ${data.attempt ? "set aside, in no rate" : `reward ${figure(data.reward)}`}`),
        h("p", { class: "row tight" }, levels(both, aligned, side).map((level) => h("span", { class: "tag accent" }, level))), chips[side]))),
    h("div", { class: "row compare-tools" },
      h("span", {}, aligned.differ ? [h("strong", {}, aligned.differ), ` of ${rows.length} rows differ`] : "Every step is the same"),
      h("span", { class: "note quiet" }, aligned.same.briefing ? "the briefing is the same" : "the briefings differ"),
      contrast,
      h("span", { class: "push row" }, h("span", { class: "note quiet wide-only" }, h("kbd", {}, "n"), " next difference"), onlyButton,
        h("a", { class: "button", href: link({ ...ALONE, with: other.run }), title: `Choose what else ${numberOf(one)} stands beside (w)` }, "Beside another…"),
        twoRuns ? h("span", { class: "row nowrap" }, turn(one.before, "Previous episode, and what is most like it in the other run ([)", "‹"), turn(one.after, "Next episode, and what is most like it in the other run (])", "›")) : null)),
    drawBriefings(both, aligned.same.briefing, sides), list);

  async function update() {
    element.classList.toggle("only-differing", place().has("only"));
    onlyButton.setAttribute("aria-pressed", String(place().has("only")));
    const truths = labelsShown() ? await Promise.all(sides.map((side) => ask("truth", side))) : [null, null];
    truths.forEach((truth, side) => chips[side].replaceChildren(...(truth?.labels ?? []).filter((label) => label.present).map((label) => labelChip(label))));
    contrast.replaceChildren(...(twoRuns ? [] : sayContrast(truths[0], ids)));
    markEvidence(list, truths);
    const at = place().has("row") ? Number(place().get("row")) : -1;
    rows.forEach((row, number) => row.setAttribute("aria-current", String(number === at)));
    if (rows[at]) {
      rows[at].open = true;
      rows[at].scrollIntoView({ block: "nearest" });
      rows[at].querySelector("summary").focus({ preventScroll: true });
    }
  }

  /** Another episode of this run, beside what is most like it in the other one. */
  async function turnTo(ep) {
    const { episodes } = await ask("candidates", { ep, vsrun: other.run });
    if (episodes.length) go({ ep, vs: episodes[0].id, row: null });
  }

  function turn(ep, label, sign) {
    return h("button", { class: "button step-button", type: "button", "aria-label": label, title: label, disabled: !ep, on: { click: () => turnTo(ep) } }, sign);
  }

  const differing = aligned.rows.flatMap((row, number) => (row.call && row.saw ? [] : [number]));
  const at = () => (place().has("row") ? Number(place().get("row")) : -1);
  const to = (row) => row !== undefined && row >= 0 && row < rows.length && go({ row }, { quietly: true });
  return {
    kind: "table", title: both.map(numberOf).join(" and "), crumb: `${both.map(numberOf).join(" and ")}${twoRuns ? ` of ${other.run}` : ""}`, element, update,
    up: () => ({ ep: null, ...ALONE }),
    keys: {
      w: () => go({ ...ALONE, with: other.run }), "[": () => twoRuns && one.before && turnTo(one.before), "]": () => twoRuns && one.after && turnTo(one.after),
      j: () => to(at() + 1), k: () => to(at() - 1), n: () => to(differing.find((row) => row > at())), p: () => to(differing.findLast((row) => row < at())),
    },
  };
}

/** What is one thing on this side and another on the other: the model, and the levels of factors. */
function levels(both, aligned, side) {
  const model = both[0].model === both[1].model ? [] : [`model ${both[side].model || "–"}`];
  return [...model, ...aligned.conditions.map((level) => `${level.factor} ${level[SIDES[side]]}`)];
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

function drawBriefings(both, same, sides) {
  const whole = (side) => async () => (await ask("opening", { ...sides[side], whole: 1 })).briefing.text;
  return h("details", { class: `aligned-row ${same ? "" : "differs other"}` },
    h("summary", { class: "aligned-line" }, h("span", { class: "sign" }, same ? "=" : "≠"), h("span", { class: "aligned-cell" }, h("strong", {}, "briefing"))),
    h("div", { class: "aligned-more" }, both.map((data, side) => h("div", { class: "stack tight-stack" }, same ? null : linesOnlyHere(data.briefing.text, both[1 - side].briefing.text), passage(data.briefing, { kind: "words note", lines: 20, whole: whole(side) })))));
}

function drawRow(row, sides) {
  const differs = !(row.call && row.saw);
  const sign = row.call ? (row.saw ? "=" : "≈") : row.left && row.right ? "≠" : row.left ? "◂" : "▸";
  const said = row.call ? (row.saw ? "the same" : "the same call, something else was seen") : row.left && row.right ? "another call" : "only here";
  const more = h("div", { class: "aligned-more" });
  const details = h("details", { class: `aligned-row ${differs ? "differs" : ""} ${row.left && row.right ? "other" : ""}` },
    h("summary", { class: "aligned-line", data: { item: "" } }, h("span", { class: "sign", title: said }, sign), SIDES.map((side, at) => short(row[side], at))), more);
  details.addEventListener("toggle", async () => {
    if (!details.open || more.childElementCount) return;
    const [left, right] = await Promise.all(SIDES.map((side, at) => (row[side] ? ask("steps", { ...sides[at], from: row[side].i, to: row[side].i }) : { steps: [null] })));
    const steps = [left.steps[0], right.steps[0]];
    more.replaceChildren(...steps.map((step, side) => drawSide(step, row.call ? steps[1 - side] : null, sides[side])));
  });
  return details;
}

function short(step, side) {
  if (!step) return h("span", { class: "aligned-cell none" });
  return h("span", { class: "aligned-cell", data: { at: `${side}-${step.i}` } }, h("span", { class: "mono quiet small number" }, step.i), h("code", { class: "tool" }, step.tool || "no call"), h("span", { class: "clip quiet" }, step.args), step.reward ? h("span", { class: "tag good" }, figure(step.reward)) : null);
}

function drawSide(step, other, side) {
  if (!step) return h("div", {});
  const whole = (read) => async () => read((await ask("steps", { ...side, from: step.i, to: step.i, whole: 1 })).steps[0]).text;
  return h("div", { class: "stack tight-stack" },
    step.thought.text ? h("div", { class: "note thought words" }, step.thought.text) : null,
    drawCall(step, whole),
    other ? linesOnlyHere(step.observation.text, other.observation.text) : null,
    passage(step.observation, { kind: "words seen note", lines: 30, whole: whole((all) => all.observation) }),
    h("p", { class: "small" }, h("a", { class: "go", href: link({ ...side, ...ALONE, step: step.i }) }, "Open this step")));
}

/** What only one side saw, line by line. */
function linesOnlyHere(mine, theirs) {
  const known = new Set(theirs.split("\n"));
  const lines = mine.split("\n").filter((line) => line.trim() && !known.has(line));
  if (!lines.length || mine === theirs) return null;
  return h("div", { class: "note" }, h("span", { class: "small quiet" }, "only here"), h("div", { class: "words only-here" }, lines.slice(0, 40).join("\n")));
}
