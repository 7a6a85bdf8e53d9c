// Runs before the first paint: restores the reader's choice of appearance and of degree, and keeps the degree in step.
// A file of its own because pages carry no inline scripts.
(() => {
  const root = document.documentElement;
  const stored = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const store = (key, value) => {
    try {
      localStorage.setItem(key, value);
    } catch {
      // Storage may be forbidden; the choice then lasts for this page.
    }
  };

  const theme = stored("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;

  const degrees = ["doctor", "master", "bachelor", "none"];
  const degree = stored("degree");
  root.dataset.degree = degrees.includes(degree) ? degree : "master";

  const check = () => {
    for (const radio of document.querySelectorAll("[data-degree-radio]")) {
      radio.checked = radio.dataset.degreeRadio === root.dataset.degree;
    }
  };
  document.addEventListener("DOMContentLoaded", check);
  window.addEventListener("pageshow", check);
  const onChange = (event) => {
    const chosen = event.target instanceof HTMLInputElement ? event.target.dataset.degreeRadio : undefined;
    if (!chosen) return;
    root.dataset.degree = chosen;
    store("degree", chosen);
    check();
  };
  // On the window and in capture: until React has woken it stops such events at the document.
  window.addEventListener("change", onChange, true);
})();
