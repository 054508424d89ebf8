// Private notes on the words of a study page: makes them, changes them and shows them. Without this
// file the page is the study's words and nothing else.
import { draw } from "./highlights.js";
import { endOf, pageText, passageAt, passages, placeOf, rangeOf, spanOf } from "./passages.js";
import { all, get, onChange, put, putAll, remove, sharesOf } from "./store.js";
import { focusOn, show } from "./tray.js";

// Fetched when they are needed: most readers of a page have no notes on it.
const anchoring = () => import("./anchoring.js");
const exchange = () => import("./exchange.js");
let shared = null, received = null;
const sharing = async () => {
  shared ??= (await import("./sharing.js")).start({ announce, changed: () => render() });
  return shared;
};

const tools = document.querySelector("[data-notes]");
const part = (name) => tools.querySelector(`[data-notes-${name}]`);
const said = (name) => tools.dataset[`said${name}`];
const word = (name) => tools.dataset[`word${name}`];
const { source, version } = tools.dataset;
const dialog = part("dialog"), form = dialog.querySelector("form");
const add = part("add"), undo = part("undo");

const announce = (text, undoing = null) => {
  part("said").textContent = text;
  undo.hidden = !undoing;
  undo.onclick = undoing;
};

// Where the notes are. A note is looked for once in a text: typing and scrolling look for nothing.
const found = new Map();
let foundIn = null;
const placeOfNote = (note, text, anchor) => {
  if (foundIn !== text) { found.clear(); foundIn = text; }
  const selector = JSON.stringify(note.target.selector);
  if (found.get(note.id)?.selector !== selector) {
    found.set(note.id, { selector, place: anchor(text, note.target.selector) });
  }
  return found.get(note.id).place;
};

const jump = (note, place) => {
  const range = rangeOf(place.start, place.end), passage = range.startContainer.parentElement.closest("[data-passage]");
  passage.closest("details")?.setAttribute("open", "");
  passage.scrollIntoView({ block: "center" });
  passage.querySelector(":scope > .note-marker")?.focus({ preventScroll: true });
};

const render = async () => {
  const text = pageText();
  const kept = await all(source), theirs = received?.notes ?? [];
  const { anchor } = kept.length + theirs.length ? await anchoring() : {};
  const entry = (note) => ({ note, place: placeOfNote(note, text, anchor) });
  const notes = kept.map(entry), others = theirs.map(entry);
  const placed = notes.filter(({ place }) => place);
  draw([...placed, ...others.filter(({ place }) => place)],
    { label: (count) => `${word("Here")} ${count}`, open: openTray });
  show(notes, { list: part("list"), lost: part("lost"), words: { note: word("Note"),
    doctor: word("Doctor"), team: word("Team"), jump: word("Jump"), edit: word("Edit"),
    remove: word("Remove") }, jump, edit: change, remove: discard,
  extra: shared?.extra, version: shared?.version() });
  received?.show(others, jump);
  part("count").textContent = notes.length;
  part("none").hidden = notes.length > 0;
  part("lost-part").hidden = placed.length === notes.length;
  for (const way of ["print", "export", "share"].map(part)) if (way) way.disabled = !notes.length;
};

const openTray = (notes) => focusOn(notes[0].id);

// The dialog answers with the text and kind, or with nothing.
const ask = ({ title, quote, text = "", kind = "note" }) => new Promise((resolve) => {
  dialog.querySelector("h2").textContent = title;
  part("quote").textContent = quote;
  form.elements.text.value = text;
  form.elements.kind.value = kind;
  dialog.returnValue = "";
  part("said").textContent = ""; // so that "saved" is said again, and of this note
  dialog.addEventListener("close", () => {
    const saved = dialog.returnValue === "save" && form.elements.text.value.trim();
    resolve(saved ? { text: saved, kind: form.elements.kind.value } : null);
  }, { once: true });
  dialog.showModal();
  form.elements.text.focus();
});

const bodyOf = ({ text, kind }) => ({
  motivation: kind === "note" ? "commenting" : "questioning",
  body: [{ type: "TextualBody", value: text, format: "text/plain",
    purpose: kind === "note" ? "commenting" : "questioning" }],
  "trialhead:kind": kind,
});

const keep = async (note, words) => {
  try { await put(note); } catch { announce(said("NoRoom")); return; }
  announce(words);
};

const make = async ({ start, end }) => {
  const { describe } = await anchoring(), selector = describe(pageText(), start, end);
  const answer = await ask({ title: word("New"), quote: selector[0].exact });
  if (!answer) return;
  const section = passageAt(start).closest("section[id]")?.id ?? "header";
  const now = new Date().toISOString();
  await keep({
    "@context": "http://www.w3.org/ns/anno.jsonld", id: `urn:uuid:${uuid()}`, type: "Annotation",
    created: now, modified: now, ...bodyOf(answer),
    target: { source, "trialhead:version": version, "trialhead:section": section, selector },
  }, said("Saved"));
};

// crypto.randomUUID is not there on plain http.
const uuid = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
};

const change = async (note) => {
  const quote = note.target.selector.find(({ type }) => type === "TextQuoteSelector").exact;
  const answer = await ask({ title: word("Change"), quote, text: note.body[0].value, kind: note["trialhead:kind"] });
  if (!answer) return;
  await keep({ ...note, ...bodyOf(answer), modified: new Date().toISOString() }, said("Changed"));
  await render();
  focusOn(note.id);
};

const discard = async (note) => {
  await remove(note.id);
  announce(said("Deleted"), async () => {
    await keep(note, said("Back"));
    await render();
    focusOn(note.id);
  });
  undo.focus();
};

// From a selection: by mouse, touch or keys, a button appears beside it.
const place = () => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed || dialog.open) return null;
  return placeOf(selection.getRangeAt(0));
};
const offer = () => {
  add.hidden = !place();
  if (add.hidden) return;
  const box = getSelection().getRangeAt(0).getBoundingClientRect();
  const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - add.offsetWidth - 8));
  add.style.left = `${left + scrollX}px`;
  add.style.top = `${box.bottom + scrollY + 8}px`;
};
let waiting = false;
document.addEventListener("selectionchange", () => {
  if (!waiting) requestAnimationFrame(() => { waiting = false; offer(); });
  waiting = true;
});
add.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays
add.addEventListener("click", () => {
  const selected = place();
  getSelection().removeAllRanges();
  if (selected) make(selected);
});
document.body.append(add); // beside the text, wherever that is

// Without a selection: a button on each passage, made when asked for.
const buttonOn = (passage) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "note-on plain";
  made.dataset.noNotes = "";
  made.lang = document.documentElement.lang;
  made.textContent = word("Add");
  made.addEventListener("click", () => make(spanOf(passage)));
  passage.insertBefore(made, endOf(passage));
};
part("switch").addEventListener("click", ({ currentTarget }) => {
  const on = currentTarget.getAttribute("aria-pressed") !== "true";
  currentTarget.setAttribute("aria-pressed", String(on));
  if (on) passages.forEach(buttonOn);
  else document.querySelectorAll(".note-on").forEach((made) => made.remove());
});

part("export").addEventListener("click", async () => {
  const notes = await all(source), link = document.createElement("a"), { fileOf } = await exchange();
  link.href = URL.createObjectURL(new Blob([fileOf(notes)], { type: "application/ld+json" }));
  link.download = `notes-${source.split("/")[2]}.jsonld`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  announce(`${said("Exported")} ${notes.length}`);
});

// Of two states of one note the one changed later stays.
const newer = async (note) => {
  const kept = await get(note.id);
  return !kept || Date.parse(kept.modified) < Date.parse(note.modified);
};
part("import").addEventListener("change", async ({ currentTarget: field }) => {
  try {
    const { notesIn } = await exchange(), notes = notesIn(await field.files[0].text());
    const wanted = await Promise.all(notes.map(newer));
    await putAll(notes.filter((_, index) => wanted[index]));
    const elsewhere = notes.filter((note) => note.target.source !== source).length;
    announce([said("Imported"), notes.length, ...(elsewhere ? [said("Elsewhere"), elsewhere] : [])].join(" "));
  } catch (error) {
    if (error.entry === undefined) announce(said("NoRoom"));
    else announce(error.entry ? `${said("BadEntry")} ${error.entry}` : said("BadFile"));
  }
  field.value = "";
});

part("print").addEventListener("click", async () => {
  const questions = (await all(source)).filter((note) => note["trialhead:kind"] !== "note");
  if (!questions.length) { announce(said("NoQuestions")); return; }
  part("questions").replaceChildren(...questions.map((note) => {
    const item = document.createElement("li"), quote = document.createElement("blockquote");
    const asked = document.createElement("p");
    quote.textContent = note.target.selector.find(({ type }) => type === "TextQuoteSelector").exact;
    asked.textContent = note.body[0].value;
    quote.dir = asked.dir = "auto";
    quote.lang = "en";
    item.append(quote, asked);
    return item;
  }));
  part("print-page").hidden = false;
  document.documentElement.dataset.printing = "questions";
  print();
});
addEventListener("afterprint", () => {
  part("print-page").hidden = true;
  delete document.documentElement.dataset.printing;
});

// The operator may have turned sharing off.
part("share")?.addEventListener("click", async () => {
  const notes = await all(source);
  (await sharing()).offer(notes);
});

// What is shared is asked after, and what was received is shown, only where there is something.
const begin = async () => {
  if (sessionStorage.getItem("trialhead-shared")) received = (await import("./received.js")).start();
  await render();
  if ((await sharesOf(source)).length) (await sharing()).refresh();
};

tools.hidden = false;
onChange(render);
begin();
