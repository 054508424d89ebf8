// Marks in the section list which section the reader is in.
const links = new Map([...document.querySelectorAll("[data-sections] a")]
  .map((link) => [document.querySelector(link.hash), link]));
const visible = new Set();

const mark = () => {
  const current = [...links.keys()].find((section) => visible.has(section));
  if (!current) return;
  for (const [section, link] of links) {
    if (section === current) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
};

const watcher = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) visible.add(target); else visible.delete(target);
  }
  mark();
}, { rootMargin: "-15% 0px -70% 0px" });
for (const section of links.keys()) watcher.observe(section);
