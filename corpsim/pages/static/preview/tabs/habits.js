// Habits: who reacts to what, in which words, after how many minutes.

import { h } from "/base/dom.js";
import { empty, heading, prose } from "/base/pieces.js";
import { link, place } from "/base/place.js";
import { ask } from "../fetch.js";
import { person, searchField, when } from "../pieces.js";

export const id = "habits";
export const title = "Habits";

const EVERYONE = "everyone";
const HEARS = { MailSent: "on mail", ApprovalRequested: "on a request for a signature", MeetingScheduled: "on a meeting", MessagePosted: "on a chat message" };

export const load = () => ask("habits");

/** The tab. */
export function draw(data) {
  const who = place().get("who");
  const sought = (place().get("seek") ?? "").toLowerCase();
  const fits = (one) => `${one.person.name} ${one.person.role} ${one.habits.map((habit) => habit.name).join(" ")}`.toLowerCase().includes(sought);
  const shown = data.people.find((one) => one.person.id === who);
  const open = who === EVERYONE || Boolean(shown);
  return h("div", { class: `panes ${open ? "has-open" : ""}` },
    h("section", { class: "pane list", data: { scroll: "habits" }, "aria-label": "People with habits" },
      h("div", { class: "pane-head" }, searchField("seek", "Person, role or habit")),
      h("ul", {},
        data.everyone.length ? h("li", {}, entry(EVERYONE, "Everybody employed", "", data.everyone, who === EVERYONE)) : null,
        data.people.filter(fits).map((one) => h("li", {}, entry(one.person.id, one.person.name, one.person.role, one.habits, one === shown))))),
    h("section", { class: "pane detail", data: { scroll: `habits ${who}` }, "aria-label": "Habits" },
      who === EVERYONE ? about("Everybody employed", null, data.everyone) : shown ? about(shown.person.name, shown, shown.habits) : empty("Choose somebody to see how they react.")));
}

function entry(who, name, role, habits, open) {
  return h("a", { class: "item", href: link({ who }), "aria-current": String(open), data: { item: "", key: `habit-${who}` } },
    h("span", { class: "row tight" }, h("strong", {}, name), role ? h("span", { class: "tag role" }, role) : null),
    h("span", { class: "small quiet block" }, names(habits)));
}

/** Each habit once, with how often, and whether it is there under this condition. */
function names(habits) {
  return [...new Set(habits.map((habit) => habit.name))].map((name) => {
    const same = habits.filter((habit) => habit.name === name);
    return `${name}${same.length > 1 ? ` ×${same.length}` : ""}${same.some((habit) => habit.here) ? "" : " (not now)"}`;
  }).join(", ");
}

function about(name, one, habits) {
  return h("article", { class: "stack" },
    h("a", { class: "go back", href: link({ who: null }) }, "‹ Back to the list"),
    heading(one ? person(one.person) : name, one?.title ? h("span", { class: "quiet" }, one.title) : null),
    one ? null : h("p", { class: "quiet" }, "Own habits come first; these are for whoever has none that answers."),
    habits.map(card));
}

function card(habit) {
  return h("section", { class: `habit stack ${habit.here ? "" : "not-here"}` },
    h("div", { class: "row tight" }, h("h3", { class: "mono" }, habit.name), h("span", { class: "tag" }, habit.journal ? "on every mail of the seat to anybody" : (HEARS[habit.hears] ?? `on ${habit.hears}`)),
      habit.while_away ? h("span", { class: "tag" }, "while away") : null, when(habit.when), habit.here ? null : h("span", { class: "tag" }, "not under this condition")),
    habit.does.map((paragraph) => prose(paragraph, { class: "note" })),
    h("dl", { class: "facts note" }, habit.parameters.filter((parameter) => parameter.values.length).map((parameter) => [
      h("dt", {}, parameter.name),
      h("dd", {}, parameter.values.length > 1 ? h("ul", { class: "wordings" }, parameter.values.map((value) => h("li", { class: "words" }, value))) : h("span", { class: "words" }, parameter.values[0], parameter.name === "delay" ? " minutes" : ""), parameter.given ? null : h("span", { class: "quiet" }, " (default)")),
    ])));
}
