// The view: what the place names is opened, and told when the place moves within it.

import { forget } from "/base/ask.js";
import { h } from "/base/dom.js";
import { listenForKeys, moveAmongItems } from "/base/keys.js";
import { helpOf } from "/base/pieces.js";
import { go, place } from "/base/place.js";
import { drawTop } from "./top.js";
import * as choose from "./choose.js";
import * as compare from "./compare.js";
import * as episode from "./episode.js";
import * as runs from "./runs.js";
import * as table from "./table.js";

const parts = Object.fromEntries(["top", "main", "help", "said"].map((id) => [id, document.getElementById(id)]));
let current = null;
let drawing = 0;

function viewOf() {
  if (place().has("ep")) return place().has("with") ? choose : place().has("vs") ? compare : episode;
  return place().has("run") ? table : runs;
}

/** Open what the place names, or let what is open follow the place. A later call overtakes an earlier one. */
async function draw() {
  const mine = ++drawing;
  const view = viewOf();
  const key = view.key();
  if (current?.key === key) {
    parts.top.replaceChildren(drawTop(current.opened));
    return follow(current.opened);
  }
  parts.main.setAttribute("aria-busy", "true");
  const opened = await open(view);
  if (mine !== drawing) return;
  current?.opened.close?.();
  current = { key, opened };
  parts.top.replaceChildren(drawTop(opened));
  parts.main.className = `main ${opened.kind}`;
  parts.main.replaceChildren(opened.element);
  parts.main.scrollTop = 0;
  document.title = `${opened.title} · CorpSim view`;
  await follow(opened);
  if (mine === drawing) parts.main.setAttribute("aria-busy", "false");
}

async function open(view) {
  try {
    return await view.open();
  } catch (error) {
    return { kind: "trouble", title: "Not to be shown", element: sorry(error, view), up: () => ({ ep: null, vs: null, vsrun: null, with: null, line: null }) };
  }
}

/** Let what is open follow the place; where that fails, say why, and open it anew when the place moves again. */
async function follow(opened) {
  try {
    await opened.update?.();
  } catch (error) {
    opened.close?.();
    current = null;
    parts.main.replaceChildren(sorry(error));
  }
}

/** Why something cannot be shown; a mistake of the page itself goes to the browser's console. */
function sorry(error, view = null) {
  if (!(error instanceof Error) || error instanceof TypeError) throw error;
  return h("div", { class: "sorry" }, h("h1", {}, "This cannot be shown"), h("p", { class: "words" }, error.message), view?.instead?.(error.message));
}

function reload() {
  forget();
  current?.opened.close?.();
  current = null;
  parts.said.textContent = "Read again";
  draw();
}

function focusSearch() {
  const field = document.querySelector("#main [data-search]");
  field?.focus();
  field?.select();
  return Boolean(field);
}

function up() {
  if (parts.help.open) return parts.help.close();
  if (document.activeElement?.matches("input")) return document.activeElement.blur();
  const { opened } = current ?? {};
  if (opened?.escape?.()) return;
  if (opened?.up) go(opened.up());
}

const pass = (key) => (event) => current?.opened.keys?.[key]?.(event) ?? false;
listenForKeys({
  ...Object.fromEntries(["1", "2", "3", "4", "5", "6", "n", "p", "[", "]", "o", "x", "c", "w", "a", "e"].map((key) => [key, pass(key)])),
  j: (event) => (current?.opened.keys?.j ? current.opened.keys.j(event) : moveAmongItems(parts.main, 1)),
  k: (event) => (current?.opened.keys?.k ? current.opened.keys.k(event) : moveAmongItems(parts.main, -1)),
  "/": focusSearch,
  l: () => place().has("run") && go({ labels: place().has("labels") ? null : "1" }, { quietly: true }),
  r: reload,
  t: () => dispatchEvent(new Event("corpsim-theme")),
  "?": () => parts.help.showModal(),
  Escape: up,
});

parts.help.replaceChildren(
  helpOf(
    [
      ["j  k", "next and previous: episode of the table, step of the transcript"],
      ["Enter", "open it"],
      ["1 … 6", "the panels beside a transcript, in order"],
      ["[  ]", "previous and next episode; of two runs beside each other, with what is most like it in the other"],
      ["/", "search; in an episode Enter goes from hit to hit"],
      ["n  p", "next and previous hit"],
      ["e", "next event that a label rests on, while labels are shown"],
      ["o", "unfold or fold the texts of the step"],
      ["l", "show or hide labels and evidence"],
      ["x", "pick an episode of the table, to lay two beside each other"],
      ["c", "lay the two that are picked, or the pair of this episode, beside each other"],
      ["w", "choose what an episode is laid beside: of this run, or of another one"],
      ["a", "the attempts of a run that were set aside, and back"],
      ["r", "read everything again from disk"],
      ["t", "light or dark"],
      ["Esc", "back, one level up"],
      ["?", "this"],
    ],
    "Everything you chose, from the filters to the step, is in the address of this page: it survives a reload and can be sent to somebody who has the same run.",
  ),
);
document.getElementById("skip").addEventListener("click", () => parts.main.focus());
addEventListener("hashchange", draw);
addEventListener("corpsim-reload", reload);
draw();
