// @ts-check
// Light or dark before the first paint: loaded without `defer` so that nothing flashes.
(() => {
  const root = document.documentElement;
  const wanted = root.dataset.theme || "auto";
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const show = () => {
    root.dataset.bsTheme = wanted === "auto" ? (dark.matches ? "dark" : "light") : wanted;
  };
  show();
  dark.addEventListener("change", show);
})();
