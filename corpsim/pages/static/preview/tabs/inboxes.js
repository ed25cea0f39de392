// Inboxes: anybody's mailbox, the seat's first; the mail that is open beside it.

import { h } from "/base/dom.js";
import { empty, words } from "/base/pieces.js";
import { link, place } from "/base/place.js";
import { ask } from "../fetch.js";
import { loadPicker, picker } from "../picker.js";
import { people, person, searchField, source, when } from "../pieces.js";

export const id = "inboxes";
export const title = "Inboxes";

const KINDS = { all: "All", story: "Story", background: "Background", conditional: "Conditional", coming: "Coming" };

/** The mailbox with what was added page by page, and the open mail. */
export async function load() {
  const [of, mail] = [place().get("of"), place().get("mail")];
  const [first, open, found] = await Promise.all([ask("mailbox", { of }), mail ? ask("mail", { id: mail }).catch((error) => ({ error })) : null, loadPicker()]);
  const box = { ...first, mails: [...first.mails] };
  for (let page = Number(place().get("pages") ?? 0); page > 0 && box.first > 0; page--) {
    const next = await ask("mailbox", { of, before: box.first });
    box.mails.push(...next.mails);
    box.first = next.first;
  }
  return { box, open, found };
}

/** The tab. */
export function draw({ box, open, found }) {
  const kind = place().get("kind") ?? "all";
  const wanted = (one) => fits(one, kind) && says(one, place().get("subject") ?? "");
  const coming = box.coming.map((one) => ({ ...one, coming: true })).filter(wanted);
  const mails = box.mails.filter(wanted);
  return h("div", { class: `panes ${open ? "has-open" : ""}` },
    h("section", { class: "pane list", data: { scroll: `box ${box.person.id}` }, "aria-label": "Mailbox" },
      h("div", { class: "pane-head stack" },
        picker("of", "Mailbox of", box.person, found, { mail: null, pages: null }),
        h("div", { class: "row tight" }, Object.entries(KINDS).map(([name, label]) =>
          h("a", { class: `button small ${name === kind ? "on" : ""}`, "aria-current": name === kind ? "true" : null, href: link({ kind: name === "all" ? null : name }), data: { key: `kind-${name}` } }, label))),
        h("div", { class: "row nowrap" }, searchField("subject", "Subject or sender"),
          h("a", { class: `button ${place().has("threads") ? "on" : ""}`, href: link({ threads: place().has("threads") ? null : "1" }), data: { key: "threads" } }, "By thread"))),
      coming.length ? [h("h3", { class: "group" }, `Coming during the day · ${coming.length}`), h("ul", {}, coming.map((one) => h("li", {}, line(one))))] : null,
      mails.length ? [h("h3", { class: "group" }, `In the mailbox at the start · ${box.total.toLocaleString("en")}`), place().has("threads") ? threads(mails) : h("ul", {}, mails.map((one) => h("li", {}, line(one))))] : null,
      coming.length || mails.length ? null : empty("No mail of this kind."),
      box.first > 0 ? h("p", { class: "pane-end" }, h("a", { class: "button", href: link({ pages: Number(place().get("pages") ?? 0) + 1 }), data: { key: "older" } }, `Older mails (${box.first.toLocaleString("en")} more)`)) : null),
    h("section", { class: "pane detail", data: { scroll: `mail ${place().get("mail")}` }, "aria-label": "Mail" }, open ? (open.error ? empty(open.error.message) : letter(open)) : empty("Choose a mail to read it.")));
}

const conditional = (one) => Object.keys(one.origin?.when ?? {}).length > 0;

function fits(one, kind) {
  if (kind === "all") return true;
  if (kind === "coming") return Boolean(one.coming);
  if (kind === "conditional") return conditional(one);
  return !one.coming && (kind === "story" ? one.origin?.kind === "story" : one.origin?.kind !== "story");
}

function says(one, text) {
  return `${one.subject} ${one.from.name} ${one.origin?.key ?? ""}`.toLowerCase().includes(text.toLowerCase());
}

function threads(mails) {
  const groups = new Map();
  for (const one of mails) groups.set(one.thread ?? one.id, [...(groups.get(one.thread ?? one.id) ?? []), one]);
  return h("ul", {}, [...groups.values()].map((group) =>
    h("li", { class: group.length > 1 ? "thread" : "" }, group.length > 1 ? h("p", { class: "group" }, `${group.length} mails · ${group.at(-1).subject}`) : null, group.map(line))));
}

function line(one) {
  const kind = one.coming ? "coming" : one.origin ? one.origin.kind : "generated";
  return h("a", { class: "item mail", href: link({ mail: one.id, find: null }), "aria-current": String(place().get("mail") === one.id), data: { item: "", key: `mail-${one.id}` } },
    h("span", { class: "row nowrap" }, h("strong", { class: "clip" }, one.from.name), h("span", { class: "push small quiet nowrap" }, one.time)),
    h("span", { class: "row tight" },
      h("span", { class: "clip subject" }, one.subject || "(no subject)"),
      h("span", { class: `tag push ${kind === "story" ? "accent" : kind === "coming" ? "good" : ""}` }, kind),
      one.how && one.how !== "to" ? h("span", { class: "tag" }, one.how) : null,
      one.attachments ? h("span", { class: "tag" }, `${one.attachments} attached`) : null,
      one.secret ? h("span", { class: "tag secret" }, "secret") : null,
      Object.entries(one.origin?.when ?? {}).map(([factor, levels]) => h("span", { class: "tag warn" }, `${factor} = ${levels.join(" | ")}`))));
}

function letter(mail) {
  const rows = [["From", person(mail.from)], ["To", people(mail.to)], ["Cc", mail.cc.length ? people(mail.cc) : ""], ["Bcc", mail.bcc.length ? people(mail.bcc) : ""],
    [mail.coming ? "Is sent" : "Sent", mail.time], ["Lies in", mail.lies_in.length > 1 ? people(mail.lies_in, { role: false }) : ""]];
  return h("article", { class: "stack letter" },
    h("a", { class: "go back", href: link({ mail: null }) }, "‹ Back to the mailbox"),
    h("h2", { class: "words" }, mail.subject || "(no subject)"),
    h("div", { class: "row tight" }, h("span", { class: "mono small quiet" }, mail.id), source(mail.origin), when(mail.origin?.when),
      mail.secrets.map((secret) => h("span", { class: "tag secret" }, `carries the secret ${secret}`))),
    h("dl", { class: "facts note" }, rows.filter(([, value]) => value).map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])),
    words(mail.body, { class: "words reading" }),
    mail.attachments.map((file) => h("details", { class: "fold", data: { key: `att-${mail.id}-${file.name}` } }, h("summary", {}, `Attached: ${file.name}`), words(file.content, { tag: "pre", class: "pre" }))),
    mail.thread.length ? [h("h3", {}, "Thread"), h("ul", {}, mail.thread.map((one) => h("li", {},
      h("a", { class: "item", href: link({ mail: one.id }), "aria-current": String(one.id === mail.id) }, h("span", { class: "small quiet" }, `${one.time} · ${one.from.name} · `), one.subject))))] : null);
}
