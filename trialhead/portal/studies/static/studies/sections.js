// Marks in the section list which section the reader is in.
const entries = [...document.querySelectorAll("[data-sections] a")]
  .map((link) => ({ link, section: document.querySelector(link.hash) }));
const top = ({ section }) => section.getBoundingClientRect().top;

// Of the sections that have passed a line near the top of the window: the one asked for if it still
// shows its heading, else the last. At the end of the page every section in sight has passed.
const current = () => {
  const end = document.documentElement.scrollHeight - innerHeight - 2;
  const line = scrollY > 0 && scrollY >= end ? innerHeight : innerHeight * .3;
  const passed = entries.filter((entry) => top(entry) <= line);
  return passed.find((entry) => entry.link.hash === location.hash && top(entry) >= 0)
    ?? passed.at(-1);
};

let waiting = false;
const mark = () => {
  waiting = false;
  const now = current();
  for (const entry of entries) {
    if (entry === now) entry.link.setAttribute("aria-current", "true");
    else entry.link.removeAttribute("aria-current");
  }
};
const soon = () => { if (!waiting) requestAnimationFrame(mark); waiting = true; };
for (const event of ["scroll", "resize", "hashchange"]) addEventListener(event, soon, { passive: true });
soon();
