// Building a page out of elements and text nodes. Nothing here parses markup: what a world says is text, always.

const SVG = "http://www.w3.org/2000/svg";

/** An element. `props` are attributes; `on` holds listeners, `data` data attributes; null and false leave one out. */
export function h(tag, props = {}, ...children) {
  return build(document.createElement(tag), props, children);
}

/** The same for drawings. */
export function s(tag, props = {}, ...children) {
  return build(document.createElementNS(SVG, tag), props, children);
}

function build(element, { on = {}, data = {}, style = {}, ...attributes }, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  for (const [name, value] of Object.entries(data)) {
    if (value !== null && value !== undefined) element.dataset[name] = value;
  }
  for (const [name, value] of Object.entries(style)) element.style.setProperty(name, value);
  for (const [name, listener] of Object.entries(on)) element.addEventListener(name, listener);
  add(element, children);
  return element;
}

function add(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/** Put new content in place of the old; scroll positions, focus, what is typed and what is unfolded stay. */
export function swap(element, content, { keep }) {
  const before = keep ? remember(element) : null;
  element.replaceChildren(content);
  if (before) restore(element, before);
  else element.scrollTop = 0;
}

function remember(root) {
  const focused = root.contains(document.activeElement) ? document.activeElement : null;
  return {
    scroll: [root, ...root.querySelectorAll("[data-scroll]")].map((e) => [e.dataset.scroll ?? "", e.scrollTop, e.scrollLeft]),
    open: new Map([...root.querySelectorAll("details[data-key]")].map((e) => [e.dataset.key, e.open])),
    key: focused?.dataset.key,
    typed: focused instanceof HTMLInputElement ? [focused.value, focused.selectionStart, focused.selectionEnd] : null,
  };
}

function restore(root, { scroll, open, key, typed }) {
  for (const details of root.querySelectorAll("details[data-key]")) {
    if (open.has(details.dataset.key)) details.open = open.get(details.dataset.key);
  }
  const field = key ? root.querySelector(`[data-key="${CSS.escape(key)}"]`) : null;
  field?.focus({ preventScroll: true });
  if (typed && field instanceof HTMLInputElement) {
    field.value = typed[0];
    field.setSelectionRange(typed[1], typed[2]);
  }
  const now = new Map([root, ...root.querySelectorAll("[data-scroll]")].map((e) => [e.dataset.scroll ?? "", e]));
  for (const [name, top, left] of scroll) now.get(name)?.scrollTo({ top, left, behavior: "instant" });
}
