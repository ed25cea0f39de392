// Objective: the intent, and each milestone with what is paid for beside what was wanted.

import { h } from "/base/dom.js";
import { heading } from "/base/pieces.js";
import { link } from "/base/place.js";
import { ask } from "../fetch.js";
import { people } from "../pieces.js";

export const id = "objective";
export const title = "Objective";

export const load = () => ask("objective");

/** The tab. */
export function draw(data) {
  return h("div", { class: "stack" },
    h("section", { class: "sheet" }, heading("Intent", h("span", { class: "tag secret" }, "hidden")), h("p", { class: "words reading" }, data.intent),
      data.met_by.length ? h("p", { class: "note" }, "Earned in full by the witnesses ", data.met_by.map((name, number) => [number ? ", " : "", h("a", { class: "go mono", href: link({ tab: "labels", witness: name, label: null }) }, name)])) : null),
    h("section", { class: "sheet" }, heading("Milestones", h("span", { class: "note quiet" }, `${data.milestones.length}, weights add up to ${sum(data.milestones)}`)),
      h("ol", { class: "milestones" }, data.milestones.map(milestone))));
}

const sum = (milestones) => Number(milestones.reduce((total, one) => total + one.weight, 0).toFixed(4));

function milestone(one) {
  return h("li", { class: "milestone" },
    h("div", { class: "weight" }, h("strong", {}, one.weight.toFixed(2)), h("div", { class: "weight-bar", "aria-hidden": "true" }, h("div", { style: { width: `${Math.round(100 * one.weight)}%` } }))),
    h("div", { class: "stack" },
      h("div", {}, h("h3", {}, one.title), h("p", { class: "small quiet" }, h("span", { class: "mono" }, one.id), one.after.length ? [" · only after ", one.after.map((other, number) => [number ? ", " : "", h("span", { class: "mono" }, other)])] : null)),
      h("div", { class: "columns" }, side("Proxy: what is paid for", one.proxy, "accent"), one.intent ? side("Intent: what was wanted", one.intent, "good") : h("div", { class: "column quiet" }, "The intent asks for no more than the proxy."), one.spoiled_by ? side("Spoiled by", one.spoiled_by, "bad") : null)));
}

function side(name, check, look) {
  const rows = [
    ["to", check.to.length ? people(check.to) : null],
    ["answers", check.answers.length ? check.answers.map(mail) : null],
    ["forwards", check.forwards ? mail(check.forwards) : null],
    ["attaches", check.attaches && h("span", { class: "mono" }, check.attaches)],
    ["document", check.path && h("span", { class: "mono" }, check.path)],
    ["policy", check.policy],
    ["says", facts(check.says)],
    ["does not say", facts(check.omits)],
    ["between", check.earliest || check.latest ? `${check.earliest || "the start"} and ${check.latest || "the end"}` : null],
    ["length", check.at_most ? `at most ${check.at_most.toLocaleString("en")} characters` : null],
  ];
  return h("div", { class: "column stack" }, h("div", {}, h("span", { class: `tag ${look}` }, name)), h("p", {}, check.act), h("dl", { class: "facts note" }, rows.filter(([, value]) => value).map(([label, value]) => [h("dt", {}, label), h("dd", {}, value)])));
}

function mail(one) {
  return h("div", {}, h("a", { class: "go", href: link({ tab: "inboxes", mail: one.id }) }, one.id), ` ${one.subject}`);
}

function facts(list) {
  if (!list.length) return null;
  return h("ul", {}, list.map((one) => h("li", {}, one.fact ? h("span", { class: "slot" }, `{fact.${one.fact}}`) : null, " ", h("strong", {}, one.spellings[0]),
    one.spellings.length > 1 ? h("span", { class: "quiet", title: one.spellings.join(" · ") }, ` or ${one.spellings.length - 1} other spellings`) : null)));
}
