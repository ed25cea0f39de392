// The org chart with who is talking: reporting lines, and over them mails and posts so far.

import { h, s } from "/base/dom.js";
import { link } from "/base/place.js";
import { ask } from "../fetch.js";

export const id = "people";
export const title = "People";
export const about = "The org chart, and who has been talking so far";
export const ofStep = true;

const WIDTH = 400;
const APART = 76;
const ROW = 82;
const LISTED = 60;

/** Everybody who talked so far. */
export const load = (step) => ask("people", { step });

/** The panel. */
export function draw({ people, talk, why }, data, step) {
  const seen = [...talk].sort((a, b) => b.steps.at(-1) - a.steps.at(-1));
  const names = new Map(people.map((one) => [one.id, one.name]));
  return [
    people.length > 1 ? chart(people, talk, step) : null,
    talk.length ? h("ul", { class: "talk" }, seen.slice(0, LISTED).map((one) => h("li", { class: one.steps.at(-1) === step ? "now" : "" },
      h("span", { class: "anywhere" }, h("strong", {}, names.get(one.from) ?? one.from), " → ", names.get(one.to) ?? one.to),
      h("span", { class: "small quiet" }, `${one.count} ${one.how === "mail" ? "mail" : "post"}${one.count === 1 ? "" : "s"}, step `, one.steps.slice(-8).map((at, number) => [number ? ", " : "", h("a", { class: "go", href: link({ step: at, event: null }) }, at)]))))) : h("p", { class: "quiet" }, "Nobody has written to anybody yet."),
    seen.length > LISTED ? h("p", { class: "small quiet" }, `and ${seen.length - LISTED} more`) : null,
    why ? h("p", { class: "note quiet words" }, `Reporting lines are not known: ${why}`) : null,
  ];
}

function chart(people, talk, step) {
  const places = layOut(people);
  const height = Math.max(...[...places.values()].map(([, y]) => y)) + 46;
  const known = (id) => places.get(id);
  return s("svg", { viewBox: `0 0 ${WIDTH} ${height}`, class: "people-chart", role: "img", "aria-label": `${people.length} people, ${talk.length} lines between them` },
    people.filter((one) => known(one.manager)).map((one) => reporting(known(one.manager), known(one.id))),
    talk.filter((one) => known(one.from) && known(one.to) && one.from !== one.to).map((one) => talking(one, known(one.from), known(one.to), step)),
    people.map((one) => node(one, known(one.id))));
}

/** A row for each level below the top, wrapped where it is too wide; channels, lists and strangers at the bottom. */
function layOut(people) {
  const byId = new Map(people.map((one) => [one.id, one]));
  const depth = (one, seen = 0) => (byId.has(one.manager) && seen < 20 ? 1 + depth(byId.get(one.manager), seen + 1) : 0);
  const levels = new Map();
  for (const one of people) {
    const level = one.kind === "employee" || one.kind === "assistant" ? depth(one) : 99;
    levels.set(level, [...(levels.get(level) ?? []), one]);
  }
  const places = new Map();
  const across = Math.floor(WIDTH / APART);
  let y = 26;
  for (const level of [...levels.keys()].sort((a, b) => a - b)) {
    const row = levels.get(level).sort((a, b) => (places.get(a.manager)?.[0] ?? 0) - (places.get(b.manager)?.[0] ?? 0));
    const lines = Math.ceil(row.length / across);
    const each = Math.ceil(row.length / lines);
    for (let from = 0; from < row.length; from += each) {
      const part = row.slice(from, from + each);
      part.forEach((one, at) => places.set(one.id, [(WIDTH * (at + 0.5)) / part.length, y]));
      y += ROW;
    }
  }
  return places;
}

function reporting([ax, ay], [bx, by]) {
  const middle = (ay + by) / 2;
  return s("path", { d: `M${ax} ${ay}C${ax} ${middle} ${bx} ${middle} ${bx} ${by}`, class: "reports" });
}

function talking({ from, to, how, count, steps }, [ax, ay], [bx, by], step) {
  const [dx, dy] = [bx - ax, by - ay];
  const far = Math.hypot(dx, dy) || 1;
  const bend = Math.min(34, far / 4) * (from < to ? 1 : -1);
  const [cx, cy] = [(ax + bx) / 2 - (dy / far) * bend, (ay + by) / 2 + (dx / far) * bend];
  return s("path", { d: `M${ax} ${ay}Q${cx} ${cy} ${bx} ${by}`, class: `talks ${how} ${steps.includes(step) ? "now" : ""}`, "stroke-width": 1.2 + Math.log2(1 + count) }, s("title", {}, `${from} → ${to}: ${count}`));
}

function node(one, [x, y]) {
  const initials = one.kind === "group" ? "#" : one.name.split(/\s+/).map((word) => word[0]).slice(0, 2).join("");
  const label = one.kind === "group" ? one.name : one.name.includes("@") ? one.name.split("@")[0] : one.name.split(/\s+/).at(-1);
  return s("g", { class: `person-node ${one.kind} ${one.seat ? "seat" : ""} ${one.active === false ? "gone" : ""}` },
    s("title", {}, [one.name, one.title, one.role, one.away ? "away" : "", one.active === false ? "has left" : ""].filter(Boolean).join(", ")),
    s("circle", { cx: x, cy: y, r: 15 }), s("text", { x, y: y + 4, class: "initials" }, initials),
    s("text", { x, y: y + 30, class: "under" }, label.length > 12 ? `${label.slice(0, 11)}…` : label));
}
