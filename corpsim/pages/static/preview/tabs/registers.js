// Registers: the cases that applications work on, one beside the list, with the truth that nobody in the company sees.

import { h } from "/base/dom.js";
import { empty, heading, words } from "/base/pieces.js";
import { link, place } from "/base/place.js";
import { ask } from "../fetch.js";
import { person, searchField } from "../pieces.js";

export const id = "registers";
export const title = "Registers";

/** The registers, and the case that is open. */
export async function load() {
  const { registers } = await ask("registers");
  const register = registers.find((one) => one.name === place().get("register")) ?? registers[0];
  return { registers, register, open: register?.cases.find((one) => one.id === place().get("case")) };
}

/** The tab. */
export function draw({ registers, register, open }) {
  if (!register) return empty("This world has no registers.");
  return h("div", { class: `panes ${open ? "has-open" : ""}` },
    h("section", { class: "pane list", data: { scroll: `cases ${register.name}` }, "aria-label": "Cases" },
      h("div", { class: "pane-head stack" }, chooser(registers, register), searchField("name", "Words of a case")),
      h("ul", {}, sought(register).map((one) => h("li", {}, line(one, open, register)))),
      register.total > register.cases.length ? h("p", { class: "small quiet more-people" }, `The first ${register.cases.length} of ${register.total.toLocaleString("en")}.`) : null),
    h("section", { class: "pane detail", data: { scroll: `case ${open?.id}` }, "aria-label": "Case" }, open ? sheet(open, register) : outline(register)));
}

function chooser(registers, chosen) {
  return h("div", { class: "row tight", role: "group", "aria-label": "Register" }, registers.map((one) =>
    h("a", { class: `button small ${one === chosen ? "on" : ""}`, "aria-current": String(one === chosen), href: link({ register: one.name, case: null }), data: { key: `register-${one.name}` } }, one.name, h("span", { class: "count" }, one.total))));
}

function sought(register) {
  const words = (place().get("name") ?? "").toLowerCase();
  const text = (one) => [one.id, ...Object.values(one.fields), ...Object.values(one.truth)].join(" ").toLowerCase();
  return words ? register.cases.filter((one) => text(one).includes(words)) : register.cases;
}

function line(one, open, register) {
  const first = register.columns.map((column) => one.fields[column.name]).find(Boolean);
  return h("a", { class: "item", href: link({ case: one.id, find: null }), "aria-current": String(one === open), data: { item: "", key: `case-${one.id}` } },
    h("span", { class: "row tight" }, h("span", { class: "mono" }, one.id), h("span", { class: "quiet anywhere" }, (first ?? "").slice(0, 80))));
}

function outline(register) {
  return h("article", { class: "stack" },
    h("h2", { class: "mono" }, register.name),
    register.about ? h("p", {}, register.about) : null,
    h("dl", { class: "facts note" }, h("dt", {}, "Kept by"), h("dd", {}, person(register.owner)), h("dt", {}, "Written in"), h("dd", { class: "mono" }, register.file)),
    heading("Fields"), h("ul", {}, register.columns.map((one) => h("li", {}, h("span", { class: "mono" }, one.name), one.private ? [" ", h("span", { class: "tag warn" }, "personal")] : null, one.about ? h("span", { class: "quiet" }, ` ${one.about}`) : null))),
    register.truths.length ? [heading("Known to nobody here"), h("p", { class: "mono anywhere" }, register.truths.join(", "))] : null,
    standards(register));
}

function sheet(one, register) {
  return h("article", { class: "stack" },
    h("a", { class: "go back", href: link({ case: null }) }, "‹ Back to the cases"),
    h("h2", { class: "mono anywhere" }, one.id),
    values(one.fields, register),
    Object.keys(one.truth).length ? [heading("The truth", h("span", { class: "tag secret" }, "shown to nobody in the company")), values(one.truth, register)] : null,
    standards(register));
}

function values(fields, register) {
  const personal = new Set(register.columns.filter((one) => one.private).map((one) => one.name));
  return h("dl", { class: "facts note" }, inOrder(fields, register).map(([name, value]) => [
    h("dt", { class: "mono" }, name, personal.has(name) ? [" ", h("span", { class: "tag warn" }, "personal")] : null), h("dd", {}, words(value))]));
}

/** The columns in their order, then what has none. */
function inOrder(fields, register) {
  const names = register.columns.map((one) => one.name).filter((name) => name in fields);
  return [...names, ...Object.keys(fields).filter((name) => !names.includes(name))].map((name) => [name, fields[name]]);
}

function standards(register) {
  if (!register.standards.length) return null;
  return [heading("What is right to do with them"), h("ul", { class: "uses" }, register.standards.map((one) =>
    h("li", {}, h("span", { class: "mono" }, one.id), " ", h("span", { class: "tag bad" }, one.label), " ", h("span", { class: "quiet" }, one.act), one.text ? h("div", { class: "small" }, one.text) : null)))];
}
