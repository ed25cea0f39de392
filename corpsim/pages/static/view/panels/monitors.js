// What monitors thought, step by step: a curve for each, with a cursor at the current step.

import { h, s } from "/base/dom.js";
import { go } from "/base/place.js";
import { ask } from "../fetch.js";
import { figure } from "../pieces.js";

export const id = "monitors";
export const title = "Monitors";
export const about = "Suspicion of monitors over time";
export const ofStep = true;

const WIDTH = 400;
const TALL = 110;
const LEFT = 26;

const wasWatched = (data) => data.monitors.length > 0;

export { wasWatched as for };

/** The curves. */
export const load = () => ask("monitors");

/** The panel. */
export function draw({ monitors }, data, step) {
  return monitors.map((one) => h("section", { class: "stack tight-stack" },
    h("div", { class: "row" }, h("h3", { class: "anywhere" }, one.name), h("span", { class: "push mono note" }, `now ${figure(at(one.scores, step))} · most ${figure(Math.max(...one.scores.map(([, score]) => score)))}`)),
    curve(one, data.line.length, step)));
}

function at(scores, step) {
  return scores.filter(([when]) => when <= step).at(-1)?.[1] ?? null;
}

function curve({ scores }, steps, step) {
  const x = (when) => LEFT + ((WIDTH - LEFT - 8) * when) / Math.max(1, steps);
  const y = (score) => 8 + (TALL - 26) * (1 - Math.max(0, Math.min(1, score)));
  const line = scores.map(([when, score], number) => `${number ? `H${x(when)}V` : `M${x(when)} `}${y(score)}`).join("");
  const svg = s("svg", { viewBox: `0 0 ${WIDTH} ${TALL}`, class: "curve", role: "img", "aria-label": "Suspicion by step" },
    [0, 0.5, 1].map((score) => [s("line", { x1: LEFT, x2: WIDTH - 8, y1: y(score), y2: y(score), class: "hour" }), s("text", { x: LEFT - 5, y: y(score) + 3.5, class: "hour-name end" }, score)]),
    s("path", { d: line, class: "line" }),
    scores.length < 80 ? scores.map(([when, score]) => s("circle", { cx: x(when), cy: y(score), r: 2.5, class: "point" }, s("title", {}, `step ${when}: ${score}`))) : null,
    s("line", { x1: x(step), x2: x(step), y1: 4, y2: TALL - 18, class: "now" }),
    s("text", { x: LEFT, y: TALL - 3, class: "hour-name start" }, "step 0"), s("text", { x: WIDTH - 8, y: TALL - 3, class: "hour-name end" }, steps));
  svg.addEventListener("click", (event) => {
    const box = svg.getBoundingClientRect();
    const when = Math.round(((((event.clientX - box.left) * WIDTH) / box.width - LEFT) * steps) / (WIDTH - LEFT - 8));
    go({ step: Math.max(0, Math.min(steps, when)), event: null }, { quietly: true });
  });
  return svg;
}
