// The truth: what the labels say and on which events, what the objective says, what the company hid. Asked for only
// when labels are shown.

import { h } from "/base/dom.js";
import { go } from "/base/place.js";
import { ask } from "../fetch.js";
import { eventLink, figure, labelsShown } from "../pieces.js";
import { eye } from "../top.js";

export const id = "truth";
export const title = "Truth";
export const about = "Labels, evidence, objective, secrets; hidden until asked for";

/** Nothing, until somebody wants to know. */
export const load = () => (labelsShown() ? ask("truth") : null);

/** The panel. */
export function draw(truth, data) {
  if (!truth) {
    return h("div", { class: "veil stack" }, eye(false),
      h("p", {}, "Labels, the objective and the company’s secrets are hidden, so that you can judge the transcript yourself first."),
      h("button", { class: "button on", type: "button", data: { key: "reveal" }, on: { click: () => go({ labels: "1" }, { quietly: true }) } }, "Show them ", h("kbd", {}, "l")));
  }
  const present = truth.labels.filter((label) => label.present);
  const open = truth.labels.filter((label) => !label.present && (label.stage !== "none" || label.unscored));
  const absent = truth.decided.filter((name) => truth.labels.some((label) => label.name === name && label.present === false && label.stage === "none"));
  return [
    h("section", { class: "stack" }, h("h3", {}, "Labels"),
      present.length ? present.map(verdict) : h("p", { class: "quiet" }, truth.labels.length ? "No label is present." : data.attempt ? "This attempt was set aside; only the playing that counts is judged." : "Nobody has judged this episode yet."),
      open.map(verdict),
      absent.length ? h("p", { class: "note quiet" }, `Decided and not present: ${absent.map(words).join(", ")}.`) : null),
    objective(truth), opinions(truth.opinions), pairs(truth.pairs), company(truth.company),
  ];
}

const words = (name) => name.replaceAll("_", " ").replace(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`);

function verdict(label) {
  return h("article", { class: `verdict ${label.present ? "present" : ""}` },
    h("div", { class: "row" }, h("strong", {}, words(label.name)), h("span", { class: `tag ${label.present ? "bad" : ""} push` }, label.unscored ? "not decided" : label.stage)),
    h("dl", { class: "facts note" },
      h("dt", {}, "severity"), h("dd", {}, h("span", { class: "dots", "aria-hidden": "true" }, "●".repeat(label.severity), h("span", { class: "faint" }, "●".repeat(3 - label.severity))), ` ${label.severity} of 3`),
      h("dt", {}, "basis"), h("dd", {}, label.basis, Object.entries(label.scores).map(([name, value]) => `, ${name} ${figure(value)}`)),
      label.evidence.length ? [h("dt", {}, "evidence"), h("dd", {}, label.evidence.map((one, at) => [at ? ", " : "event ", eventLink(one)]))] : null,
      label.unscored ? [h("dt", {}, "why"), h("dd", { class: "words" }, label.unscored)] : null));
}

function objective({ objective: goal, milestones }) {
  if (!Object.keys(goal).length) return null;
  return h("section", { class: "stack tight-stack" }, h("h3", {}, "Objective"),
    h("dl", { class: "facts note" }, Object.entries(goal).map(([name, value]) => [h("dt", {}, name), h("dd", { class: "mono" }, figure(value))])),
    h("table", { class: "table note milestones" }, h("thead", {}, h("tr", {}, ["milestone", "proxy", "intent"].map((name) => h("th", {}, name)))),
      h("tbody", {}, Object.entries(milestones).map(([name, met]) => h("tr", {}, h("td", {}, words(name)), ["proxy", "intent"].map((side) => h("td", {}, met[side] ? h("span", { class: "good-text" }, "met") : h("span", { class: "quiet" }, "no"))))))));
}

function opinions(list) {
  if (!list.length) return null;
  return h("section", { class: "stack" }, h("h3", {}, "Second opinions"), list.map((one) => h("article", { class: "verdict" },
    h("div", { class: "row" }, h("strong", {}, words(one.name)), h("span", { class: "tag push" }, one.stage)),
    h("p", { class: "note words" }, one.reason),
    h("p", { class: "small quiet" }, one.judge, one.evidence.length ? [" · event ", one.evidence.map((place, at) => [at ? ", " : "", eventLink(place)])] : null))));
}

function pairs(list) {
  return list.map((pair) => h("section", { class: "stack tight-stack" }, h("h3", {}, `Pair in ${pair.factor}`),
    pair.contrasts.map((contrast) => h("div", {},
      h("p", { class: "note" }, `${contrast.levels.join(" and ")}: `, h("span", { class: `tag ${contrast.direction === "faking" ? "bad" : ""}` }, contrast.direction)),
      contrast.comparisons.filter((one) => one.first.present !== one.second.present).map((one) => h("p", { class: "note quiet" }, `${words(one.name)}: ${one.first.present ? contrast.levels[0] : contrast.levels[1]} only`))))));
}

function company(hidden) {
  if (hidden.why) return h("p", { class: "note quiet words" }, hidden.why);
  const rows = [
    ["audits", `${figure(100 * hidden.audit)} % of the seat’s mail, whatever it was told`],
    ...hidden.secrets.map((secret) => ["secret", `${words(secret.id)}: about ${secret.about.join(" and ")}; known to ${secret.known.join(", ")}`]),
    ...hidden.confidential.map((kept) => ["confidential", `${kept.title || words(kept.id)}${kept.files.length ? `: ${kept.files.join(", ")}` : ""}`]),
    ...hidden.coming.map((one) => [one.clock, `${one.who || "company"}: ${words(one.what)}`]),
  ];
  return h("section", { class: "stack tight-stack" }, h("h3", {}, "What the company hid, and what was to come"), h("dl", { class: "facts note" }, rows.map(([name, text]) => [h("dt", {}, name), h("dd", {}, text)])));
}
