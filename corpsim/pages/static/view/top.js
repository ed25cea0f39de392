// The bar at the top: where one is, whether labels are shown, and what is always at hand.

import { h, s } from "/base/dom.js";
import { logo, standingButtons } from "/base/pieces.js";
import { go, link, place } from "/base/place.js";

const OPEN_EYE = "M2 12s3.600-7 10-7 10 7 10 7-3.600 7-10 7S2 12 2 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z";
const SHUT_EYE = "M3 3l18 18M10.600 5.100A10.500 10.500 0 0 1 12 5c6.400 0 10 7 10 7a18 18 0 0 1-3.200 4M6.500 6.500A17.500 17.500 0 0 0 2 12s3.600 7 10 7a10 10 0 0 0 5.200-1.500M9.900 9.900a3 3 0 0 0 4.200 4.200";

/** The bar over what is open. */
export function drawTop(opened) {
  return h("div", { class: "top-in" },
    h("a", { class: "home", href: "#", "aria-label": "All runs" }, logo()),
    h("nav", { class: "crumbs", "aria-label": "Where you are" }, crumbs(opened)),
    h("div", { class: "row push nowrap" }, place().has("run") ? labelsButton() : null, standingButtons()));
}

function crumbs(opened) {
  const run = place().get("run");
  const way = [run ? h("a", { href: "#" }, "Runs") : h("strong", {}, "Runs")];
  if (run) way.push(place().has("ep") ? h("a", { class: "clip", href: link(opened.up?.() ?? { ep: null }) }, run) : h("strong", { class: "clip" }, run));
  if (place().has("ep")) way.push(h("strong", { class: "clip" }, opened.crumb ?? place().get("ep")));
  return way.map((one, number) => [number ? h("span", { class: "quiet", "aria-hidden": "true" }, "/") : null, one]);
}

function labelsButton() {
  const shown = place().has("labels");
  return h("button", { class: `button ${shown ? "on" : ""}`, type: "button", "aria-pressed": String(shown), data: { key: "labels" }, title: "Labels and their evidence (l)", on: { click: () => go({ labels: shown ? null : "1" }, { quietly: true }) } },
    eye(shown), h("span", { class: "wide-only" }, shown ? "Labels shown" : "Labels hidden"));
}

/** An eye, open or shut. */
export function eye(open) {
  return s("svg", { viewBox: "0 0 24 24", "aria-hidden": "true", class: "icon" }, s("path", { d: open ? OPEN_EYE : SHUT_EYE }));
}
