// The sharer's side of shared notes: makes links, shows how they stand, brings answers to the notes.
//
//   start({announce, changed}) -> {offer(notes), refresh(), extra(note), version()}
//     changed(): an answer has come; extra(note): the answers to a note, or nothing
import { asked, keysOf, newLink, seal, unseal } from "./sealing.js";
import { putShare, removeShare, sharesOf } from "./store.js";

const LARGEST = 350_000; // characters a share may have when sealed
const tools = document.querySelector("[data-notes]");
const box = document.querySelector("[data-shares]");
const dialog = document.querySelector("[data-share-dialog]");
const part = (name) => dialog.querySelector(`[data-share-${name}]`);
const { source } = tools.dataset;
const said = (name) => box.dataset[`said${name}`];
const address = (name) => box.dataset[`to${name}`];
const form = dialog.querySelector("form");

const button = (text, act, about) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "plain";
  made.textContent = text;
  if (about) made.setAttribute("aria-describedby", about);
  made.addEventListener("click", act);
  return made;
};
const line = (text) => {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
};
const day = (time) => new Date(time).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });

export const start = ({ announce, changed }) => {
  let shares = [];

  // Making a link ------------------------------------------------------------------------------

  const choices = (notes) => notes.map((note, index) => {
    const label = document.createElement("label"), tick = document.createElement("input");
    const words = document.createElement("span");
    label.className = "check";
    label.htmlFor = tick.id = `share-note-${index}`;
    tick.type = "checkbox";
    tick.checked = true;
    tick.value = note.id;
    words.dir = "auto";
    words.textContent = note.body[0].value;
    label.append(tick, words);
    return label;
  });

  const offer = (notes) => {
    form.reset();
    form.hidden = false;
    part("made").hidden = true;
    part("link").value = part("passcode").value = "";
    part("problem").textContent = globalThis.isSecureContext ? "" : said("Insecure");
    part("make").disabled = !globalThis.isSecureContext;
    part("notes").replaceChildren(...choices(notes));
    dialog.showModal();
    form.onsubmit = (event) => {
      if (event.submitter?.value === "cancel") return;
      event.preventDefault();
      make(notes);
    };
  };

  const make = async (notes) => {
    const chosen = new Set([...part("notes").querySelectorAll("input:checked")].map((tick) => tick.value));
    if (!chosen.size) { part("problem").textContent = said("Choose"); return; }
    part("make").disabled = true;
    part("problem").textContent = said("Sealing");
    try {
      const problem = await shared(notes.filter(({ id }) => chosen.has(id)));
      part("problem").textContent = problem ?? "";
    } catch { part("problem").textContent = said("Failed"); }
    part("make").disabled = false;
  };

  const shared = async (notes) => {
    const link = newLink(), keys = await keysOf(link), now = new Date().toISOString();
    const told = { source, line: form.elements.line.value.trim(), created: now, notes };
    const sealed = await seal(keys, "notes", told);
    if (sealed.length > LARGEST) return said("TooLong");
    const days = Number(form.elements.days.value), left = Number(form.elements.openings.value);
    const answer = await asked(address("Make"), { id: link.id, verifier: keys.verifier, sealed, days, openings: left });
    if (!answer.told) return answer.status === 429 ? said("TooMany") : said("Failed");
    const { owner } = answer.told, url = new URL(address("Page"), location);
    url.hash = `${link.id}.${link.secret}`;
    await putShare({
      id: link.id, source, owner, key: keys.key, link: url.href, passcode: link.passcode, created: now,
      expires: new Date(Date.now() + days * 86_400_000).toISOString(), left, locked: false, over: false,
      openings: [], answers: [], count: notes.length,
    });
    give(url.href, link.passcode);
    await draw();
    return null;
  };

  const give = (link, passcode) => {
    form.hidden = true;
    part("made").hidden = false;
    part("link").value = link;
    part("passcode").value = passcode;
    part("copied").textContent = "";
    part("link").focus();
  };
  const copy = (name, words) => part(`copy-${name}`).addEventListener("click", async () => {
    part(name).select();
    try { await navigator.clipboard.writeText(part(name).value); } catch { document.execCommand("copy"); }
    part("copied").textContent = words;
  });
  copy("link", said("LinkCopied"));
  copy("passcode", said("PasscodeCopied"));
  part("done").addEventListener("click", () => dialog.close());

  // How links stand ----------------------------------------------------------------------------

  const state = (share) => {
    if (share.over) return said("Over");
    return share.locked ? said("Locked") : `${said("Until")} ${day(share.expires)}`;
  };

  const itemOf = (share, index) => {
    const item = document.createElement("li"), ways = document.createElement("p");
    const told = line(`${said("Made")} ${day(share.created)}. ${said("Count")} ${share.count}. ${state(share)}.`);
    told.id = `share-${index}`;
    item.append(told);
    if (!share.over) {
      item.append(line([`${said("Left")} ${share.left}.`, share.openings.length
        ? `${said("Opened")} ${share.openings.map(day).join("; ")}.` : said("Unopened")].join(" ")));
      ways.append(button(said("Show"), () => { dialog.showModal(); give(share.link, share.passcode); }, told.id),
        button(said("Extend"), () => extend(share), told.id), button(said("Revoke"), () => revoke(share), told.id));
    } else ways.append(button(said("Forget"), () => forget(share), told.id));
    ways.className = "note-ways";
    item.append(ways);
    return item;
  };

  const draw = async () => {
    shares = await sharesOf(source);
    box.hidden = !shares.length;
    box.querySelector("ul").replaceChildren(...shares.map(itemOf));
  };

  const ask = async (name, share, told = {}) => {
    try { return await asked(address(name), { owner: share.owner, ...told }); } catch { return { status: 0, told: null }; }
  };

  const extend = async (share) => {
    const { told } = await ask("Extend", share, { days: 7 });
    if (told) await putShare({ ...share, expires: told.expires });
    announce(told ? `${said("Until")} ${day(told.expires)}` : said("NotDone"));
    await draw();
  };
  // The answers that came before stay with the notes.
  const revoke = async (share) => {
    const { status } = await ask("Revoke", share);
    if (status === 200 || status === 404) await putShare({ ...share, over: true });
    announce(status === 200 || status === 404 ? said("Revoked") : said("NotDone"));
    await draw();
  };
  const forget = async (share) => { await removeShare(share.id); await draw(); changed(); };

  // Answers --------------------------------------------------------------------------------------

  // An answer that cannot be unsealed was not written by who has link and passcode: it is left out.
  const read = async (share, sealed) => {
    const known = new Set(share.answers.map(({ id }) => id)), read = [];
    for (const text of sealed) {
      try {
        const answer = await unseal(share, "answer", text);
        if (typeof answer.id === "string" && typeof answer.text === "string" && !known.has(answer.id)) {
          known.add(answer.id);
          read.push(answer);
        }
      } catch { continue; }
    }
    return read;
  };

  const refreshOne = async (share) => {
    const { status, told } = await ask("State", share);
    if (status === 404) { await putShare({ ...share, over: true }); return 0; }
    if (!told) return 0;
    const fresh = await read(share, told.answers), { expires, left, openings } = told;
    const locked = told.locked && !share.locked;
    await putShare({ ...share, expires, left, openings, locked: told.locked, answers: [...share.answers, ...fresh] });
    if (locked) announce(said("Locked"));
    return fresh.length;
  };
  const refresh = async () => {
    await draw();
    const fresh = await Promise.all(shares.filter(({ over }) => !over).map(refreshOne));
    await draw();
    const count = fresh.reduce((sum, one) => sum + one, 0);
    if (count) announce(`${said("Answers")} ${count}`);
    changed();
  };

  const answersTo = (note) => shares.flatMap(({ answers }) => answers).filter((answer) => answer.note === note.id);
  const extra = (note) => {
    const answers = answersTo(note);
    if (!answers.length) return null;
    const list = document.createElement("ul");
    list.className = "note-answers";
    list.setAttribute("aria-label", said("AnswersTo"));
    list.append(...answers.map((answer) => {
      const item = document.createElement("li"), words = line(answer.text);
      words.dir = "auto";
      words.className = "note-text";
      item.append(line([answer.name, day(answer.created)].filter(Boolean).join(" · ")), words);
      return item;
    }));
    return list;
  };
  const version = () => shares.flatMap(({ answers }) => answers.map(({ id }) => id)).join();

  return { offer, refresh, extra, version };
};
