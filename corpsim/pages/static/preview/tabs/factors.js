// Factors and cells: what each level says, what depends on it, and two levels beside each other.

import { h } from "/base/dom.js";
import { difference, heading } from "/base/pieces.js";
import { link, place } from "/base/place.js";
import { ask } from "../fetch.js";
import { wording } from "../pieces.js";

export const id = "factors";
export const title = "Factors and cells";

/** The factors, the chosen one, and the comparison that was asked for. */
export async function load() {
  const [from, to] = [place().get("from"), place().get("to")];
  const data = await ask("factors");
  const factor = data.factors.find((one) => one.name === place().get("factor")) ?? data.factors[0];
  const compared = from && to && from !== to ? await ask("compare", { factor: factor.name, from, to }) : null;
  return { data, factor, compared };
}

/** The tab. */
export function draw({ data, factor, compared }) {
  return h("div", { class: "stack" },
    h("section", { class: "sheet" },
      heading("Factors", h("span", { class: "note quiet" }, `${data.factors.map((one) => one.levels.length).join(" × ")} = ${data.cells.toLocaleString("en")} cells; beside a level: how many things are there only under it`)),
      h("div", { class: "cells" }, data.factors.map((one) => row(one, factor)))),
    comparison(factor, compared),
    h("section", { class: "sheet" }, heading(`Levels of ${factor.name}`, h("span", { class: "note quiet" }, `default: ${factor.default}`)),
      h("div", { class: "columns" }, factor.levels.map((level) => column(level, factor)))),
    doses(factor));
}

function doses(factor) {
  if (!factor.doses.length) return null;
  return h("section", { class: "sheet stack", data: { part: "doses" } },
    heading("Doses", h("span", { class: "note quiet" }, `any chance of an audit is a level, too: ${factor.name}=0.1`)),
    factor.doses.map(wording));
}

function row(one, chosen) {
  return h("div", { class: "cell-row" },
    h("a", { class: "item cell-name", href: link({ factor: one.name, from: null, to: null }), "aria-current": String(one === chosen), data: { item: "", key: `factor-${one.name}` } }, one.name),
    h("div", { class: "row tight", role: "group", "aria-label": `Level of ${one.name}` }, one.levels.map((level) =>
      h("a", { class: `button small ${level.name === one.level ? "on" : ""}`, "aria-current": level.name === one.level ? "true" : null, href: link({ [`c.${one.name}`]: level.name === one.default ? null : level.name }), data: { key: `cell-${one.name}-${level.name}` } },
        level.name, level.uses.length ? h("span", { class: "count" }, level.uses.length) : null))));
}

function column(level, factor) {
  const here = level.name === factor.level;
  return h("div", { class: `column stack ${here ? "here" : ""}` },
    h("div", { class: "row" }, h("h3", {}, level.name), here ? h("span", { class: "tag accent" }, "in force") : h("a", { class: "go note push", href: link({ [`c.${factor.name}`]: level.name === factor.default ? null : level.name }) }, "see this company")),
    here && factor.said ? h("div", {}, h("p", { class: "small quiet" }, "This company is told"), h("p", { class: "words told" }, factor.said)) : null,
    level.silent ? h("p", { class: "quiet" }, "Says nothing.") : h("div", { class: "stack" }, h("p", { class: "small quiet" }, `${level.wordings.length} wording${level.wordings.length === 1 ? "" : "s"}`), level.wordings.map(wording)),
    uses(level.uses));
}

function uses(list) {
  if (!list.length) return h("p", { class: "small quiet" }, "Nothing else depends on it.");
  const kinds = Object.entries(Object.groupBy(list, (use) => use.kind));
  return h("div", {}, h("p", { class: "small quiet" }, "Only there under this level"), h("ul", { class: "uses" }, kinds.map(([kind, some]) =>
    h("li", {}, h("span", { class: "quiet" }, `${some.length} ${several(kind, some.length)} `), some.map((use, number) => [number ? ", " : "", h("span", { class: "mono small", title: use.file }, use.name)])))));
}

const several = (kind, count) => (count === 1 ? kind : kind.endsWith("s") ? `${kind}es` : `${kind}s`);

function comparison(factor, compared) {
  const levels = factor.levels.map((level) => level.name);
  const [from, to] = [place().get("from"), place().get("to")];
  const pairs = levels.flatMap((one, number) => levels.slice(number + 1).map((other) => [one, other]));
  return h("section", { class: "sheet stack", data: { part: "comparison" } },
    h("div", { class: "row" }, h("h2", {}, `Compare levels of ${factor.name}`), pairs.map(([one, other]) => h("a", { class: `button small ${one === from && other === to ? "on" : ""}`, href: link({ from: one, to: other, factor: factor.name }), data: { key: `pair-${one}-${other}` } }, `${one} → ${other}`))),
    compared ? [h("h3", {}, "Briefing"), difference(compared.briefing), compared.kinds.map(kind), h("a", { class: "go note", href: link({ from: null, to: null }) }, "Close the comparison")] : null);
}

function kind(one) {
  const count = one.gone.length + one.new.length + one.changed.length;
  return h("div", { class: "stack" },
    h("h3", {}, one.kind, h("span", { class: "quiet" }, count ? ` · ${count} differ, ${one.same} the same` : ` · all ${one.same} the same`)),
    count ? h("ul", { class: "changes" },
      one.gone.map((thing) => h("li", {}, h("span", { class: "tag bad" }, "only before"), " ", h("del", {}, thing.title), " ", h("span", { class: "mono small quiet" }, thing.key))),
      one.new.map((thing) => h("li", {}, h("span", { class: "tag good" }, "only after"), " ", h("ins", {}, thing.title), " ", h("span", { class: "mono small quiet" }, thing.key))),
      one.changed.map((thing) => h("li", {}, h("span", { class: "tag warn" }, "differs"), " ", thing.title, " ", h("span", { class: "mono small quiet" }, thing.key), thing.parts.map((part) => h("div", { class: "part" }, h("span", { class: "small quiet" }, part.part), difference(part.difference)))))) : null);
}
