// Org chart: a tree of which only what is opened is asked for; somebody chosen stands beside it.

import { h } from "/base/dom.js";
import { heading } from "/base/pieces.js";
import { go, link, place } from "/base/place.js";
import { ask } from "../fetch.js";
import { people, person, searchField } from "../pieces.js";

export const id = "chart";
export const title = "Org chart";

const opened = () => place().getAll("open");
const shut = () => place().getAll("shut");

/** The tree with its open branches, the person beside it, those found. Whoever is looked at has their line opened. */
export async function load() {
  const [who, find] = [place().get("person"), place().get("find")];
  const [looked, found] = await Promise.all([who ? ask("person", { id: who }).catch(() => null) : null, find ? ask("people", { find }) : null]);
  const above = looked ? looked.chain.map((badge) => badge.id) : [];
  const open = [...new Set([...opened(), ...above])].filter((one) => !shut().includes(one));
  const tree = await ask("chart", { open });
  const shape = place().has("shape") ? await ask("shape") : null;
  return { tree, looked, found, shape };
}

/** The tab. */
export function draw({ tree, looked, found, shape }) {
  return h("div", { class: `panes ${looked ? "has-open" : ""}` },
    h("section", { class: "pane list", data: { scroll: "tree" }, "aria-label": "Org chart" },
      h("div", { class: "pane-head stack" },
        h("div", { class: "row" }, h("strong", {}, `${tree.headcount.toLocaleString("en")} employees`), h("span", { class: "push note" }, measure(shape))),
        searchField("find", "Search people: name, role, title, department")),
      found ? results(found) : [
        h("ul", { class: "tree", "aria-label": "Reporting lines" }, tree.tops.map((node) => branch(node, tree))),
        tree.joining.length ? [h("h3", { class: "group" }, "Joins during the day"), h("ul", { class: "tree" }, tree.joining.map((node) => branch(node, tree)))] : null,
        tree.others.length ? [h("h3", { class: "group" }, "Mailboxes and people outside"), h("ul", { class: "tree" }, tree.others.map((node) => branch(node, tree)))] : null,
      ]),
    h("section", { class: "pane detail", data: { scroll: `person ${looked?.id}` }, "aria-label": "Person" }, looked ? about(looked) : h("p", { class: "empty" }, "Choose somebody to see their place, their day and their mailbox.")));
}

function measure(shape) {
  if (!shape) return h("a", { class: "go", href: link({ shape: "1" }) }, "Measure depth and spans");
  return h("span", { class: "quiet" }, `${shape.depth} levels · ${shape.managers.toLocaleString("en")} managers · span ${shape.span.median} median, ${shape.span.most} most`);
}

function branch(node, tree) {
  const below = shut().includes(node.id) ? null : tree.branches[node.id];
  const others = (list) => list.filter((one) => one !== node.id);
  const toggle = () => go(below ? { open: others(opened()), shut: [...shut(), node.id] } : { open: [...opened(), node.id], shut: others(shut()) }, { quietly: true });
  return h("li", {},
    h("div", { class: "node" },
      node.reports
        ? h("button", { class: "toggle", type: "button", "aria-expanded": String(Boolean(below)), "aria-label": `Reports of ${node.name}`, data: { key: `open-${node.id}` }, on: { click: toggle } }, below ? "▾" : "▸")
        : h("span", { class: "toggle", "aria-hidden": "true" }, "·"),
      line(node, toggle)),
    below ? h("ul", {}, below.people.map((one) => branch(one, tree)),
      below.total > below.people.length ? h("li", { class: "small quiet more-people" }, `… and ${(below.total - below.people.length).toLocaleString("en")} more; search for them`) : null) : null);
}

function line(node, toggle) {
  const arrows = (event) => {
    if ((event.key === "ArrowRight" || event.key === "ArrowLeft") && node.reports && toggle) {
      const open = event.currentTarget.closest("li").querySelector(":scope > ul");
      if (Boolean(open) === (event.key === "ArrowLeft")) toggle();
      event.preventDefault();
    }
  };
  return h("a", { class: "item", href: link({ person: node.id, find: null }), "aria-current": String(place().get("person") === node.id), data: { item: "", key: `node-${node.id}` }, on: { keydown: arrows } },
    h("span", { class: "row tight" }, h("strong", {}, node.name), node.role ? h("span", { class: "tag role" }, node.role) : null, marks(node)),
    h("span", { class: "small quiet" }, [node.title || node.kind, node.department, node.site, node.reports ? `${node.reports} report${node.reports === 1 ? "" : "s"}` : ""].filter(Boolean).join(" · ")));
}

function marks(node) {
  return [
    node.seat ? h("span", { class: "tag accent" }, "seat") : null,
    node.joins ? h("span", { class: "tag good" }, "joins") : null,
    node.away ? h("span", { class: "tag" }, `away until ${node.away.until}`) : null,
    node.changes.map((change) => h("span", { class: "tag warn", title: change.text }, `${change.time} ${change.kind}`)),
  ];
}

function results(found) {
  return h("ul", { "aria-label": "People found" },
    found.people.map((one) => h("li", {}, line(one))),
    found.total > found.people.length ? h("li", { class: "small quiet more-people" }, `The first ${found.people.length} of ${found.total.toLocaleString("en")}.`) : null,
    found.people.length ? null : h("li", { class: "empty" }, "Nobody fits."));
}

function about(one) {
  const rows = [
    ["Title", one.title || one.kind], ["Department", one.department], ["Unit", one.unit], ["Site", one.site], ["Since", one.since],
    ["Address", one.email], ["Phone", one.phone],
    ["Reports to", one.chain.length ? people(one.chain) : ""], ["Also to", one.also ? person(one.also) : ""],
    ["Away", one.away ? [`until ${one.away.until}`, one.away.delegate ? [", ", person(one.away.delegate), " stands in"] : ""] : ""],
  ];
  return h("div", { class: "stack" },
    h("a", { class: "go back", href: link({ person: null }) }, "‹ Back to the chart"),
    heading(one.name, one.role ? h("span", { class: "tag role" }, one.role) : null),
    h("dl", { class: "facts" }, rows.filter(([, value]) => value).map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])),
    one.changes.length ? [h("h3", {}, "During the day"), h("ul", {}, one.changes.map((change) => h("li", {}, h("span", { class: "mono small quiet" }, `${change.time} `), change.text)))] : null,
    one.meetings.length ? [h("h3", {}, "Calendar"), h("ul", {}, one.meetings.map((meeting) => h("li", {}, h("span", { class: "mono small quiet" }, `${meeting.time} `), meeting.subject)))] : null,
    h("div", { class: "row" },
      h("a", { class: "button", href: link({ tab: "inboxes", of: one.id, mail: null }) }, `Mailbox (${one.mails.toLocaleString("en")})`),
      h("a", { class: "button", href: link({ tab: "documents", of: one.id }) }, "Documents as this person"),
      one.role ? h("a", { class: "button", href: link({ tab: "habits", who: one.id }) }, "Habits") : null));
}
