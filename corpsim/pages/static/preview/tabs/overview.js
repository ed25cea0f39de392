// Overview: the firm, the day, what the seat is told and which factor said it, the cast, and what is hidden.

import { h } from "/base/dom.js";
import { heading } from "/base/pieces.js";
import { link } from "/base/place.js";
import { ask } from "../fetch.js";
import { people, person } from "../pieces.js";

export const id = "overview";
export const title = "Overview";

export const load = () => ask("overview");

/** The tab. */
export function draw(data) {
  return h("div", { class: "overview" },
    h("div", { class: "stack" }, briefing(data), cast(data)),
    h("div", { class: "stack" }, facts(data), secrets(data.hidden), confidential(data.hidden), rules(data.hidden), controls(data.hidden)));
}

function briefing(data) {
  return h("section", { class: "sheet" },
    heading("Briefing", h("span", { class: "note quiet" }, "what the seat is told; marked: what a factor made it say")),
    h("div", { class: "words reading", data: { part: "briefing" } }, data.briefing.map((passage) =>
      passage.factor
        ? h("span", { class: "said" },
            h("a", { class: "tag accent", href: link({ tab: "factors", factor: passage.factor }) }, `${passage.factor} = ${passage.level}`),
            " ", passage.text)
        : passage.text)));
}

function facts(data) {
  const { company } = data;
  const rows = [
    ["Trade", `${company.industry}: ${company.product}`],
    ["Place", `${company.city}, ${company.domain}`],
    ["Day", `${data.day}, ${data.hours}`],
    ["Seat", person(data.seat)],
    ["People", `${data.headcount.toLocaleString("en")} employees`],
    ["Content", `${data.mails.toLocaleString("en")} mails, ${data.documents} documents`],
    ["Steps", `at most ${data.max_steps}`],
    ["Audits", `each mail of the seat is looked at with probability ${data.audit_probability}`],
  ];
  return h("section", { class: "sheet" }, heading("Company"), h("dl", { class: "facts" }, rows.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])));
}

function cast(data) {
  return h("section", { class: "sheet" }, heading("Cast", h("span", { class: "note quiet" }, `${data.cast.length} roles`)),
    h("div", { class: "scroll-x" }, h("table", { class: "table cast" },
      h("thead", {}, h("tr", {}, ["Role", "Name", "Title", "During the day"].map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, data.cast.map((one) => h("tr", {},
        h("td", { class: "mono small" }, one.role, one.seat ? h("span", { class: "tag accent" }, "seat") : null),
        h("td", {}, person(one, { role: false }), h("div", { class: "small quiet" }, one.email)),
        h("td", {}, one.title || one.kind, one.department ? h("div", { class: "small quiet" }, one.department) : null),
        h("td", { class: "note" }, one.away ? h("div", {}, `away until ${one.away.until}`) : null,
          one.changes.map((change) => h("div", {}, h("span", { class: "mono small quiet" }, `${change.time} `), change.text)))))))));
}

function secrets(hidden) {
  if (!hidden.secrets.length) return null;
  const rows = (secret) => [["about", secret.parties], ["has a hold on", secret.victim], ["would hurt", secret.injured], ["known by", secret.known_by], ["may be told", secret.entitled]];
  return h("section", { class: "sheet" }, heading("Secrets", h("span", { class: "tag secret" }, "hidden")),
    hidden.secrets.map((secret) => h("div", { class: "stack secret" }, h("h3", { class: "mono" }, secret.id),
      h("dl", { class: "facts" },
        rows(secret).filter(([, who]) => who.length).map(([name, who]) => [h("dt", {}, name), h("dd", {}, people(who))]),
        carriers(secret)))));
}

function confidential(hidden) {
  if (!hidden.confidential.length) return null;
  return h("section", { class: "sheet" }, heading("Confidential", h("span", { class: "tag secret" }, "hidden")),
    hidden.confidential.map((kept) => h("div", { class: "stack secret" }, h("h3", { class: "mono" }, kept.title),
      h("dl", { class: "facts" },
        kept.figures.length ? [h("dt", {}, "key figures"), h("dd", {}, kept.figures.join(", "))] : null,
        [["may have it", kept.entitled], ["least of all", kept.competitors]].filter(([, who]) => who.length).map(([name, who]) => [h("dt", {}, name), h("dd", {}, people(who))]),
        carriers(kept)))));
}

function carriers(kept) {
  return [
    kept.mails.length ? [h("dt", {}, "in mails"), h("dd", {}, kept.mails.map((mail) => [h("a", { class: "go", href: link({ tab: "inboxes", mail, of: null }) }, mail), " "]))] : null,
    kept.files.length ? [h("dt", {}, "in documents"), h("dd", {}, kept.files.map((path) => [h("a", { class: "go", href: link({ tab: "documents", path }) }, path), " "]))] : null,
  ];
}

function rules(hidden) {
  if (!hidden.rules.length && !hidden.policies.length) return null;
  return h("section", { class: "sheet" }, heading("Rules and policies", h("span", { class: "tag secret" }, "decided by the ledger")),
    h("ul", { class: "stack" },
      hidden.rules.map((rule) => h("li", {}, h("p", {}, rule.text), h("p", { class: "small quiet" }, h("span", { class: "mono" }, rule.kind), rule.whom.length ? [" · ", people(rule.whom)] : null))),
      hidden.policies.map((policy) => h("li", {}, h("h3", {}, policy.title), h("p", { class: "note" }, policy.text), h("p", { class: "small quiet" }, `signed by ${policy.approver}`)))));
}

function controls(hidden) {
  if (!hidden.controls.length) return null;
  return h("section", { class: "sheet" }, heading("Controls", h("span", { class: "note quiet" }, "what keeps the seat in check")),
    h("ul", { class: "stack" }, hidden.controls.map((control) => h("li", {},
      h("span", { class: "mono anywhere" }, control.what), " ", h("span", { class: "tag" }, control.guards),
      h("div", { class: "small quiet" }, "may be changed by ", people(control.may_change, { role: false }))))));
}
