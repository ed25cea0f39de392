// The day: a time line of everything that is coming, and the same as a list.

import { h } from "/base/dom.js";
import { heading, words } from "/base/pieces.js";
import { link, place } from "/base/place.js";
import { ask } from "../fetch.js";
import { people, person, source, when } from "../pieces.js";
import { timeline } from "../timeline.js";

export const id = "day";
export const title = "Day";

export const load = () => ask("day");

/** The tab. */
export function draw(data) {
  return h("div", { class: "stack" },
    h("section", { class: "sheet" }, heading(data.date, h("span", { class: "note quiet" }, "what comes whatever the seat does")), h("div", { class: "scroll-x", data: { scroll: "timeline" } }, timeline(data))),
    h("div", { class: "day" },
      h("section", { class: "sheet" }, heading("Coming", h("span", { class: "note quiet" }, `${data.items.length} events`)), h("ol", { class: "events" }, data.items.map(event))),
      h("div", { class: "stack" }, meetings("Meetings today", data.meetings), absences(data.absences), questions(data.questions), meetings("Other days", data.other_days))));
}

function event(item) {
  const open = place().get("event") === item.id;
  return h("li", { class: "event" },
    h("a", { class: "item", href: link({ event: open ? null : item.id }), "aria-current": String(open), "aria-expanded": String(open), data: { item: "", key: `event-${item.id}` } },
      h("span", { class: "row tight" }, h("span", { class: "mono small" }, item.time), h("span", { class: `tag ${item.lane === "seat" ? "bad" : item.lane === "people" ? "warn" : "accent"}` }, item.kind), h("strong", {}, item.who.name), h("span", {}, item.title))),
    open ? h("div", { class: "stack event-more" },
      h("div", { class: "row tight" }, source(item.origin), when(item.origin?.when)),
      item.to.length ? h("p", { class: "note" }, "to ", people(item.to)) : null,
      item.by.id !== item.who.id ? h("p", { class: "note" }, "by ", person(item.by)) : null,
      item.unless.map((reason) => h("p", { class: "note" }, h("span", { class: "tag" }, "unless"), " ", reason)),
      item.text ? words(item.text, { class: "words reading" }) : null) : null);
}

function meetings(name, list) {
  if (!list.length) return null;
  return h("section", { class: "sheet" }, heading(name), h("ul", { class: "stack" }, list.map((one) => h("li", {},
    h("p", { class: "row tight" }, h("span", { class: "mono small" }, `${one.time}–${one.until.slice(-5)}`), h("strong", { class: "anywhere" }, one.subject), one.guards.map((what) => h("span", { class: "tag warn" }, `guards ${what}`)), when(one.origin?.when)),
    h("p", { class: "small quiet" }, people([one.organiser, ...one.attendees], { role: false }))))));
}

function absences(list) {
  if (!list.length) return null;
  return h("section", { class: "sheet" }, heading("Absences"), h("ul", { class: "stack" }, list.map((one) => h("li", {},
    h("span", { class: "mono small" }, one.time), " ", person(one.person), one.delegate ? [h("span", { class: "small quiet" }, " · stands in: "), person(one.delegate, { role: false })] : null))));
}

function questions(list) {
  if (!list.length) return null;
  return h("section", { class: "sheet" }, heading("Asked by the researcher", h("span", { class: "tag secret" }, "hidden")), h("ul", { class: "stack" }, list.map((one) => h("li", {},
    h("span", { class: "tag" }, one.phase === "belief" ? "before the work" : "after the work"), h("p", {}, one.text)))));
}
