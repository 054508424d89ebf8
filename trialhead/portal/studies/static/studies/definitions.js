// Shows what a term means on hover, focus and tap; remembers on this device whether terms are marked.
const terms = [...document.querySelectorAll("a.term")];
const texts = document.querySelector("[data-definitions]")?.content;
const button = document.querySelector("[data-definitions-switch]");
const box = document.querySelector("[data-definition]");
const kept = { get: () => { try { return localStorage.getItem("definitions"); } catch { return null; } },
  set: (value) => { try { localStorage.setItem("definitions", value); } catch { /* private mode */ } } };
let shown = null;
let leaving = 0;

const hide = () => {
  clearTimeout(leaving);
  shown?.removeAttribute("aria-describedby");
  shown = null;
  box.hidden = true;
};

// Below the term, above it where there is no room, and never over the edge of the window. It touches
// the term, so that the pointer can move onto it.
const place = (term) => {
  const at = term.getClientRects()[0];
  const room = document.documentElement;
  const { width, height } = box.getBoundingClientRect();
  const below = at.bottom + height <= room.clientHeight || at.top < height;
  const left = Math.max(8, Math.min(at.left, room.clientWidth - width - 8));
  box.style.left = `${left + scrollX}px`;
  box.style.top = `${(below ? at.bottom : at.top - height) + scrollY}px`;
};

const show = (term) => {
  clearTimeout(leaving);
  if (shown === term || !term.hasAttribute("href")) return;
  hide();
  box.replaceChildren(texts.querySelector(`[data-of="${term.dataset.term}"]`).cloneNode(true));
  box.hidden = false;
  term.setAttribute("aria-describedby", box.id);
  shown = term;
  place(term);
};

// A moment to reach the box with the pointer; a term that has the focus keeps its box.
const leave = () => {
  clearTimeout(leaving);
  leaving = setTimeout(() => { if (shown !== document.activeElement) hide(); }, 300);
};

const mark = (on) => {
  for (const term of terms) {
    if (on) term.setAttribute("href", term.dataset.href);
    else term.removeAttribute("href");
  }
  button.setAttribute("aria-pressed", String(on));
  hide();
};

for (const term of terms) {
  term.dataset.href = term.getAttribute("href");
  let touched = false;
  term.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") show(term); });
  term.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") leave(); });
  term.addEventListener("focus", () => show(term));
  term.addEventListener("blur", () => { if (shown === term) hide(); });
  // The first tap shows the definition, the second follows the link to all of them.
  term.addEventListener("pointerdown", (event) => { touched = event.pointerType !== "mouse" && shown !== term; });
  term.addEventListener("click", (event) => { if (touched) { event.preventDefault(); show(term); } touched = false; });
}

if (button && texts && terms.length) {
  box.addEventListener("pointerenter", () => clearTimeout(leaving));
  box.addEventListener("pointerleave", leave);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && shown) hide(); });
  document.addEventListener("pointerdown", ({ target }) => {
    if (shown && !box.contains(target) && !shown.contains(target)) hide();
  });
  addEventListener("resize", hide);
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    kept.set(on ? "on" : "off");
    mark(on);
  });
  button.hidden = false;
  mark(kept.get() !== "off");
}
