// Suggestions under a text field, as the ARIA combobox pattern describes it. Without this file the
// field is a plain field and the search still understands what is typed.
const WAIT = 120; // milliseconds after the last key

const setUp = (input) => {
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let options = [], active = -1, timer = 0, asked = 0;
  list.id = `${input.id}-suggestions`;
  list.className = "suggestions";
  list.role = "listbox";
  list.hidden = true;
  list.setAttribute("aria-label", input.labels[0].textContent.trim());
  status.className = "visually-hidden";
  status.role = "status";
  input.after(list, status);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false",
    "aria-autocomplete": "list", "aria-controls": list.id, autocomplete: "off" })) {
    input.setAttribute(name, value);
  }

  const close = () => {
    clearTimeout(timer); asked++; // an answer still under way is not wanted any more
    list.hidden = true; active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (index) => { input.value = options[index].value; close(); input.focus(); };
  const highlight = (index) => {
    clearTimeout(timer); asked++; // who chooses keeps the list that is shown
    active = (index + options.length) % options.length;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === active)));
    input.setAttribute("aria-activedescendant", list.children[active].id);
    list.children[active].scrollIntoView({ block: "nearest" });
  };
  const show = (found) => {
    options = found;
    list.replaceChildren(...found.map(({ value, note }, i) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${i}`;
      item.role = "option";
      item.setAttribute("aria-selected", "false");
      item.append(value);
      if (note) {
        const small = document.createElement("small");
        small.append(note);
        item.append(" ", small);
      }
      item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(i); });
      return item;
    }));
    active = -1;
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    status.textContent = input.dataset.count.replace("%s", found.length);
  };
  const ask = async () => {
    const mine = ++asked, words = input.value.trim();
    if (words.length < 2) { close(); return; }
    try {
      const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(words)}`);
      const { suggestions } = await answer.json();
      if (mine === asked && document.activeElement === input) show(suggestions);
    } catch { close(); }
  };

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") highlight(active + 1);
    else if (event.key === "ArrowUp") highlight(active < 0 ? -1 : active - 1);
    else if (event.key === "Enter" && active >= 0) choose(active);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
};
document.querySelectorAll("[data-suggest]").forEach(setUp);
