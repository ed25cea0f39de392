// The time line of a day, drawn: hours across, a lane for each kind of thing. The list beside it says the same in words.

import { s } from "/base/dom.js";
import { link, place } from "/base/place.js";

const LEFT = 92;
const RIGHT = 1000;
const ROW = 22;
const SHAPES = {
  mail: (x, y) => s("circle", { cx: x, cy: y, r: 5 }),
  chat: (x, y) => s("rect", { x: x - 4.5, y: y - 4.5, width: 9, height: 9, rx: 2 }),
  "switched off": (x, y) => s("path", { d: `M${x - 6} ${y - 6}L${x + 6} ${y + 6}M${x + 6} ${y - 6}L${x - 6} ${y + 6}`, class: "cross" }),
  other: (x, y) => s("path", { d: `M${x} ${y - 6.5}L${x + 6.5} ${y}L${x} ${y + 6.5}L${x - 6.5} ${y}Z` }),
};

/** The drawing. */
export function timeline(data) {
  const minutes = Math.max(data.minutes, 60);
  const x = (minute) => LEFT + ((RIGHT - LEFT - 14) * Math.max(0, Math.min(minute, minutes))) / minutes;
  const bars = [
    ["Meetings", data.meetings.map((one) => ({ from: one.at, to: one.at + one.minutes, text: `${one.time} ${one.subject}` })), "meeting"],
    ["Away", data.absences.map((one) => ({ from: one.from, to: one.to, text: `${one.time} ${one.person.name}`, label: one.person.name })), "away"],
  ];
  const marks = [["People", "people"], ["Messages", "messages"], ["The seat", "seat"]].map(([name, lane]) => [name, data.items.filter((item) => item.lane === lane)]);
  const drawn = [];
  let y = 34;
  for (const [name, list, kind] of bars) {
    const rows = stack(list);
    if (rows.length) drawn.push(lane(name, y), rows.map((row, number) => row.map((one) => bar(one, kind, x, y + number * ROW))));
    y += rows.length * ROW + (rows.length ? 12 : 0);
  }
  for (const [name, items] of marks) {
    if (!items.length) continue;
    drawn.push(lane(name, y), s("line", { x1: LEFT, x2: RIGHT - 14, y1: y + 10, y2: y + 10, class: "rail" }), spread(items, x).map(([item, at, down]) => mark(item, at, y + 10 + down)));
    y += 34;
  }
  return s("svg", { viewBox: `0 0 ${RIGHT} ${y + 4}`, class: "timeline", role: "group", "aria-label": "Time line of the day" }, hours(data, minutes, x, y), drawn);
}

function hours(data, minutes, x, bottom) {
  const first = (60 - (data.opens % 60)) % 60;
  return Array.from({ length: Math.floor((minutes - first) / 60) + 1 }, (_, number) => first + 60 * number).map((minute) => [
    s("line", { x1: x(minute), x2: x(minute), y1: 22, y2: bottom, class: "hour" }),
    s("text", { x: x(minute), y: 14, class: "hour-name" }, `${String(Math.floor((data.opens + minute) / 60) % 24).padStart(2, "0")}:00`),
  ]);
}

function lane(name, y) {
  return s("text", { x: 0, y: y + 14, class: "lane" }, name);
}

/** Bars in as few rows as there is room in. */
function stack(list) {
  const rows = [];
  for (const one of [...list].sort((a, b) => a.from - b.from)) {
    const row = rows.find((some) => some.at(-1).to <= one.from);
    if (row) row.push(one);
    else rows.push([one]);
  }
  return rows;
}

function bar(one, kind, x, y) {
  const width = Math.max(6, x(one.to) - x(one.from) - 2);
  const name = one.label ?? one.text.slice(6);
  const room = Math.floor((width - 10) / 5.9);
  return s("g", { class: kind }, s("rect", { x: x(one.from), y, width, height: ROW - 4, rx: 4 }, s("title", {}, one.text)),
    room > 3 ? s("text", { x: x(one.from) + 6, y: y + 13 }, name.length > room ? `${name.slice(0, room - 1)}…` : name) : null);
}

/** Marks that would cover each other step aside, down and up in turn. */
function spread(items, x) {
  let last = -100;
  let step = 0;
  return items.map((item) => {
    const at = x(item.at);
    step = at - last < 12 ? step + 1 : 0;
    last = at;
    return [item, at, [0, -8, 8][step % 3]];
  });
}

function mark(item, at, y) {
  const draw = SHAPES[item.kind] ?? SHAPES.other;
  const open = place().get("event") === item.id;
  return s("a", { href: link({ event: item.id }), class: `mark ${item.lane} ${open ? "open" : ""}`, "data-key": `mark-${item.id}`, "aria-label": `${item.time} ${item.kind}: ${item.who.name} ${item.title}` },
    s("title", {}, `${item.time} ${item.kind}: ${item.who.name} ${item.title}`), s("circle", { cx: at, cy: y, r: 11, class: "reach" }), draw(at, y));
}
