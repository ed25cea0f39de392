// Documents: every share as one person finds it; the document that is open beside them.

import { h } from "/base/dom.js";
import { empty, words } from "/base/pieces.js";
import { link, place } from "/base/place.js";
import { ask } from "../fetch.js";
import { loadPicker, picker } from "../picker.js";
import { person, searchField, when } from "../pieces.js";

export const id = "documents";
export const title = "Documents";

const LOOK = { owner: "good", write: "good", read: "accent", none: "" };

/** The shares for the chosen person, and the open document. */
export async function load() {
  const [of, path, open] = ["of", "path", "share"].map((name) => place().get(name));
  const [shares, file, found] = await Promise.all([ask("documents", { of, open }), path ? ask("document", { path }).catch((error) => ({ error })) : null, loadPicker()]);
  return { shares, file, found };
}

/** The tab. */
export function draw({ shares, file, found }) {
  return h("div", { class: `panes ${file ? "has-open" : ""}` },
    h("section", { class: "pane list", data: { scroll: "shares" }, "aria-label": "Shares" },
      h("div", { class: "pane-head stack" }, picker("of", "As", shares.person, found), searchField("name", "Path of a document")),
      shares.shares.length ? shares.shares.map(share) : empty("This world has no shares.")),
    h("section", { class: "pane detail", data: { scroll: `file ${place().get("path")}` }, "aria-label": "Document" }, file ? (file.error ? empty(file.error.message) : sheet(file)) : empty("Choose a document to read it.")));
}

const access = (level) => h("span", { class: `tag ${LOOK[level]}` }, level === "none" ? "no access" : level);

function share(one) {
  const sought = (place().get("name") ?? "").toLowerCase();
  const files = one.files.filter((file) => file.path.toLowerCase().includes(sought));
  if (sought && !files.length) return null;
  return h("div", { class: "share" },
    h("h3", { class: "group row tight" }, h("span", { class: "mono" }, `${one.name}/`), access(one.level), h("span", { class: "push" }, person(one.owner, { role: false }))),
    one.about ? h("p", { class: "small quiet share-about" }, one.about) : null,
    h("ul", {}, files.map((file) => h("li", {}, line(file, one.level)))),
    one.listed ? null : h("p", { class: "pane-end" }, h("a", { class: "button", href: link({ share: one.name }) }, "List its documents")),
    one.total > one.files.length ? h("p", { class: "small quiet more-people" }, `The first ${one.files.length} of ${one.total.toLocaleString("en")}.`) : null);
}

function line(file, usual) {
  return h("a", { class: "item", href: link({ path: file.path, find: null }), "aria-current": String(place().get("path") === file.path), data: { item: "", key: `file-${file.path}` } },
    h("span", { class: "row tight" }, h("span", { class: "anywhere" }, file.name), file.level === usual ? null : access(file.level),
      file.guarded ? h("span", { class: "tag warn" }, "control") : null,
      file.secret ? h("span", { class: "tag secret" }, "secret") : null,
      Object.entries(file.when).map(([factor, levels]) => h("span", { class: "tag warn" }, `${factor} = ${levels.join(" | ")}`))));
}

function grants(list) {
  return list.length ? h("ul", {}, list.map((one) => h("li", {}, person(one.group), " ", access(one.level)))) : h("span", { class: "quiet" }, "none of its own");
}

function sheet(file) {
  return h("article", { class: "stack" },
    h("a", { class: "go back", href: link({ path: null }) }, "‹ Back to the shares"),
    h("h2", { class: "mono anywhere" }, file.path),
    h("div", { class: "row tight" }, when(file.when), file.guards.map((what) => h("span", { class: "tag warn" }, `guards ${what}`)),
      file.policies.map((policy) => h("span", { class: "tag" }, policy)), file.secrets.map((secret) => h("span", { class: "tag secret" }, `carries the secret ${secret}`))),
    h("dl", { class: "facts note" },
      h("dt", {}, "Owner"), h("dd", {}, person(file.owner)), h("dt", {}, "Changed"), h("dd", {}, `${file.time} by `, person(file.changed_by)),
      h("dt", {}, "Its grants"), h("dd", {}, grants(file.grants)), h("dt", {}, "Share’s grants"), h("dd", {}, grants(file.share)),
      file.file ? [h("dt", {}, "Written in"), h("dd", { class: "mono" }, file.file)] : null),
    words(file.content, { tag: "pre", class: "pre" }));
}
