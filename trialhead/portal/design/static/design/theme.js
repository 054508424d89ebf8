// Remembers on this device whether the reader chose dark or light colours. The button says which
// colours it brings.
const choice = { get: () => { try { return localStorage.getItem("theme"); } catch { return null; } },
  set: (value) => { try { localStorage.setItem("theme", value); } catch { /* private mode */ } } };
const system = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (choice.get() ?? (system.matches ? "dark" : "light")) === "dark";

document.documentElement.dataset.theme = isDark() ? "dark" : "light";
document.addEventListener("DOMContentLoaded", () => {
  const button = document.querySelector("[data-theme-switch]");
  const toDark = button.textContent;
  const show = () => {
    document.documentElement.dataset.theme = isDark() ? "dark" : "light";
    button.textContent = isDark() ? button.dataset.toLight : toDark;
  };
  button.hidden = false;
  button.addEventListener("click", () => { choice.set(isDark() ? "light" : "dark"); show(); });
  system.addEventListener("change", show);
  show();
});
