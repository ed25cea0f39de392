// One step of a transcript: thought, call, what happened, what was seen.

import { h } from "/base/dom.js";
import { go, link } from "/base/place.js";
import { ask } from "./fetch.js";
import { figure, passage } from "./pieces.js";
import { eye } from "./top.js";

/** What there was before the first call. */
export function drawOpening(data) {
  const whole = (read) => async () => read(await ask("opening", { whole: 1 })).text;
  return h("article", { class: "step", data: { step: 0 } },
    gutter(0, ""),
    h("div", { class: "step-body" },
      part("briefing", passage(data.briefing, { lines: 16, whole: whole((all) => all.briefing) })),
      happened(data.events, ""),
      data.observation.text ? part("saw", passage(data.observation, { kind: "words seen", whole: whole((all) => all.observation) })) : null,
      data.tools.length ? h("details", { class: "fold tools" }, h("summary", {}, `${data.tools.length} tools`), h("p", { class: "note mono anywhere" }, data.tools.join("  "))) : null));
}

/** A step. */
export function drawStep(step) {
  const whole = (read) => async () => read((await ask("steps", { from: step.i, to: step.i, whole: 1 })).steps[0]).text;
  return h("article", { class: "step", data: { step: step.i }, on: { click: (event) => choose(event, step.i) } },
    gutter(step.i, step.clock),
    h("div", { class: "step-body" },
      step.thought.text ? part("thought", passage(step.thought, { kind: "words thought", whole: whole((all) => all.thought) })) : null,
      part("did", drawCall(step, whole)),
      happened(step.events, step.thought.text, whole),
      step.observation.text ? part("saw", passage(step.observation, { kind: "words seen", whole: whole((all) => all.observation) })) : null,
      step.notes.length ? h("p", { class: "small quiet" }, step.notes.join(" · ")) : null));
}

/** A click anywhere in a step makes it the current one, unless something was meant by it. */
function choose(event, step) {
  if (event.target.closest("a, button, summary, input") || String(getSelection())) return;
  go({ step, event: null }, { quietly: true });
}

function gutter(number, clock) {
  return h("div", { class: "gutter" }, h("a", { class: "step-number", href: link({ step: number, event: null }), "aria-label": `Step ${number}` }, number), h("span", { class: "clock" }, clock));
}

function part(name, ...content) {
  return h("div", { class: `part ${name}` }, h("span", { class: "what" }, name), h("div", { class: "part-body" }, content));
}

/** A call: its tool, and its arguments. */
export function drawCall(step, whole) {
  const short = step.args.length === 1 && step.args[0].text.length < 70 && !step.args[0].text.includes("\n");
  return h("div", { class: "call" },
    h("div", { class: "row" }, step.tool ? h("code", { class: "tool" }, step.tool) : h("span", { class: "tag warn" }, "no call"),
      short ? h("span", { class: "mono quiet anywhere" }, step.args[0].text) : null,
      step.reward ? h("span", { class: `tag ${step.reward > 0 ? "good" : "bad"} push` }, `reward ${step.reward > 0 ? "+" : ""}${figure(step.reward)}`) : null),
    short ? null : h("dl", { class: "args" }, step.args.map((arg, at) => [h("dt", { class: "mono" }, arg.name), h("dd", {}, passage(arg, { lines: 14, whole: whole?.((all) => all.args[at]) }))])));
}

function happened(events, thought, whole) {
  const told = events.map((event, at) => [event, at]).filter(([event]) => event.sight !== "inner" && !(event.kind === "ThoughtRecorded" && event.text.text === thought));
  if (!told.length) return null;
  return part("happened", h("ol", { class: "events" }, told.map(([event, at]) => drawEvent(event, whole?.((all) => all.events[at].text)))));
}

/** An event of the ledger. What the seat itself wrote stands in its call already. */
export function drawEvent(event, whole) {
  const hidden = event.sight === "hidden" || event.sight === "inner";
  return h("li", { class: `event ${event.sight}`, data: { event: event.index } },
    h("span", { class: "event-index mono", title: `event ${event.index} of the ledger` }, event.index),
    h("span", { class: "clock" }, event.clock),
    h("span", { class: "event-line anywhere" },
      h("strong", {}, event.who), ` ${event.line}`,
      event.cause && event.sight !== "own" ? h("a", { class: "because mono", href: link(event.cause), title: `because of event ${event.cause.event}` }, `↩ ${event.cause.event}`) : null,
      hidden ? h("span", { class: "unseen-mark", title: "The seat did not see this" }, eye(false), h("span", { class: "unseen" }, "not seen by the seat")) : null),
    event.text.text && event.sight !== "own" ? h("div", { class: "event-text" }, passage(event.text, { lines: 5, whole })) : null);
}
