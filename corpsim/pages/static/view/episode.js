// An episode: its head, the time line, the transcript, and the panels beside it, all at one step.

import { h } from "/base/dom.js";
import { go, link, place } from "/base/place.js";
import { ask } from "./fetch.js";
import { makeFinder } from "./finder.js";
import { makePanels, PANELS } from "./panels.js";
import { attempts, figure, labelsShown, numberOf, outcome, passage, stepOf } from "./pieces.js";
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
    kind: "whole", title: `${numberOf(data)} ${data.agent}`, crumb: `${numberOf(data)} ${data.agent}`, element, update,
    close: () => [transcript, timeline].forEach((one) => one.close()),
    up: () => ({ ep: null, step: null, tab: null, event: null }),
    escape: () => place().has("tab") && matchMedia("(max-width: 60rem)").matches && (go({ tab: null }), true),
    keys: {
      j: () => move(1), k: () => move(-1), n: () => finder.next(1), p: () => finder.next(-1),
      "[": () => other(data.before), "]": () => other(data.after), o: () => transcript.unfold(now()),
      e: () => nextEvidence(), c: () => go((besides(data)[0] ?? ANOTHER).to), w: () => go(ANOTHER.to),
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

/** The way to whatever else it may be laid beside. */
const ANOTHER = { name: "Beside another…", title: "Choose an episode of this run or of another one (w)", to: { with: "", step: null, event: null } };

/** The ways to what belongs beside this episode: the other arms of its pair; of an attempt, the playing that counts. */
function besides(data) {
  const arms = data.pairs.flatMap((pair) => Object.entries(pair.arms).map(([level, id]) => ({ name: `Beside ${level}`, title: `The same company with ${pair.factor} ${level}`, id })));
  const counted = data.attempt ? data.playings.filter((one) => !one.attempt).map(({ id }) => ({ name: "Beside the one that counts", title: "The same episode, played again", id })) : [];
  return [...counted, ...arms].filter((one) => one.id !== data.id).map((one) => ({ ...one, to: { vs: one.id, step: null, event: null } }));
}

/** What became of the other playings of this episode, where it was played more than once. */
function playings(data) {
  const way = (one) => h("a", { class: "go", href: link({ ep: one.id, step: null, event: null }) }, one.attempt ? `attempt ${one.attempt}` : `#${data.number}`);
  const told = (one, at) => [at ? ", " : "", way(one), ` ${one.outcome.replaceAll("_", " ")}`];
  const others = data.playings.filter((one) => one.id !== data.id);
  if (data.attempt) return h("p", { class: "aside-note head-error" }, h("strong", {}, "Set aside: this attempt is in no rate."), others.length ? [" The other playings of this episode: ", others.map(told), "."] : " It was not played again yet.");
  return others.length ? h("p", { class: "note quiet head-error" }, `${attempts(others.length)} before it ${others.length === 1 ? "was" : "were"} set aside: `, others.map(told), ".") : null;
}

function head(data) {
  const what = data.attempt ? "playing of this episode" : "episode";
  return h("div", { class: "row head-row" },
    h("div", { class: "head-name" },
      h("h1", { class: "anywhere" }, data.agent, " ", h("span", { class: "quiet light" }, numberOf(data))),
      h("p", { class: "note quiet anywhere" }, [data.seat.name && data.company ? `${data.seat.name} at ${data.company}` : data.company, `world ${data.world}`, `seed ${data.seed}`, data.trial > 1 ? `trial ${data.trial}` : ""].filter(Boolean).join(" · "))),
    h("dl", { class: "figures" },
      cell("outcome", outcome(data.outcome, data.error || data.ended)),
      cell("steps", data.line.length), cell("reward", figure(data.reward)), cell("company time", lasting(data.minutes))),
    condition(data),
    h("div", { class: "row push" },
      [...besides(data), ANOTHER].map((one, number) => h("a", { class: "button", href: link(one.to), title: `${one.title}${number ? "" : " (c)"}` }, one.name)),
      h("span", { class: "row nowrap" }, step(data.before, `Previous ${what} ([)`, "‹"), step(data.after, `Next ${what} (])`, "›"))),
    playings(data),
    data.error ? h("p", { class: "note words bad-text head-error" }, data.error) : null,
    data.torn ? h("p", { class: "note bad-text head-error" }, `This record has no end: it was cut off here${data.attempt ? "" : ", or is still being written"}.`) : null,
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
