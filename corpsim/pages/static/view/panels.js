// The panels beside a transcript: one at a time, about the current step. On a narrow screen they come up from below.

import { h, swap } from "/base/dom.js";
import { go, link, place } from "/base/place.js";
import * as changes from "./panels/changes.js";
import * as monitors from "./panels/monitors.js";
import * as people from "./panels/people.js";
import * as record from "./panels/record.js";
import * as sight from "./panels/sight.js";
import * as truth from "./panels/truth.js";

/** The panels, in order; `for` says whether an episode has one. */
export const PANELS = [changes, sight, truth, people, monitors, record].map((panel) => ({ for: () => true, ...panel }));

/** The panels of an episode; `show(step)` draws the open one. */
export function makePanels(data) {
  const tabs = h("div", { class: "panel-tabs", role: "tablist", "aria-label": "About this step" });
  const body = h("div", { class: "panel-body", role: "tabpanel", tabindex: -1 });
  const element = h("aside", { class: "panels" }, tabs, body);
  const own = PANELS.filter((panel) => panel.for(data));
  let drawing = 0;
  let shown = "";

  async function show(step) {
    const mine = ++drawing;
    const asked = place().get("tab");
    const open = own.find((panel) => panel.id === asked) ?? own[0];
    element.classList.toggle("open", Boolean(asked));
    tabs.replaceChildren(...own.map((panel) => tab(panel, panel === open, Boolean(asked))));
    let content;
    try {
      content = open.draw(await open.load(step), data, step);
    } catch (error) {
      if (!(error instanceof Error) || error instanceof TypeError) throw error;
      content = h("p", { class: "empty words" }, error.message);
    }
    if (mine !== drawing) return;
    swap(body, h("div", { class: "stack" }, open.ofStep ? stepper(data, step) : null, content), { keep: shown === open.id });
    body.dataset.panel = open.id;
    body.dataset.step = step;
    shown = open.id;
  }
  return { element, show };
}

function tab(panel, on, asked) {
  const number = PANELS.findIndex((one) => one.id === panel.id) + 1;
  const press = () => go({ tab: on && asked && matchMedia("(max-width: 60rem)").matches ? null : panel.id }, { quietly: true });
  return h("button", { class: "panel-tab", type: "button", role: "tab", "aria-selected": String(on), title: `${panel.about} (${number})`, data: { key: `panel-${panel.id}` }, on: { click: press } }, panel.title);
}

/** Which step a panel is about, and the way to its neighbours. */
function stepper(data, step) {
  const one = (to, label, sign) => h("a", { class: "button step-button", href: link({ step: to, event: null }), "aria-label": label, data: { key: label } }, sign);
  return h("div", { class: "row nowrap stepper" },
    h("strong", {}, step ? `Step ${step}` : "Before the first step"), h("span", { class: "clip quiet mono small" }, step ? data.line[step - 1][1] : ""),
    h("span", { class: "row push nowrap" }, step > 0 ? one(step - 1, "Previous step (k)", "↑") : null, step < data.line.length ? one(step + 1, "Next step (j)", "↓") : null));
}
