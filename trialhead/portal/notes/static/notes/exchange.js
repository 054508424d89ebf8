// Notes as a file, and a file as notes: W3C Web Annotation JSON-LD, a page of annotations.
//
//   fileOf(notes) -> text      notesIn(text) -> notes; throws BadFile, whose `entry` is the number of
//   isNote(thing) -> boolean   the first entry that is no note (0: the file as a whole)
const CONTEXT = "http://www.w3.org/ns/anno.jsonld";
const KINDS = ["note", "doctor", "team"];
const LONGEST = 10000;

export class BadFile extends Error {
  constructor(entry) { super(`entry ${entry}`); this.entry = entry; }
}

export const fileOf = (notes) => JSON.stringify(
  { "@context": CONTEXT, type: "AnnotationPage", items: notes }, null, 1);

const isText = (value, longest = LONGEST) => typeof value === "string" && value.length <= longest;
const isTime = (value) => isText(value, 40) && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value));
const isPlace = (value) => Number.isInteger(value) && value >= 0;

const isSelector = (selector) => {
  if (selector?.type === "TextQuoteSelector") {
    return isText(selector.exact) && selector.exact.trim() !== ""
      && isText(selector.prefix) && isText(selector.suffix);
  }
  return selector?.type === "TextPositionSelector" && isPlace(selector.start) && isPlace(selector.end);
};

export const isNote = (note) => Boolean(note) && typeof note === "object"
  && note.type === "Annotation"
  && isText(note.id, 60) && /^urn:uuid:[0-9a-f-]{36}$/.test(note.id)
  && isTime(note.created) && isTime(note.modified)
  && Array.isArray(note.body) && note.body.length === 1 && note.body[0]?.type === "TextualBody"
  && isText(note.body[0].value) && note.body[0].value.trim() !== ""
  && KINDS.includes(note["trialhead:kind"])
  && isText(note.target?.source, 200) && note.target.source.startsWith("/studies/")
  && Array.isArray(note.target.selector) && note.target.selector.length <= 5
  && note.target.selector.every(isSelector)
  && note.target.selector.some(({ type }) => type === "TextQuoteSelector");

export const notesIn = (text) => {
  let told;
  try { told = JSON.parse(text); } catch { throw new BadFile(0); }
  const items = Array.isArray(told) ? told : told?.items ?? [told];
  if (!Array.isArray(items) || !items.length) throw new BadFile(0);
  items.forEach((item, index) => { if (!isNote(item)) throw new BadFile(index + 1); });
  return items;
};
