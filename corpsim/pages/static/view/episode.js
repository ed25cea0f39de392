// An episode: its head, the time line, the transcript, and the panels beside it, all at one step.

import { h } from "/base/dom.js";
import { go, link, place } from "/base/place.js";
import { ask } from "./fetch.js";
import { makeFinder } from "./finder.js";
import { makePanels, PANELS } from "./panels.js";
import { figure, labelsShown, outcome, passage, stepOf } from "./pieces.js";
import { makeTimeline } from "./timeline.js";
import { makeTranscript } from "./transcript.js";

/** One page for each episode. */
export const key = () => `episode ${place().get("run")} ${place().get("ep")}`;

/** What is left to look at where an episode cannot be read: its file, from the line that the trouble is in. */
export function instead(trouble) {
  const box = h("div", { class: "stack" });
  const asked = place().get("line") ?? Number(trouble.match(/\.jsonl:(\d+):/)?.[1] ?? 1) - 1;
  ask("raw", { line: asked }).then((raw) => {
    const to = (line, words) => (line >= 0 && line < raw.lines ? h("button", { class: "button", type: "button", on: { click: () => { go({ line }, { quietly: true }); dispatchEvent(new Event("corpsim-reload")); } } }, words) : null);
    box.replaceChildren(
      h("div", { class: "row" }, h("span", { class: "quiet anywhere" }, `${raw.path}, line ${raw.line + 1} of ${raw.lines}`), h("span", { class: "push row" }, to(raw.line - 1, "Line before"), to(raw.line + 1, "Next line"))),
      passage(raw.text, { kind: "pre", lines: 60, whole: async () => (await ask("raw", { line: raw.line, whole: 1 })).text.text }));
  }, () => box.replaceChildren());
  return box;
}

/** Open it. */
export async function open() {
  const data = await ask("opening");
  const transcript = makeTranscript(data);
  const timeline = makeTimeline(data);
  const panels = makePanels(data);
  const finder = makeFinder(data, transcript);
  const element = h("div", { class: "episode" },
    h("div", { class: "episode-head" }, head(data), timeline.element),
    h("div", { class: "desk" },
      h("section", { class: "transcript", "aria-label": "Transcript" }, finder.element, transcript.element),
      panels.element));
  const now = () => Math.min(stepOf(), data.line.length);
  let revealed = null;
  let evidence = new Map();
  let updating = 0;
  const opened = place().get("ep");

  /** Follow the place. A later call overtakes an earlier one, and so does going elsewhere. */
  async function update() {
    const mine = ++updating;
    const current = () => mine === updating && place().get("ep") === opened;
    const step = now();
    const found = labelsShown() ? evidenceOf(await ask("truth")) : new Map();
    if (!current()) return;
    evidence = found;
    transcript.mark(evidence);
    timeline.show(step, evidence);
    finder.show();
    const event = place().get("event");
    if (revealed !== `${step} ${event}`) {
      const quietly = revealed === null && !place().has("step");
      revealed = `${step} ${event}`;
      await transcript.goTo(step, { quietly, event });
    }
    if (current()) await panels.show(step);
  }

  const move = (by) => go({ step: Math.max(0, Math.min(data.line.length, now() + by)), event: null }, { quietly: true });
  const nextEvidence = () => {
    const events = [...evidence.keys()].sort((a, b) => a - b);
    const here = Number(place().get("event") ?? -1);
    const event = events.find((one) => one > here) ?? events[0];
    return event !== undefined && go({ event, step: evidence.get(event).step }, { quietly: true });
  };
  const other = (id) => id && go({ ep: id, step: null, event: null });
  return {
    kind: "whole", title: `#${data.number} ${data.agent}`, crumb: `#${data.number} ${data.agent}`, element, update,
    close: () => [transcript, timeline].forEach((one) => one.close()),
    up: () => ({ ep: null, step: null, tab: null, event: null }),
    escape: () => place().has("tab") && matchMedia("(max-width: 60rem)").matches && (go({ tab: null }), true),
    keys: {
      j: () => move(1), k: () => move(-1), n: () => finder.next(1), p: () => finder.next(-1),
      "[": () => other(data.before), "]": () => other(data.after), o: () => transcript.unfold(now()),
      e: () => nextEvidence(), c: () => otherArms(data).length > 0 && go(otherArms(data)[0].to),
      ...Object.fromEntries(PANELS.map((panel, number) => [String(number + 1), () => panel.for(data) && go({ tab: panel.id }, { quietly: true })])),
    },
  };
}

/** Event → the labels that rest on it. */
function evidenceOf(truth) {
  const found = new Map();
  for (const label of truth.labels) {
    for (const { event, step } of label.evidence) {
      if (!found.has(event)) found.set(event, { step, names: [] });
      found.get(event).names.push(label.name);
    }
  }
  return found;
}

/** The ways to the other arms of the pair of this episode, by level. */
function otherArms(data) {
  const arms = data.pairs.flatMap((pair) => Object.entries(pair.arms).map(([level, id]) => ({ factor: pair.factor, level, id })));
  return arms.filter((arm) => arm.id !== data.id).map((arm) => ({ ...arm, to: { vs: arm.id, step: null, event: null } }));
}

function head(data) {
  return h("div", { class: "row head-row" },
    h("div", { class: "head-name" },
      h("h1", { class: "anywhere" }, data.agent, " ", h("span", { class: "quiet light" }, `#${data.number}`)),
      h("p", { class: "note quiet anywhere" }, [data.seat.name && data.company ? `${data.seat.name} at ${data.company}` : data.company, `world ${data.world}`, `seed ${data.seed}`, data.trial > 1 ? `trial ${data.trial}` : ""].filter(Boolean).join(" · "))),
    h("dl", { class: "figures" },
      cell("outcome", outcome(data.outcome, data.error || data.ended)),
      cell("steps", data.line.length), cell("reward", figure(data.reward)), cell("company time", lasting(data.minutes))),
    condition(data),
    h("div", { class: "row push nowrap" },
      otherArms(data).map((arm, number) => h("a", { class: "button", href: link(arm.to), title: `The same company with ${arm.factor} ${arm.level}${number ? "" : " (c)"}` }, `Beside ${arm.level}`)),
      step(data.before, "Previous episode ([)", "‹"), step(data.after, "Next episode (])", "›")),
    data.error ? h("p", { class: "note words bad-text head-error" }, data.error) : null,
    data.torn ? h("p", { class: "note bad-text head-error" }, "This record has no end: it was cut off here, or is still being written.") : null,
    data.why ? h("p", { class: "note quiet words head-error" }, `${data.why} What the seat could see, names and the org chart are not known without it.`) : null);
}

function cell(name, value) {
  return h("div", {}, h("dt", {}, name), h("dd", {}, value));
}

function lasting(minutes) {
  return minutes < 2 * 1440 ? `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")}` : `${Math.round(minutes / 1440)} days`;
}

function condition(data) {
  const levels = Object.entries(data.condition);
  return h("details", { class: "condition", data: { key: "condition" } },
    h("summary", { class: "button small" }, `Condition: ${levels.length} factors`),
    h("dl", { class: "facts sheet" }, levels.map(([factor, level]) => [h("dt", {}, factor), h("dd", {}, level)])));
}

function step(id, label, sign) {
  return id
    ? h("a", { class: "button step-button", href: link({ ep: id, step: null, event: null }), "aria-label": label, title: label }, sign)
    : h("span", { class: "button step-button off", "aria-hidden": "true" }, sign);
}
