// Light or dark: as the system says, or as the reader chose. Runs before the page is drawn, so that nothing flashes.
"use strict";
(() => {
  const KEY = "corpsim-theme";
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const read = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };
  const show = (theme) => {
    document.documentElement.dataset.theme = theme ?? (dark.matches ? "dark" : "light");
  };
  dark.addEventListener("change", () => show(read()));
  addEventListener("corpsim-theme", () => {
    const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // A browser that keeps nothing still shows it until the page is closed.
    }
    show(next);
  });
  show(read());
})();
