// The episodes of a run, or the attempts that were set aside: filters beside a table of thousands of rows, and a search
// through all transcripts.

import { h, swap } from "/base/dom.js";
import { go, link, place } from "/base/place.js";
import { ask } from "./fetch.js";
import { chooseRows, clearFilters, drawFacets, isFiltered } from "./filters.js";
import { attempts, figure, labelChip, labelsShown, numberOf, outcome, searchField, snippet } from "./pieces.js";
import { virtualRows } from "./rows.js";
import { when } from "./runs.js";

const MOST_FACTORS = 4;
const LOOK_MS = 5000;
const NARROW = matchMedia("(max-width: 47.5rem)");

/** One page for each run. */
export const key = () => `table ${place().get("run")}`;

/** Open the table. */
export async function open() {
  const data = await ask("episodes");
  const most = Math.max(1e-9, ...data.episodes.map((row) => Math.abs(row.reward)));
  let shown = { columns: [], labels: null, found: null };
  let updating = 0;
  const rows = virtualRows((row) => drawRow(row, { ...shown, data, most }));
  const parts = { facets: h("aside", { class: "filters", "aria-label": "Filters" }), head: h("div", { class: "table-head" }), aside: asideNote(), columns: h("div", { class: "row-line head", role: "row" }), picked: h("div", { class: "picked-bar", hidden: true }), news: h("button", { class: "button small on", type: "button", hidden: true, on: { click: () => dispatchEvent(new Event("corpsim-reload")) } }, "More has been played. Read again ", h("kbd", {}, "r")) };
  const search = searchField("Search all transcripts");
  const element = h("div", { class: "table-page" },
    parts.facets,
    h("section", { class: "table-side", "aria-label": "Episodes" },
      h("div", { class: "table-top" }, h("div", { class: "search-wide" }, search), h("div", { class: "row" }, parts.head, parts.news)),
      parts.aside,
      h("div", { class: "table-scroll" }, h("div", { class: "grid", role: "table" }, parts.columns, rows.element)),
      parts.picked));

  async function update() {
    const find = place().get("find");
    if (document.activeElement !== search) search.value = find ?? "";
    element.classList.toggle("waiting", Boolean(find) && shown.found?.wanted !== find);
    const mine = ++updating;
    const aside = asideShown();
    const answers = await Promise.all([aside ? ask("attempts") : null, labelsShown() && !aside ? ask("labels") : null, find ? ask("search", { find, aside: aside ? 1 : null }) : null]);
    if (mine !== updating) return;
    const [tried, labels, found] = answers;
    const listed = tried ? { ...data, episodes: tried.attempts } : data;
    shown = { columns: columnsOf(data, { aside, labels }), labels, found };
    element.classList.remove("waiting");
    const choice = chooseRows(listed, labels, found);
    swap(parts.facets, h("details", { class: "fold-filters", open: !NARROW.matches || null, data: { key: "filters" } }, h("summary", {}, "Filters"), drawFacets(listed, labels, choice, { aside })), { keep: true });
    swap(parts.head, counts(listed, choice.rows, aside), { keep: true });
    parts.aside.hidden = !aside;
    element.style.setProperty("--columns", shown.columns.map((column) => column.width).join(" "));
    parts.columns.replaceChildren(...shown.columns.map(columnHead));
    element.classList.toggle("with-labels", Boolean(labels) || aside);
    rows.show(choice.rows, NARROW.matches ? (found ? 118 : labels || aside ? 92 : 72) : found ? 68 : 44);
    drawPicked(parts.picked, listed);
  }

  const watching = data.episodes.length < data.planned || data.episodes.some((row) => !row.final) ? setInterval(watch, LOOK_MS) : null;
  async function watch() {
    if (document.hidden) return;
    const { outcomes, set_aside: aside } = await ask("progress", {}, { anew: true }).catch(() => ({}));
    if (outcomes && (told(outcomes) !== told(countOutcomes(data)) || aside !== data.set_aside)) parts.news.hidden = false;
  }

  const move = (step) => rows.focus(rows.focused() < 0 ? 0 : rows.focused() + step);
  return {
    kind: "table", title: data.run, element, update,
    close: () => { rows.close(); clearInterval(watching); },
    up: () => ({ run: null }),
    escape: () => (isFiltered() ? (clearFilters(), true) : asideShown() && (toggleAside(), true)),
    keys: {
      j: () => move(1), k: () => move(-1),
      x: () => rows.focused() >= 0 && pick(rows.item(rows.focused()).id),
      a: () => (data.set_aside > 0 || asideShown()) && toggleAside(),
      c: () => picked().length > 0 && go(laid(picked())),
    },
  };
}

/** Whether the attempts that were set aside are shown in place of the episodes. */
const asideShown = () => place().has("aside");

/** From one to the other; what only the one has to filter and to pick goes. */
const toggleAside = () => go({ aside: asideShown() ? null : "1", pick: null, least: null, most: null, "f.outcome": null, "f.label": null, sort: null, down: null });

function asideNote() {
  return h("div", { class: "aside-note row", hidden: true },
    h("span", {}, "The model, the machine or a person stopped these attempts, and they were set aside to be played again. ", h("strong", {}, "They are in no rate.")),
    h("button", { class: "button small push", type: "button", on: { click: toggleAside } }, "Back to the episodes ", h("kbd", {}, "a")));
}

function columnsOf(data, { aside, labels }) {
  const factors = Object.keys(data.factors);
  const several = (name) => new Set(data.episodes.map((row) => row[name])).size > 1;
  return [
    { id: "pick", title: "", width: "2.25rem" },
    aside ? { id: "number", title: "Attempt", width: "6.5rem" } : { id: "number", title: "#", width: "3.75rem" },
    { id: "agent", title: "Agent", width: "minmax(9rem, 1.4fr)" },
    several("world") ? { id: "world", title: "World", width: "minmax(6rem, 0.8fr)" } : null,
    ...(factors.length > MOST_FACTORS ? [{ id: "condition", title: "Condition", width: "minmax(12rem, 2fr)" }] : factors.map((factor) => ({ id: `c.${factor}`, title: factor, width: "minmax(6.5rem, 0.8fr)" }))),
    several("seed") ? { id: "seed", title: "Seed", width: "4rem", right: true } : null,
    { id: "outcome", title: "Outcome", width: "7.5rem" },
    { id: "steps", title: "Steps", width: "4rem", right: true },
    ...(aside
      ? [{ id: "error", title: "What stopped it", width: "minmax(12rem, 2fr)" }, { id: "now", title: "Played again", width: "8rem" }]
      : [{ id: "reward", title: "Reward", width: "7.5rem", right: true }]),
    labels ? { id: "labels", title: "Labels", width: "minmax(11rem, 1.8fr)" } : null,
  ].filter(Boolean);
}

function countOutcomes({ episodes }) {
  const found = {};
  for (const { outcome: name } of episodes) found[name] = (found[name] ?? 0) + 1;
  return found;
}

const told = (outcomes) => JSON.stringify(Object.entries(outcomes).sort());

function columnHead(column) {
  if (column.id === "pick" || column.id === "condition") return h("span", { role: "columnheader" }, column.title);
  const by = place().get("sort") ?? "number";
  const down = place().has("down");
  const on = by === column.id;
  const sort = () => go({ sort: on && down ? null : column.id, down: (on && !down) || (!on && ["reward", "labels", "steps"].includes(column.id)) ? "1" : null }, { quietly: true });
  return h("span", { role: "columnheader", "aria-sort": on ? (down ? "descending" : "ascending") : "none", class: column.right ? "right" : "" },
    h("button", { class: `sort ${on ? "on" : ""}`, type: "button", data: { key: `sort-${column.id}` }, on: { click: sort } }, column.title, h("span", { "aria-hidden": "true" }, on ? (down ? " ↓" : " ↑") : "")));
}

function counts(data, shown, aside) {
  const total = data.episodes.length;
  const missing = aside ? 0 : data.planned - total;
  const what = aside ? " attempts" : " episodes";
  return h("div", { class: "row" },
    h("span", {}, h("strong", {}, shown.length.toLocaleString("en")), shown.length === total ? what : ` of ${total.toLocaleString("en")}${what}`),
    missing ? h("span", { class: "tag accent" }, `${missing.toLocaleString("en")} to come`) : null,
    data.set_aside && !aside ? h("button", { class: "button small", type: "button", title: "Attempts that were stopped and played again; in no rate (a)", data: { key: "aside" }, on: { click: toggleAside } }, `${attempts(data.set_aside)} set aside`) : null,
    isFiltered() ? h("button", { class: "button small", type: "button", data: { key: "clear" }, on: { click: clearFilters } }, "Clear filters") : null,
    h("details", { class: "same push", data: { key: "same" } }, h("summary", { class: "small quiet" }, "The same in all"),
      h("dl", { class: "facts sheet" }, h("dt", {}, "begun"), h("dd", {}, when(data.created)), h("dt", {}, "corpsim"), h("dd", {}, data.corpsim), data.model ? [h("dt", {}, "model"), h("dd", {}, data.model)] : null,
        Object.entries(data.same).map(([factor, level]) => [h("dt", {}, factor), h("dd", {}, level)]))));
}

const picked = () => place().getAll("pick");

/** The place in which what was picked stands beside each other, or in which to choose what one stands beside. */
const laid = ([one, other]) => ({ ep: one, vs: other ?? null, with: other ? null : "", pick: null });

function pick(id) {
  const now = picked();
  go({ pick: now.includes(id) ? now.filter((one) => one !== id) : [...now, id].slice(-2) }, { quietly: true });
}

function drawPicked(bar, data) {
  const chosen = picked().map((id) => data.episodes.find((row) => row.id === id)).filter(Boolean);
  bar.hidden = !chosen.length;
  if (!chosen.length) return;
  bar.replaceChildren(h("div", { class: "row" },
    h("span", {}, chosen.map((row) => `${numberOf(row)} ${row.agent}`).join(" and ")),
    chosen.length === 2
      ? h("a", { class: "button on", href: link(laid(picked())) }, "Lay beside each other ", h("kbd", {}, "c"))
      : [h("span", { class: "quiet" }, "Pick another one to lay them beside each other, or"), h("a", { class: "button", href: link(laid(picked())) }, "one of another run ", h("kbd", {}, "c"))],
    h("button", { class: "button push", type: "button", on: { click: () => go({ pick: null }, { quietly: true }) } }, "Unpick")));
}

function drawRow(row, around) {
  const { columns, found } = around;
  const hit = found?.episodes[row.id]?.[0];
  return h("div", { class: `row-line ${row.final ? "" : "dim"}`, role: "row" },
    columns.map((column) => h("span", { class: `cell ${column.id.replace(".", "-")} ${column.right ? "right" : ""} ${column.id.startsWith("c.") ? "factor" : ""}`, role: "cell", data: { name: column.title } }, cell(column, row, around))),
    hit ? h("span", { class: "hit", role: "cell" }, snippet(hit)) : null);
}

function cell({ id }, row, { data, labels, found, most }) {
  if (id === "pick") return h("input", { type: "checkbox", checked: picked().includes(row.id), "aria-label": `Pick ${row.id}`, on: { change: () => pick(row.id) } });
  if (id === "number") return h("span", { class: "mono quiet" }, row.attempt ? `${row.number}.${row.attempt}` : row.number);
  if (id === "agent") return h("a", { class: "cover clip", href: link({ ep: row.id, step: found?.episodes[row.id]?.[0].step ?? null, pick: null }), data: { key: row.id }, title: row.id }, h("strong", {}, row.agent), row.trial > 1 ? h("span", { class: "quiet" }, ` trial ${row.trial}`) : null, row.part ? h("span", { class: "tag" }, row.part) : null);
  if (id === "condition") return h("span", { class: "clip" }, Object.keys(data.factors).map((factor) => h("span", { class: "tag", title: factor }, `${factor} ${row.condition[factor] ?? "–"}`)));
  if (id.startsWith("c.")) return h("span", { class: "clip" }, row.condition[id.slice(2)] ?? "–");
  if (id === "outcome") return outcome(row.outcome, row.error || row.ended);
  if (id === "reward") return row.final ? [h("span", { class: "meter", "aria-hidden": "true", style: { "--share": `${(100 * Math.abs(row.reward)) / most}%` } }), h("span", { class: "mono" }, figure(row.reward))] : h("span", { class: "quiet" }, "–");
  if (id === "error") return h("span", { class: "clip quiet", title: row.error || null }, row.error || "the record breaks off");
  if (id === "now") return row.now ? outcome(row.now) : h("span", { class: "quiet" }, "not yet");
  if (id === "labels") return h("span", { class: "chips" }, (labels.episodes[row.id] ?? []).map((one) => labelChip(one)));
  if (id === "steps" && row.outcome === "unfinished") return h("span", { class: "quiet" }, "–");
  return h("span", { class: "mono" }, row[id]);
}
