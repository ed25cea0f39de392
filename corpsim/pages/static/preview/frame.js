// What stands around the tabs: the side with the tabs, the bar with company, seed and condition, the problems.

import { h, s } from "/base/dom.js";
import { helpOf, logo, standingButtons } from "/base/pieces.js";
import { go, link, place } from "/base/place.js";

const ICONS = {
  overview: "M3 3h7v7H3zM14 3h7v4h-7zM14 11h7v10h-7zM3 14h7v7H3z",
  chart: "M9 3h6v5H9zM3 16h6v5H3zM15 16h6v5h-6zM12 8v4M6 16v-4h12v4",
  inboxes: "M3 13l3-9h12l3 9v7H3zM3 13h5l1.500 3h5l1.500-3h5",
  documents: "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
  registers: "M4 4h16v16H4zM4 9h16M4 14.500h16M9.500 9v11",
  day: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.500 2",
  factors: "M4 7h10M18 7h2M4 17h2M10 17h10M16 4.500v5M8 14.500v5",
  objective: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z",
  labels: "M3 12V3h9l9 9-9 9zM8 8h.01",
  habits: "M4 12a8 8 0 0 1 13.700-5.600M20 12a8 8 0 0 1-13.700 5.600M18 2v5h-5M6 22v-5h5",
};

/** The side: whose page this is, the tabs, and what is always at hand. */
export function drawSide(standing, tabs, current, connected) {
  const broken = standing.problems.length > 0;
  return h("div", { class: "side-in" },
    h("div", { class: "brand" },
      logo(),
      h("div", { class: "anywhere" }, h("div", { class: "world-name" }, standing.world?.name ?? "preview"), h("div", { class: "small quiet" }, "CorpSim preview")),
    ),
    h("nav", { class: "tabs", "aria-label": "Views", data: { scroll: "tabs" } }, tabs.map((tab, number) =>
      h("a", { class: "tab", href: link({ tab: tab.id, find: null }), "aria-current": tab.id === current ? "page" : null, data: { key: `tab-${tab.id}` } },
        s("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, s("path", { d: ICONS[tab.id] })),
        h("span", {}, tab.title), h("kbd", { "aria-hidden": "true" }, (number + 1) % 10)))),
    h("div", { class: "foot" },
      h("p", { class: `live ${!connected ? "off" : broken ? "broken" : ""}`, role: "status" },
        !connected ? "Not connected" : broken ? "Waiting for it to be mended" : "Reloads as you type"),
      standingButtons()));
}

/** The bar: which company this is, and the condition it is under. */
export function drawBar(standing, overview) {
  const { world } = standing;
  if (!world) return h("div", { class: "bar-in" }, h("h1", {}, "No world to show yet"));
  const seed = Number(place().get("seed") ?? 0);
  const chosen = overview?.condition ?? {};
  return h("div", { class: "bar-in" },
    h("div", { class: "row bar-head" },
      h("h1", { class: "anywhere" }, overview?.company.name ?? world.title),
      h("span", { class: "tag secret", title: "Secrets, objective and labels are shown here to the author. No agent ever sees this page." }, "Author’s view", h("span", { class: "wide-only" }, " · hidden things included")),
      h("div", { class: "seed push" },
        seedStep(seed - 1, "Previous seed", "‹"),
        h("label", { class: "row" }, h("span", { class: "quiet" }, "Seed"),
          h("input", { class: "field seed-field", type: "number", min: 0, value: seed, data: { key: "seed" }, on: { change: (event) => toSeed(Number(event.target.value)) } })),
        seedStep(seed + 1, "Next seed", "›"))),
    condition(world.factors, chosen));
}

/** A level for every factor; on a narrow screen behind a button. */
function condition(factors, chosen) {
  const changed = factors.filter((factor) => (chosen[factor.name] ?? factor.default) !== factor.default);
  const open = place().has("levels");
  return h("div", { class: `levels ${open ? "open" : ""}` },
    h("button", { class: "button small fold-levels", type: "button", "aria-expanded": String(open), data: { key: "levels" }, on: { click: () => go({ levels: open ? null : "1" }, { quietly: true }) } },
      `Condition: ${changed.map((factor) => `${factor.name} ${chosen[factor.name]}`).join(", ") || "all default"}`),
    factors.map((factor) => levelPicker(factor, chosen[factor.name])),
    changed.length ? h("a", { class: "go note", href: link(Object.fromEntries(factors.map((factor) => [`c.${factor.name}`, null]))), data: { key: "reset" } }, "Reset") : null);
}

function seedStep(seed, label, sign) {
  return h("button", { class: "button step", type: "button", "aria-label": label, disabled: seed < 0, data: { key: label }, on: { click: () => toSeed(seed) } }, sign);
}

/** Go to the company of a seed. */
export function toSeed(seed) {
  if (Number.isSafeInteger(seed) && seed >= 0) go({ seed: seed || null });
}

function levelPicker(factor, level = factor.default) {
  const choose = (event) => go({ [`c.${factor.name}`]: event.target.value === factor.default ? null : event.target.value });
  return h("label", { class: `level ${level === factor.default ? "" : "on"}` },
    h("span", {}, factor.name),
    h("select", { data: { key: `level-${factor.name}` }, on: { change: choose } },
      factor.levels.map((one) => h("option", { value: one, selected: one === level }, one))));
}

/** What is wrong with the world on disk, all of it. */
export function drawProblems(standing) {
  const count = standing.problems.length;
  return h("div", { class: "problems-in" },
    h("div", { class: "row" },
      h("h2", {}, `${count} problem${count === 1 ? "" : "s"} in this world`),
      h("span", { class: "quiet" }, standing.good ? "Below is the last version that was in order." : "There is nothing to show until it is mended.")),
    h("ol", { class: "stack", data: { scroll: "problems" } }, standing.problems.map((problem) =>
      h("li", { class: "problem" },
        h("p", { class: "row" }, h("strong", { class: "mono anywhere" }, [problem.path, problem.line || null, problem.column || null].filter((x) => x !== null).join(":")),
          h("span", { class: "words" }, problem.message)),
        problem.source ? h("pre", { class: "pre" }, h("span", { class: "quiet", "aria-hidden": "true" }, `${problem.line} │ `), problem.source, problem.column ? caret(problem) : null) : null))));
}

/** A sign below the column that is meant. */
function caret(problem) {
  return h("span", { class: "caret", "aria-hidden": "true" }, `\n${" ".repeat(`${problem.line} │ `.length + problem.column - 1)}▲`);
}

/** What the keys do. */
export function drawHelp() {
  const keys = [["1 … 9  0", "the tabs, in order"], ["j  k", "next and previous item of a list"], ["Enter", "open it"], ["/", "search"], ["[  ]", "previous and next seed"], ["t", "light or dark"], ["Esc", "close a search or this"], ["?", "this"]];
  return helpOf(keys, "Everything you chose, from the seed to the open mail, is in the address of this page: it survives a reload and can be bookmarked.");
}
