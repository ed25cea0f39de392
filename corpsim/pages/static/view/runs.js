// All runs: what was played in each, how far it came, how it came out.

import { h } from "/base/dom.js";
import { empty } from "/base/pieces.js";
import { link } from "/base/place.js";
import { ask } from "./fetch.js";
import { attempts, figure, outcomeColour, path } from "./pieces.js";

/** This page is the same wherever one comes from. */
export const key = () => "runs";

/** Open the list. */
export async function open() {
  const { runs, folders } = await ask("runs");
  return {
    kind: "runs", title: "Runs",
    element: h("div", { class: "column" },
      h("div", { class: "row heading" }, h("h1", {}, "Runs"), h("span", { class: "quiet" }, `${runs.length} below ${folders.join(", ")}`)),
      runs.length ? h("ul", { class: "run-list" }, runs.map(card)) : nothing(folders)),
  };
}

function nothing(folders) {
  return empty(h("span", {}, `There is no run below ${folders.join(" or ")} yet. `, h("code", {}, "corpsim demo"), " plays one in a few seconds."));
}

function card(run) {
  if (run.error) return h("li", { class: "run-card broken" }, h("div", {}, h("strong", { class: "anywhere" }, run.run), h("p", { class: "note words bad-text" }, run.error)));
  return h("li", { class: "run-card" },
    h("div", { class: "run-name" }, h("a", { class: "cover anywhere", href: link({ run: run.run }, new URLSearchParams()), data: { item: "" } }, path(run.run)), h("span", { class: "small quiet" }, when(run.created))),
    h("div", {}, h("div", {}, run.worlds.join(", ")), h("div", { class: "small quiet" }, "world")),
    h("div", {}, h("div", { class: "anywhere" }, some(run.agents), run.model ? h("span", { class: "tag" }, run.model) : null), h("div", { class: "small quiet" }, run.agents.length === 1 ? "agent" : `${run.agents.length} agents`)),
    h("div", { class: "run-how" }, fill(h("div", { class: "run-how-in" }, h("div", { class: "progress" })), run)));
}

/** How far a run came is asked for by itself: to look through thousands of episodes takes seconds. */
function fill(place, run) {
  ask("progress", { run: run.run }).then((told) => place.replaceChildren(
    h("div", { class: "run-progress" }, progress(run, told), h("div", { class: "small quiet" }, outcomes(run, told))),
    h("div", { class: "run-reward" }, h("div", { class: "mono" }, [...new Set(told.rewards.map(figure))].join(" to ") || "–"), h("div", { class: "small quiet" }, "rewards"))),
  (error) => place.replaceChildren(h("p", { class: "note words bad-text" }, error.message)));
  return place;
}

function some(names) {
  return names.length > 4 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
}

function progress(run, told) {
  return h("div", { class: "progress", role: "img", "aria-label": `${told.played} of ${run.planned} episodes` },
    Object.entries(told.outcomes).map(([name, count]) => h("span", { class: outcomeColour(name), style: { "--share": `${(100 * count) / run.planned}%` } })));
}

function outcomes(run, told) {
  const words = Object.entries(told.outcomes).map(([name, count]) => `${count.toLocaleString("en")} ${name.replaceAll("_", " ")}`);
  const left = run.planned - Object.values(told.outcomes).reduce((sum, count) => sum + count, 0);
  const aside = told.set_aside ? `${attempts(told.set_aside)} set aside` : "";
  return [...words, left ? `${left.toLocaleString("en")} to come` : "", aside].filter(Boolean).join(" · ");
}

/** A moment as its day and minute, in the reader's own time. */
export function when(iso) {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : time.toLocaleString("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
}
