// The small parts that the pages of the view share: outcomes, labels, long texts, searching.

import { h } from "/base/dom.js";
import { go, link, place } from "/base/place.js";

const OUTCOMES = { completed: "good", limit: "warn", agent_error: "warn", model_error: "bad", world_error: "bad", cancelled: "", unfinished: "accent", unreadable: "bad" };
const LINES = 12;
const WIDE = 110;

/** How an episode came out. */
export function outcome(name, ended = "") {
  return h("span", { class: `tag ${OUTCOMES[name] ?? ""}`, title: ended ? `${name.replaceAll("_", " ")}: ${ended}` : null }, name.replaceAll("_", " "));
}

/** The colour of an outcome, for bars. */
export function outcomeColour(name) {
  return OUTCOMES[name] || "plain";
}

/** So many attempts, in words. */
export function attempts(count) {
  return `${count.toLocaleString("en")} attempt${count === 1 ? "" : "s"}`;
}

/** A path, which is broken at its slashes where it is too long. */
export function path(text) {
  return text.split("/").map((part, at) => (at ? ["/", h("wbr"), part] : part));
}

/** An episode by its number; of one that was set aside, which attempt it was. */
export function numberOf({ number, attempt }) {
  return attempt ? `#${number}, attempt ${attempt}` : `#${number}`;
}

/** A label as a chip; the dots are its severity. */
export function labelChip({ name, severity = 0, stage = "" }, { mark = false } = {}) {
  return h("span", { class: "tag bad label-chip", title: [stage, severity ? `severity ${severity} of 3` : ""].filter(Boolean).join(", ") || null },
    mark ? h("span", { "aria-hidden": "true" }, "◆") : null, name.replaceAll("_", " "), severity ? h("span", { class: "dots", "aria-hidden": "true" }, "●".repeat(severity)) : null);
}

/** A figure of reward, short. */
export function figure(value) {
  return value === null || value === undefined ? "–" : Number(value.toFixed(3)).toString().replace("-", "−");
}

/** A text of a record; a long one is folded, and what the server left out is asked for when it is unfolded.
 * `whole` gives the whole text. */
export function passage({ text, more }, { kind = "words", lines = LINES, whole = null } = {}) {
  const body = h("div", { class: `${kind} ${text.length > 5000 ? "long" : ""}` }, text);
  const count = text.split("\n", 4 * lines).reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / WIDE)), 0);
  if (!more && count <= lines + 3) return body;
  const button = h("button", { class: "unfold", type: "button", "aria-expanded": "false" });
  const box = h("div", { class: "folded", style: { "--lines": lines } }, body, button);
  const say = () => {
    const open = box.classList.contains("open");
    button.setAttribute("aria-expanded", String(open));
    button.textContent = open ? "Fold" : `Show all ${(text.length + more).toLocaleString("en")} characters`;
  };
  button.addEventListener("click", async () => {
    if (more && whole && !box.classList.contains("open")) {
      body.classList.add("long");
      body.textContent = await whole();
      more = 0;
    }
    box.classList.toggle("open");
    say();
  });
  say();
  return box;
}

/** A field to search in; what is typed stands in the place under `find`, after a moment. */
export function searchField(label, also = {}) {
  let waiting;
  const type = (event) => {
    clearTimeout(waiting);
    const { value } = event.target;
    waiting = setTimeout(() => go({ find: value.trim() || null, ...also }, { quietly: true }), 220);
  };
  return h("input", {
    class: "field", type: "search", placeholder: label, "aria-label": label, value: place().get("find") ?? "",
    autocomplete: "off", spellcheck: "false", data: { search: "" }, on: { input: type },
  });
}

/** What was found, with a little of what stands around it. */
export function snippet(hit) {
  return h("span", { class: "snippet" }, h("span", { class: "quiet" }, `step ${hit.step} ${hit.where} `), hit.before.trimStart(), h("mark", {}, hit.hit), hit.after);
}

/** Whether labels are shown. */
export function labelsShown() {
  return place().has("labels");
}

/** The step the place names; `first` where it names none. */
export function stepOf(first = 1) {
  const text = place().get("step");
  return text !== null && /^\d{1,7}$/.test(text) ? Number(text) : first;
}

/** A link to an event of the ledger, in its step. */
export function eventLink({ event, step }) {
  return h("a", { class: "go mono", href: link({ step, event }) }, event);
}
