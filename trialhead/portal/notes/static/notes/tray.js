// The list of notes. Each has its words, its text and its buttons; notes whose words are no longer in
// the text wait in a part of their own.
//
//   show(notes, {list, lost, words, readOnly, jump, edit, remove, extra})
//     notes: [{note, place: {start, end} | null}]     list, lost: the two <ol> elements to fill
//     words: {note, doctor, team, jump, edit, remove, answers}, the reader's language
//     extra(note) -> an element shown under a note (answers, a box to choose it), or nothing
//   focusOn(id)  -- moves to a note in the list
const button = (text, about, act) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "plain";
  made.textContent = text;
  made.setAttribute("aria-describedby", about);
  made.addEventListener("click", act);
  return made;
};

const paragraph = (text, name) => {
  const made = document.createElement(name === "note-quote" ? "blockquote" : "p");
  made.className = name;
  made.dir = "auto";
  made.textContent = text;
  return made;
};

const itemOf = ({ note, place }, { words, readOnly, jump, edit, remove, extra }) => {
  const item = document.createElement("li"), ways = document.createElement("p");
  const quote = note.target.selector.find(({ type }) => type === "TextQuoteSelector")?.exact ?? "";
  const body = paragraph(note.body[0].value, "note-text");
  const quoted = paragraph(quote, "note-quote");
  item.dataset.note = note.id;
  item.dataset.kind = note["trialhead:kind"];
  item.tabIndex = -1;
  body.id = `text-${note.id}`;
  quoted.lang = "en";
  ways.className = "note-ways";
  if (place && jump) ways.append(button(words.jump, body.id, () => jump(note, place)));
  if (!readOnly) {
    ways.append(button(words.edit, body.id, () => edit(note)), button(words.remove, body.id, () => remove(note)));
  }
  item.append(paragraph(words[note["trialhead:kind"]] ?? words.note, "note-kind"), quoted, body, ways);
  const more = extra?.(note);
  if (more) item.append(more);
  return item;
};

// Items of notes that are as they were stay, with the focus in them.
const fill = (list, entries, options) => {
  const old = new Map([...list.children].map((item) => [item.dataset.note, item]));
  const items = entries.map((entry) => {
    const { note, place } = entry;
    const told = JSON.stringify([note, place, options.version ?? ""]);
    const kept = old.get(note.id);
    if (kept?.told === told) return kept;
    const item = itemOf(entry, options);
    item.told = told;
    return item;
  });
  for (const item of [...list.children]) if (!items.includes(item)) item.remove();
  items.forEach((item, index) => {
    if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
  });
};

export const show = (notes, { list, lost, ...options }) => {
  const placed = notes.filter(({ place }) => place);
  placed.sort((one, other) => one.place.start - other.place.start || one.place.end - other.place.end);
  fill(list, placed, options);
  fill(lost, notes.filter(({ place }) => !place), options);
};

export const focusOn = (id) => {
  const item = document.querySelector(`[data-note="${CSS.escape(id)}"]`);
  item?.closest("details")?.setAttribute("open", "");
  item?.scrollIntoView({ block: "nearest" });
  item?.focus();
};
