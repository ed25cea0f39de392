// The keyboard: one letter each, never while somebody writes in a field or holds a modifier.

/** Listen for keys: a mapping from `event.key` to what to do. */
export function listenForKeys(actions) {
  addEventListener("keydown", (event) => {
    const writing = event.target instanceof Element && event.target.closest("input:not([type=checkbox]), select, textarea");
    if (event.ctrlKey || event.metaKey || event.altKey || (writing && event.key !== "Escape")) return;
    const action = actions[event.key];
    if (action && action(event) !== false) event.preventDefault();
  });
}

/** Move the focus among the items of the page by `step`, from the one that has it, is open, or is first. */
export function moveAmongItems(root, step) {
  const items = [...root.querySelectorAll("[data-item]")].filter((item) => item.offsetParent !== null || item.closest("svg"));
  if (!items.length) return;
  const at = items.findIndex((item) => item === document.activeElement || item.contains(document.activeElement));
  const from = at >= 0 ? at : items.findIndex((item) => item.getAttribute("aria-current") === "true");
  const next = items[Math.max(0, Math.min(items.length - 1, from < 0 ? 0 : from + step))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}
