// Offers the reader's own notes on this study to go along with the enquiry. They are on this device
// only: a note that is not ticked is no part of the form. Without this file the form is as before.
import { all } from "../notes/store.js";

const QUOTE = 1000, PASSAGE = 1600, MOST = 30; // the server keeps no more
const box = document.querySelector("[data-notes-along]");
const along = box.querySelector("[name=include_notes]");
const list = box.querySelector("ol"), made = box.querySelector("template").innerHTML;
const rows = () => [...list.children];
const field = (row, name) => row.querySelector(`[name$="-${name}"]`);

// The row is made from our own template; the words of the note are only ever set as values and text.
const rowOf = (note, place, ticked) => {
  const holder = document.createElement("template");
  holder.innerHTML = made.replaceAll("NN", String(place - 1)).replaceAll("PP", String(place));
  const row = holder.content.firstElementChild;
  const words = note.target.selector.find(({ type }) => type === "TextQuoteSelector");
  const quote = [...words.exact].slice(0, QUOTE).join("");
  const passage = `${words.prefix}${words.exact}${words.suffix}`;
  field(row, "id").value = note.id;
  field(row, "quote").value = quote;
  field(row, "passage").value = passage.length > PASSAGE ? quote : passage;
  field(row, "section").value = note.target["trialhead:section"] ?? "";
  field(row, "text").value = note.body[0].value;
  field(row, "send").checked = ticked;
  row.querySelector("blockquote").textContent = quote;
  return row;
};

// What is not sent is disabled, and so leaves this device with nothing.
const settle = () => {
  list.hidden = !along.checked;
  for (const row of rows()) {
    const send = field(row, "send");
    send.disabled = !along.checked;
    for (const one of row.querySelectorAll("input:not([type=checkbox]), textarea")) {
      one.disabled = !along.checked || !send.checked;
    }
  }
};

const begin = async () => {
  let notes = [];
  try { notes = await all(box.dataset.source); } catch { /* no notes can be kept on this device */ }
  // On a form that comes back, what is not in it was left out before.
  const back = along.checked, known = new Set(rows().map((row) => field(row, "id").value));
  const last = Math.max(0, ...rows().map((row) => Number(field(row, "send").name.split("-")[1]) + 1));
  const texts = new Set(rows().map((row) => field(row, "text").value));
  const more = notes.filter(({ id, body }) => !known.has(id) && !texts.has(body[0].value));
  more.forEach((note, index) => {
    const ticked = !back && note["trialhead:kind"] !== "doctor" && known.size + index < MOST;
    list.append(rowOf(note, last + index + 1, ticked));
  });
  box.hidden = !rows().length;
  box.addEventListener("change", settle);
  settle();
};
begin();
