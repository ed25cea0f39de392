// News from the server: every message is the newest standing. The browser connects again by itself.

/** Call `told` with every standing, and `connected` with whether there is a connection. */
export function listen(address, { told, connected }) {
  const source = new EventSource(address);
  source.addEventListener("open", () => connected(true));
  source.addEventListener("error", () => connected(false));
  source.addEventListener("message", (event) => told(JSON.parse(event.data)));
}
