// The preview: draws the tab that the place names, again whenever the place or the world changes.

import { forget } from "/base/ask.js";
import { h, swap } from "/base/dom.js";
import { listenForKeys, moveAmongItems } from "/base/keys.js";
import { listen } from "/base/live.js";
import { empty } from "/base/pieces.js";
import { go, place } from "/base/place.js";
import { ask } from "./fetch.js";
import { drawBar, drawHelp, drawProblems, drawSide, toSeed } from "./frame.js";
import * as overview from "./tabs/overview.js";
import * as chart from "./tabs/chart.js";
import * as inboxes from "./tabs/inboxes.js";
import * as documents from "./tabs/documents.js";
import * as registers from "./tabs/registers.js";
import * as day from "./tabs/day.js";
import * as factors from "./tabs/factors.js";
import * as objective from "./tabs/objective.js";
import * as labels from "./tabs/labels.js";
import * as habits from "./tabs/habits.js";

const TABS = [overview, chart, inboxes, documents, registers, day, factors, objective, labels, habits];
const parts = Object.fromEntries(["side", "bar", "problems", "main", "help", "said"].map((id) => [id, document.getElementById(id)]));
const NARROW = "(max-width: 47.5rem)";
let standing = null;
let connected = true;
let drawing = 0;
let shown = "";

const tabOf = () => TABS.find((tab) => tab.id === place().get("tab")) ?? overview;

/** Draw everything for the place and the world as they are now. A later call overtakes an earlier one. */
async function draw({ fresh = false, moved = false } = {}) {
  if (!standing) return;
  const mine = ++drawing;
  const tab = tabOf();
  const [content, company] = await Promise.all([contentOf(tab), standing.good ? ask("overview").catch(() => null) : null]);
  if (mine !== drawing) return;
  swap(parts.side, drawSide(standing, TABS, tab.id, connected), { keep: true });
  swap(parts.bar, drawBar(standing, company), { keep: true });
  drawStanding();
  swap(parts.main, content, { keep: shown === tab.id });
  const first = !shown;
  shown = tab.id;
  if (moved || first) reveal();
  document.title = `${company?.company.name ?? standing.world?.name ?? "CorpSim"} · ${tab.title} · preview`;
  parts.main.className = `main tab-${tab.id}`;
  parts.main.setAttribute("aria-busy", "false");
  parts.main.dataset.generation = standing.generation;
  if (fresh) parts.said.textContent = standing.problems.length ? `${standing.problems.length} problems in this world` : "Reloaded";
}

async function contentOf(tab) {
  if (!standing.good) return empty("As soon as this world is in order, it appears here.");
  try {
    return tab.draw(await tab.load());
  } catch (error) {
    if (!(error instanceof Error) || error instanceof TypeError) throw error;
    return h("div", { class: "empty words" }, error.message);
  }
}

function drawStanding() {
  const broken = standing.problems.length > 0;
  parts.problems.hidden = !broken;
  if (broken) swap(parts.problems, drawProblems(standing), { keep: true });
  else parts.problems.replaceChildren();
  document.body.classList.toggle("stale", broken && standing.good);
}

/** Bring what was just opened into view, where it is not. */
function reveal() {
  for (const item of parts.main.querySelectorAll('.item[aria-current="true"]')) item.scrollIntoView({ block: "nearest" });
  if (matchMedia(NARROW).matches) parts.side.querySelector('[aria-current="page"]')?.scrollIntoView({ block: "nearest", inline: "center" });
}

function focusSearch() {
  const field = document.querySelector("#main [data-search]");
  field?.focus();
  return Boolean(field);
}

function close() {
  if (parts.help.open) parts.help.close();
  else if (place().has("find")) go({ find: null });
  else document.activeElement?.blur();
}

const seed = () => Number(place().get("seed") ?? 0);
listenForKeys({
  ...Object.fromEntries(TABS.map((tab, number) => [String((number + 1) % 10), () => go({ tab: tab.id, find: null })])),
  j: () => moveAmongItems(parts.main, 1),
  k: () => moveAmongItems(parts.main, -1),
  "/": focusSearch,
  "[": () => toSeed(seed() - 1),
  "]": () => toSeed(seed() + 1),
  t: () => dispatchEvent(new Event("corpsim-theme")),
  "?": () => parts.help.showModal(),
  Escape: close,
});

parts.help.replaceChildren(drawHelp());
document.getElementById("skip").addEventListener("click", () => parts.main.focus());
addEventListener("hashchange", () => draw({ moved: true }));
listen("/api/news", {
  told: (news) => {
    const fresh = standing?.generation !== news.generation || standing?.world?.digest !== news.world?.digest;
    if (fresh) forget();
    standing = news;
    draw({ fresh });
  },
  connected: (is) => {
    connected = is;
    draw();
  },
});
