// Asking the server. The last answers are kept until somebody forgets them.

const MOST = 300;
const kept = new Map();

/** Forget every answer: things are not as they were. */
export function forget() {
  kept.clear();
}

/** The data at an address of this server, asked for anew with `anew`. Throws an Error with the server's words; `page` is
 * the command behind it. */
export function askFor(address, page, anew = false) {
  const answer = (!anew && kept.get(address)) || fetchJson(address, page);
  kept.delete(address);
  kept.set(address, answer);
  answer.catch(() => kept.get(address) === answer && kept.delete(address));
  if (kept.size > MOST) kept.delete(kept.keys().next().value);
  return answer;
}

async function fetchJson(address, page) {
  let answer;
  try {
    answer = await fetch(address);
  } catch {
    throw new Error(`Nothing answers. Is \`${page}\` still running?`);
  }
  const data = await answer.json().catch(() => ({ error: `The server answered with ${answer.status}.` }));
  if (!answer.ok) throw new Error(data.error ?? `The server answered with ${answer.status}.`);
  return data;
}
