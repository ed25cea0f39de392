// Where the reader is: tab, company, what is open. All of it is in the address, so a reload or a link loses nothing.

/** The place as parameters. */
export function place() {
  return new URLSearchParams(location.hash.slice(1));
}

/** The address of this place with some parameters changed: null leaves one out, a list repeats it. */
export function link(changes, from = place()) {
  for (const [name, value] of Object.entries(changes)) {
    from.delete(name);
    for (const one of value === null || value === undefined ? [] : [value].flat()) from.append(name, one);
  }
  return `#${from}`;
}

/** Go there. `quietly` leaves no step to go back to; for what is typed. */
export function go(changes, { quietly = false } = {}) {
  const address = link(changes);
  if (address === location.hash || (address === "#" && !location.hash)) return;
  history[quietly ? "replaceState" : "pushState"](null, "", address);
  dispatchEvent(new HashChangeEvent("hashchange"));
}
