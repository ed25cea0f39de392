// Which episodes of a run are shown, and in which order: everything of it stands in the place.

import { h, s } from "/base/dom.js";
import { go, place } from "/base/place.js";
import { eye } from "./top.js";
import { figure } from "./pieces.js";

const NONE = "(none)";
const COLUMNS = { number: (row) => row.number, agent: (row) => row.agent, world: (row) => row.world, seed: (row) => row.seed, outcome: (row) => row.outcome, steps: (row) => row.steps, reward: (row) => row.reward, error: (row) => row.error, now: (row) => row.now ?? "" };

/** What can be filtered by: a name, its title, the values of a row, and those that are chosen. */
function facetsOf(data, labels) {
  const facets = [
    { name: "agent", title: "Agent", of: (row) => [row.agent] },
    { name: "world", title: "World", of: (row) => [row.world] },
    { name: "part", title: "Part", of: (row) => [row.part] },
    ...Object.keys(data.factors).map((factor) => ({ name: `c.${factor}`, title: factor, of: (row) => [row.condition[factor] ?? "–"] })),
    { name: "outcome", title: "Outcome", of: (row) => [row.outcome] },
  ];
  if (labels) facets.push({ name: "label", title: "Labels present", of: (row) => { const found = labels.episodes[row.id] ?? []; return found.length ? found.map((one) => one.name) : [NONE]; } });
  return facets.map((facet) => ({ ...facet, on: place().getAll(`f.${facet.name}`) }));
}

/** The rows that fit, in order. `found` holds the episodes that a search found, or is null. */
export function chooseRows(data, labels, found) {
  const facets = facetsOf(data, labels);
  const [least, most] = ["least", "most"].map((name) => (place().has(name) ? Number(place().get(name)) : null));
  const fits = (row, but = "") =>
    facets.every((facet) => facet.name === but || !facet.on.length || facet.of(row).some((value) => facet.on.includes(value))) &&
    (least === null || row.reward >= least) && (most === null || row.reward <= most) && (!found || found.episodes[row.id]);
  const rows = data.episodes.filter((row) => fits(row));
  return { rows: sorted(rows, labels), facets, fits };
}

function sorted(rows, labels) {
  const by = place().get("sort") ?? "number";
  const read = by === "labels" ? (row) => (labels?.episodes[row.id] ?? []).length : by.startsWith("c.") ? (row) => row.condition[by.slice(2)] ?? "" : COLUMNS[by] ?? COLUMNS.number;
  const sign = place().has("down") ? -1 : 1;
  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  return [...rows].sort((a, b) => sign * compare(read(a), read(b)) || a.number - b.number || a.attempt - b.attempt);
}

/** Whether anything is filtered. */
export function isFiltered() {
  return [...place().keys()].some((name) => name.startsWith("f.") || ["least", "most", "find"].includes(name));
}

/** Show everything again. */
export function clearFilters() {
  const gone = [...place().keys()].filter((name) => name.startsWith("f.") || ["least", "most", "find"].includes(name));
  go(Object.fromEntries(gone.map((name) => [name, null])));
}

/** The filters, each value with how many episodes it would show. */
export function drawFacets(data, labels, { facets, fits }, { aside }) {
  return h("div", { class: "facets" },
    facets.map((facet) => drawFacet(data, facet, fits)),
    rewards(data),
    labels || aside ? null : h("section", { class: "facet" }, h("h3", {}, "Labels"),
      h("button", { class: "button hide-note", type: "button", on: { click: () => go({ labels: "1" }, { quietly: true }) } }, eye(false), "Hidden. Show them")));
}

function drawFacet(data, facet, fits) {
  const counts = new Map();
  const all = new Set(data.episodes.flatMap((row) => facet.of(row)));
  if (all.size < 2) return null;
  for (const row of data.episodes) if (fits(row, facet.name)) for (const value of facet.of(row)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = Math.max(1, ...counts.values());
  const { on } = facet;
  const toggle = (value) => go({ [`f.${facet.name}`]: on.includes(value) ? on.filter((one) => one !== value) : [...on, value] }, { quietly: true });
  return h("section", { class: "facet" },
    h("h3", {}, facet.title),
    h("ul", {}, [...all].map((value) => h("li", {},
      h("button", { class: "choice", type: "button", "aria-pressed": String(on.includes(value)), data: { key: `f.${facet.name}.${value}` }, style: { "--share": `${(100 * (counts.get(value) ?? 0)) / most}%` }, on: { click: () => toggle(value) } },
        h("span", { class: "box", "aria-hidden": "true" }), h("span", { class: "clip" }, value.replaceAll("_", " ") || "–"), h("span", { class: "count" }, (counts.get(value) ?? 0).toLocaleString("en")))))));
}

/** The rewards as a small picture, and the least and the most to show. */
function rewards(data) {
  const values = data.episodes.filter((row) => row.final).map((row) => row.reward);
  if (new Set(values).size < 2) return null;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const bins = new Array(24).fill(0);
  for (const value of values) bins[Math.min(23, Math.floor((24 * (value - low)) / (high - low)))] += 1;
  const tallest = Math.max(...bins);
  const field = (name, label, hint) => h("input", { class: "field", type: "number", step: "any", value: place().get(name) ?? "", placeholder: hint, "aria-label": label, data: { key: name }, on: { change: (event) => go({ [name]: event.target.value || null }, { quietly: true }) } });
  return h("section", { class: "facet" }, h("h3", {}, "Reward"),
    s("svg", { viewBox: "0 0 240 40", class: "histogram", preserveAspectRatio: "none", "aria-hidden": "true" }, bins.map((count, at) => s("rect", { x: at * 10 + 1, width: 8, y: 40 - (38 * Math.sqrt(count)) / Math.sqrt(tallest), height: (38 * Math.sqrt(count)) / Math.sqrt(tallest), rx: 1.5 }))),
    h("div", { class: "row nowrap" }, field("least", "Least reward", figure(low)), h("span", { class: "quiet" }, "to"), field("most", "Most reward", figure(high))));
}
