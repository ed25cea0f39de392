// Asking the server of the view: run and episode of the place are part of every question.

import { askFor } from "/base/ask.js";
import { place } from "/base/place.js";

/** The data of a view. Throws an Error with the server's words. */
export function ask(view, params = {}, { anew = false } = {}) {
  const query = new URLSearchParams();
  const all = { run: place().get("run"), ep: place().get("ep"), ...params };
  for (const [name, value] of Object.entries(all)) if (value !== null && value !== undefined && value !== "") query.set(name, value);
  return askFor(`/api/${view}?${query}`, "corpsim view", anew);
}
