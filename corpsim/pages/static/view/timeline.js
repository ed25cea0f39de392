// The time line of an episode: how much the seat and the company did when, and marks of what mattered. Drawn as bars of
// equal width, so that ten events and ten thousand look alike.

import { h, s } from "/base/dom.js";
import { go } from "/base/place.js";

const BAR = 6;
const LEFT = 76;
const RIGHT = 12;
const LANES = [["Seat", 12, 26], ["Company", 48, 26]];
const HEIGHT = 96;

/** The time line. `show(step, evidence)` moves its cursor and puts in the marks of evidence. */
export function makeTimeline(data) {
  const svg = s("svg", { class: "strip", role: "slider", tabindex: 0, "aria-label": "Time line: the step", "aria-valuemin": 0, "aria-valuemax": data.line.length });
  const element = h("div", { class: "strip-box" }, svg);
  let shown = { step: 1, evidence: new Map() };
  let width = 0;

  const x = (minute) => LEFT + ((width - LEFT - RIGHT) * Math.min(minute, data.minutes)) / Math.max(1, data.minutes);
  const minuteOf = (step) => (step ? data.line[step - 1][0] : 0);

  function draw() {
    width = Math.max(280, element.clientWidth);
    svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    svg.setAttribute("height", HEIGHT);
    svg.replaceChildren(
      ...hours(),
      ...LANES.map(([name, top, tall]) => s("text", { x: 0, y: top + tall - 6, class: "lane" }, name)),
      ...bars([0], LANES[0], "own"), ...bars([1], LANES[1], "reached", [2]),
      ...moments(), ...marks(), cursor());
  }

  function hours() {
    let last = -100;
    return data.hours.flatMap(([minute, name]) => {
      const at = x(minute);
      if (at - last < 56) return [];
      last = at;
      return [s("line", { x1: at, x2: at, y1: 4, y2: HEIGHT - 18, class: "hour" }), s("text", { x: at, y: HEIGHT - 4, class: `hour-name ${at > width - 30 ? "end" : ""}` }, name)];
    });
  }

  /** Bars of how many events there were of `kinds`; those of `also` are stacked above, as hidden ones. */
  function bars(kinds, [, top, tall], kind, also = []) {
    const bins = new Map();
    for (const [minute, sight] of data.marks) {
      const which = kinds.includes(sight) ? 0 : also.includes(sight) ? 1 : -1;
      if (which < 0) continue;
      const bin = Math.floor((x(minute) - LEFT) / BAR);
      if (!bins.has(bin)) bins.set(bin, [0, 0]);
      bins.get(bin)[which] += 1;
    }
    const most = Math.max(1, ...[...bins.values()].map(([a, b]) => a + b));
    const size = (count) => tall * Math.sqrt(count / most);
    return [
      s("line", { x1: LEFT, x2: width - RIGHT, y1: top + tall, y2: top + tall, class: "rail" }),
      ...[...bins].flatMap(([bin, [a, b]]) => {
        const at = LEFT + bin * BAR;
        const [low, all] = [size(a + b) * (a / (a + b)), size(a + b)];
        return [
          a ? s("rect", { x: at, width: BAR - 2, y: top + tall - low, height: Math.max(2, low), rx: 1, class: kind }) : null,
          b ? s("rect", { x: at, width: BAR - 2, y: top + tall - all, height: Math.max(2, all - low), rx: 1, class: "not-seen" }) : null,
        ].filter(Boolean);
      }),
    ];
  }

  /** Rewards and refusals, below the lane of the seat. */
  function moments() {
    return data.line.flatMap(([minute, tool, reward, , refused], at) => {
      if (!reward && !refused) return [];
      const mark = reward ? s("circle", { cx: x(minute), cy: 42, r: 3, class: reward > 0 ? "good" : "bad" }) : s("path", { d: `M${x(minute) - 2.5} 39.500l5 5m0-5l-5 5`, class: "refused" });
      mark.append(s("title", {}, `step ${at + 1} ${tool}: ${reward ? `reward ${reward}` : "refused"}`));
      return [mark];
    });
  }

  function marks() {
    return [...shown.evidence].map(([event, { step, names }]) => {
      const at = x(data.marks[event][0]);
      const mark = s("path", { d: `M${at} 1l5.500 5.500l-5.500 5.500l-5.500-5.500z`, class: "evidence" }, s("title", {}, `${names.join(", ")}: event ${event}`));
      mark.addEventListener("pointerdown", (press) => {
        press.stopPropagation();
        go({ step, event });
      });
      return mark;
    });
  }

  function cursor() {
    const at = x(minuteOf(shown.step));
    return s("g", { class: "cursor" }, s("line", { x1: at, x2: at, y1: 8, y2: HEIGHT - 18 }), s("circle", { cx: at, cy: HEIGHT - 18, r: 4 }));
  }

  function nearest(event) {
    const box = svg.getBoundingClientRect();
    const minute = ((((event.clientX - box.left) * width) / box.width - LEFT) * Math.max(1, data.minutes)) / (width - LEFT - RIGHT);
    let [low, high] = [0, data.line.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (data.line[middle][0] <= minute) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low + 1);
  }

  const move = (event) => data.line.length && go({ step: nearest(event), event: null }, { quietly: true });
  svg.addEventListener("pointerdown", (event) => {
    svg.setPointerCapture(event.pointerId);
    move(event);
  });
  svg.addEventListener("pointermove", (event) => event.buttons && move(event));
  svg.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (!by) return;
    event.preventDefault();
    go({ step: Math.max(0, Math.min(data.line.length, shown.step + by)), event: null }, { quietly: true });
  });
  const watching = new ResizeObserver(draw);
  watching.observe(element);

  return {
    element,
    show(step, evidence) {
      const same = shown.evidence === evidence || (!shown.evidence.size && !evidence.size);
      shown = { step, evidence };
      svg.setAttribute("aria-valuenow", step);
      if (!width || !same) draw();
      else svg.querySelector(".cursor")?.replaceWith(cursor());
    },
    close: () => watching.disconnect(),
  };
}
