// Asking the server. What was answered is kept until the world changes; the company is part of every question.

import { place } from "/base/place.js";

const kept = new Map();

/** Forget every answer: the world is not the one it was. */
export function forget() {
  kept.clear();
}

/** The data of a view of the company that the place names. Throws an Error with the server's words. */
export function ask(view, params = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of place()) if (name === "seed" || name.startsWith("c.")) query.append(name, value);
  for (const [name, value] of Object.entries(params)) {
    for (const one of value === null || value === undefined ? [] : [value].flat()) query.append(name, one);
  }
  const address = `/api/${view}?${query}`;
  if (!kept.has(address)) {
    const answer = fetchJson(address);
    answer.catch(() => kept.delete(address));
    kept.set(address, answer);
  }
  return kept.get(address);
}

async function fetchJson(address) {
  let answer;
  try {
    answer = await fetch(address);
  } catch {
    throw new Error("The preview does not answer. Is `corpsim world preview` still running?");
  }
  const data = await answer.json().catch(() => ({ error: `The preview answered with ${answer.status}.` }));
  if (!answer.ok) throw new Error(data.error ?? `The preview answered with ${answer.status}.`);
  return data;
}
