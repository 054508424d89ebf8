// Notes somebody has shared, on the page of their study: read in place and answered.
//
//   start() -> {notes, show(entries, jump)}, or nothing if none are open in this tab for this study
//     entries: [{note, place: {start, end} | null}]
import { asked, keysAgain, seal } from "./sealing.js";
import { show } from "./tray.js";

const KEY = "trialhead-shared";
const box = document.querySelector("[data-received]");
const part = (name) => box.querySelector(`[data-received-${name}]`);
const said = (name) => box.dataset[`said${name}`];
const words = document.querySelector("[data-notes]").dataset;

export const start = () => {
  const told = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  if (told?.source !== words.source) return null;

  part("line").textContent = told.line;
  part("line").hidden = !told.line;
  part("until").textContent = new Date(told.expires).toLocaleString(
    document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
  part("close").addEventListener("click", () => {
    sessionStorage.removeItem(KEY);
    location.reload();
  });
  box.hidden = false;

  // What went wrong, if anything.
  const send = async (note, text) => {
    const keys = await keysAgain(told), id = crypto.randomUUID();
    const answer = { id, note: note.id, text, name: part("name").value.trim(), created: new Date().toISOString() };
    const { status } = await asked(box.dataset.toAnswer, {
      id: told.id, verifier: told.verifier, sealed: await seal(keys, "answer", answer),
    });
    if (status !== 200) return status === 404 ? said("Closed") : said("Failed");
    told.sent.push({ note: note.id, text });
    sessionStorage.setItem(KEY, JSON.stringify(told));
    return null;
  };

  const answering = (note) => {
    const made = part("answer").content.cloneNode(true).querySelector("form");
    const [label, field] = [made.querySelector("label"), made.querySelector("textarea")];
    const sent = made.querySelector("ul"), status = made.querySelector("[role=status]");
    label.htmlFor = field.id = `answer-${note.id}`;
    field.setAttribute("aria-describedby", `text-${note.id}`);
    const list = () => sent.replaceChildren(...told.sent.filter((one) => one.note === note.id).map(({ text }) => {
      const item = document.createElement("li");
      item.dir = "auto";
      item.className = "note-text";
      item.textContent = text;
      return item;
    }));
    list();
    made.addEventListener("submit", async (event) => {
      event.preventDefault();
      const text = field.value.trim(), button = made.querySelector("button");
      if (!text) return;
      button.disabled = true;
      const problem = await send(note, text).catch(() => said("Failed"));
      status.textContent = problem ?? said("Sent");
      if (!problem) field.value = "";
      button.disabled = false;
      list();
    });
    return made;
  };

  return {
    notes: told.notes,
    show: (entries, jump) => {
      show(entries, { list: part("list"), lost: part("lost"), readOnly: true, jump, extra: answering,
        words: { note: words.wordNote, doctor: words.wordDoctor, team: words.wordTeam, jump: words.wordJump } });
      part("lost-part").hidden = entries.every(({ place }) => place);
    },
  };
};
