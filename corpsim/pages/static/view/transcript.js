// The transcript: the steps in groups that are fetched when they come near, so that ten thousand events open at once.

import { h } from "/base/dom.js";
import { link } from "/base/place.js";
import { ask } from "./fetch.js";
import { labelChip } from "./pieces.js";
import { drawOpening, drawStep } from "./step.js";

const GROUP = 20;
const STEP_HEIGHT = 230;
const NEAR = 900;

/** The transcript of an episode. */
export function makeTranscript(data) {
  const groups = Array.from({ length: Math.ceil(data.line.length / GROUP) }, (_, number) => makeGroup(number, data));
  const element = h("div", { class: "steps-of", data: { scroll: "steps" } }, drawOpening(data), groups.map((group) => group.element), drawEnd(data));
  let evidence = new Map();
  let asked = false;

  async function fill(group) {
    if (group.state !== "empty") return group.filling;
    group.state = "filling";
    group.filling = ask("steps", { from: group.first, to: group.last }).then(({ steps }) => {
      group.element.replaceChildren(...steps.map(drawStep));
      group.element.classList.remove("waiting");
      group.element.style.removeProperty("--tall");
      group.state = "full";
      markIn(group.element, evidence);
      if (current !== null) showCurrent(element, current);
      dispatchEvent(new Event("corpsim-drawn"));
    }, (error) => {
      group.state = "empty";
      group.element.replaceChildren(h("p", { class: "empty words" }, error.message));
    });
    return group.filling;
  }

  let current = null;
  function look() {
    asked = false;
    for (const group of groups) {
      if (group.state !== "empty") continue;
      const { top, bottom } = group.element.getBoundingClientRect();
      if (bottom > -NEAR && top < innerHeight + NEAR) fill(group);
    }
  }
  function later() {
    if (!asked) requestAnimationFrame(look);
    asked = true;
  }
  addEventListener("scroll", later, { capture: true, passive: true });
  addEventListener("resize", later);

  return {
    element,
    /** Bring a step in sight; `quietly` only marks it. */
    async goTo(step, { quietly = false, event = null } = {}) {
      current = step;
      const group = step ? groups[Math.floor((step - 1) / GROUP)] : null;
      if (group) await fill(group);
      showCurrent(element, step);
      const target = (event !== null && element.querySelector(`[data-event="${CSS.escape(event)}"]`)) || element.querySelector(`[data-step="${step}"]`);
      if (!quietly && target) {
        target.scrollIntoView({ block: target.dataset.step !== undefined ? "start" : "center" });
        if (event !== null) flash(target);
      }
      look();
    },
    /** Mark the events that labels rest on. */
    mark(found) {
      evidence = found;
      markIn(element, evidence);
    },
    /** Unfold or fold every text of a step. */
    unfold(step) {
      const box = element.querySelector(`[data-step="${step}"]`);
      const shut = [...(box?.querySelectorAll(".folded:not(.open) > .unfold") ?? [])];
      for (const button of shut.length ? shut : box?.querySelectorAll(".folded.open > .unfold") ?? []) button.click();
    },
    close() {
      removeEventListener("scroll", later, { capture: true });
      removeEventListener("resize", later);
    },
  };
}

function makeGroup(number, data) {
  const first = number * GROUP + 1;
  const last = Math.min(first + GROUP - 1, data.line.length);
  const element = h("div", { class: "group-of-steps waiting", style: { "--tall": `${(last - first + 1) * STEP_HEIGHT}px` } });
  return { first, last, element, state: "empty", filling: null };
}

function showCurrent(root, step) {
  for (const one of root.querySelectorAll('[data-step][aria-current="true"]')) one.removeAttribute("aria-current");
  root.querySelector(`[data-step="${step}"]`)?.setAttribute("aria-current", "true");
}

function flash(target) {
  target.classList.add("fresh");
  setTimeout(() => target.classList.remove("fresh"), 1200);
}

function markIn(root, evidence) {
  for (const row of root.querySelectorAll("[data-event].evidence")) {
    if (evidence.has(Number(row.dataset.event))) continue;
    row.classList.remove("evidence");
    row.querySelector(".evidence-of")?.remove();
  }
  for (const [event, { names }] of evidence) {
    const row = root.querySelector(`[data-event="${event}"]:not(.evidence)`);
    if (!row) continue;
    row.classList.add("evidence");
    row.append(h("span", { class: "evidence-of chips" }, names.map((name) => h("a", { href: link({ tab: "truth" }) }, labelChip({ name }, { mark: true })))));
  }
}

function drawEnd(data) {
  return h("p", { class: "the-end note quiet" }, data.torn ? "The record breaks off here." : `The end: ${data.ended || data.outcome.replaceAll("_", " ")}.`);
}
