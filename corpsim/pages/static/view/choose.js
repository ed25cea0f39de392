// What to lay an episode beside: a run, and one of its episodes, those of the same company first.

import { h, swap } from "/base/dom.js";
import { go, link, place } from "/base/place.js";
import { ask } from "./fetch.js";
import { figure, numberOf, outcome, path } from "./pieces.js";
import { virtualRows } from "./rows.js";

const MOST_RUNS = 200;
const NARROW = matchMedia("(max-width: 47.5rem)");
const COLUMNS = ["3.75rem", "minmax(9rem, 1fr)", "minmax(14rem, 2.4fr)", "7.5rem", "4rem", "5rem"];

/** One page for each episode; which run is looked into moves within it. */
export const key = () => `choose ${place().get("run")} ${place().get("ep")}`;

/** Open it. */
export async function open() {
  const [mine, { runs }] = await Promise.all([ask("opening"), ask("beside")]);
  const rows = virtualRows((row) => drawRow(row));
  const side = h("aside", { class: "filters", "aria-label": "Runs" });
  const head = h("div", { class: "table-head" });
  let of = "";
  let wanted = "";
  const element = h("div", { class: "table-page choose", style: { "--columns": COLUMNS.join(" ") } }, side,
    h("section", { class: "table-side", "aria-label": "Episodes" },
      h("div", { class: "choose-top" }, h("h1", {}, "What to lay beside ", h("span", { class: "nowrap" }, numberOf(mine)), h("span", { class: "quiet light anywhere" }, ` ${mine.agent}, ${mine.world} seed ${mine.seed}`)), head),
      h("div", { class: "table-scroll" }, h("div", { class: "grid", role: "table" },
        h("div", { class: "row-line head", role: "row" }, ["#", "Agent", "What differs", "Outcome", "Steps", "Reward"].map((title, at) => h("span", { role: "columnheader", class: at > 3 ? "right" : "" }, title))),
        rows.element))));

  async function update() {
    of = place().get("with") || runs[0]?.run || mine.run;
    drawRuns();
    const asked = of;
    const { episodes } = await ask("candidates", { vsrun: of });
    if (asked !== of) return;
    const alike = episodes.filter((row) => !row.differs.some((one) => ["world", "seed"].includes(one.name))).length;
    head.replaceChildren(h("p", { class: "note quiet anywhere" }, `${episodes.length.toLocaleString("en")} of `, h("strong", {}, path(of)), `, ${alike.toLocaleString("en")} of the same world and seed`));
    rows.show(episodes, NARROW.matches ? 84 : 44);
  }

  function drawRuns() {
    const fitting = runs.filter((run) => run.run.toLowerCase().includes(wanted.toLowerCase()));
    const listed = fitting.slice(0, MOST_RUNS);
    swap(side, h("details", { class: "fold-filters", open: !NARROW.matches || null, data: { key: "runs" } }, h("summary", {}, "Run: ", of),
      h("div", { class: "facets" },
        runs.length > 12 ? h("input", { class: "field", type: "search", placeholder: "Find a run", "aria-label": "Find a run", value: wanted, data: { key: "wanted", search: "" }, on: { input: (event) => { wanted = event.target.value; drawRuns(); } } }) : null,
        group("Of the same world and seed", listed.filter((run) => run.alike)), group("Other runs", listed.filter((run) => !run.alike)),
        fitting.length > listed.length ? h("p", { class: "small quiet" }, `and ${(fitting.length - listed.length).toLocaleString("en")} more`) : null)), { keep: true });
  }

  function group(title, some) {
    if (!some.length) return null;
    return h("section", { class: "facet" }, h("h3", {}, title), h("ul", {}, some.map((run) => h("li", {},
      h("button", { class: "choice", type: "button", title: run.run, "aria-pressed": String(run.run === of), data: { key: `run.${run.run}` }, on: { click: () => go({ with: run.run }, { quietly: true }) } },
        h("span", { class: "run-label" }, run.own ? "this run" : path(run.run)), h("span", { class: "count nowrap" }, run.alike ? `${run.alike} of ${run.planned}` : run.planned))))));
  }

  function drawRow(row) {
    const to = { vs: row.id, vsrun: of === mine.run ? null : of, with: null };
    const cells = [
      ["number", h("span", { class: "mono quiet" }, row.number)],
      ["agent", h("a", { class: "cover clip", href: link(to), data: { key: row.id }, title: row.id }, h("strong", {}, row.agent))],
      ["differs", differences(row.differs)],
      ["outcome", outcome(row.outcome, row.error || row.ended)],
      ["steps right", h("span", { class: "mono" }, row.steps)],
      ["reward right", h("span", { class: "mono" }, row.final ? figure(row.reward) : "–")],
    ];
    return h("div", { class: `row-line ${row.final ? "" : "dim"}`, role: "row" }, cells.map(([name, content]) => h("span", { class: `cell ${name}`, role: "cell", data: { name: name.split(" ")[0] } }, content)));
  }

  const move = (by) => rows.focus(rows.focused() < 0 ? 0 : rows.focused() + by);
  return {
    kind: "table", title: `Beside ${numberOf(mine)}`, crumb: `${numberOf(mine)} beside …`, element, update,
    close: () => rows.close(), up: () => ({ with: null }), keys: { j: () => move(1), k: () => move(-1) },
  };
}

/** What is another thing there than here. */
function differences(list) {
  if (!list.length) return h("span", { class: "quiet" }, "nothing that was asked for");
  return h("span", { class: "clip", title: list.map((one) => `${one.name}: ${one.here} → ${one.there}`).join("\n") }, list.map((one) => h("span", { class: `tag ${["world", "seed"].includes(one.name) ? "warn" : "accent"}` }, `${one.name} ${one.there}`)));
}
