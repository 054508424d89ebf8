// The page behind a link to shared notes: opens them with the passcode and shows them on their study.
import { isNote } from "./exchange.js";
import { asked, keysOf, unseal } from "./sealing.js";

const box = document.querySelector("[data-opening]");
const form = box.querySelector("form"), status = box.querySelector("[role=status]");
const field = form.elements.passcode;
const said = (name) => box.dataset[`said${name}`];
const [, id, secret] = /^#([\w-]{22})\.([\w-]{43})$/.exec(location.hash) ?? [];

const tell = (words) => { status.textContent = words; field.focus(); };

const sound = (told) => /^\/studies\/[\w.-]+\/$/.test(told.source) && typeof told.line === "string"
  && Array.isArray(told.notes) && told.notes.every(isNote);

const open = async () => {
  const keys = await keysOf({ id, secret, passcode: field.value });
  const answer = await asked(box.dataset.toOpen, { id, verifier: keys.verifier });
  if (answer.status === 429) { tell(said("TooMany")); return; }
  if (!answer.told) { tell(answer.status === 404 ? said("Closed") : said("Failed")); return; }
  let told = null;
  try { told = await unseal(keys, "notes", answer.told.sealed); } catch { /* changed by somebody */ }
  if (!told || !sound(told)) { tell(said("Changed")); return; }
  // This tab alone has them, until it is closed.
  sessionStorage.setItem("trialhead-shared", JSON.stringify({
    ...told, id, verifier: keys.verifier, raw: keys.raw, expires: answer.told.expires, sent: [],
  }));
  location.assign(box.dataset.study.replace("/STUDY/", told.source.replace("/studies", "")));
};

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  tell(said("Opening"));
  try { await open(); } catch { tell(said("Failed")); }
  button.disabled = false;
});

document.querySelector("[data-opening-off]").remove();
if (!globalThis.isSecureContext) status.textContent = said("Insecure");
else if (!id) status.textContent = said("CutOff");
else { form.hidden = false; field.focus(); }
