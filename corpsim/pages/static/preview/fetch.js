// Asking the server of the preview: the company is part of every question.

import { askFor } from "/base/ask.js";
import { place } from "/base/place.js";

/** The data of a view of the company that the place names. Throws an Error with the server's words. */
export function ask(view, params = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of place()) if (name === "seed" || name.startsWith("c.")) query.append(name, value);
  for (const [name, value] of Object.entries(params)) {
    for (const one of value === null || value === undefined ? [] : [value].flat()) query.append(name, one);
  }
  return askFor(`/api/${view}?${query}`, "corpsim world preview");
}
