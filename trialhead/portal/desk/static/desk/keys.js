// The list of enquiries by keyboard alone. Without this script the links are still there.
const rows = [...document.querySelectorAll("[data-row]")];
document.querySelector("[data-keys]").hidden = false;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  if (event.key === "/") {
    event.preventDefault();
    const field = document.getElementById("q");
    field.closest("details").open = true;
    field.focus();
    return;
  }
  const step = { j: 1, k: -1 }[event.key];
  if (!step || !rows.length) return;
  const at = rows.indexOf(document.activeElement);
  rows[Math.min(Math.max(at + step, 0), rows.length - 1)].focus();
});
