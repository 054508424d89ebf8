// Shows in the text where notes are: the words are coloured where the browser can do that, and after
// each passage a button says how many notes it has, for eyes, ears and keys alike.
//
//   draw(placed, {label, open})   placed: [{note, place: {start, end}}]
//                                 label(count) -> name of the button; open(notes): it was pressed
import { endOf, passageAt, rangeOf } from "./passages.js";

const NAME = "trialhead-notes";

export const draw = (placed, { label, open }) => {
  if (globalThis.Highlight) {
    CSS.highlights.set(NAME, new Highlight(...placed.map(({ place }) => rangeOf(place.start, place.end))));
  }
  const here = Map.groupBy
    ? Map.groupBy(placed, ({ place }) => passageAt(place.start))
    : placed.reduce((groups, one) => {
      const passage = passageAt(one.place.start);
      return groups.set(passage, [...(groups.get(passage) ?? []), one]);
    }, new Map());
  const old = new Map([...document.querySelectorAll(".note-marker")].map((button) => [button.closest("[data-passage]"), button]));
  for (const [passage, button] of old) if (!here.has(passage)) button.remove();
  for (const [passage, found] of here) {
    const button = old.get(passage) ?? document.createElement("button");
    if (!old.has(passage)) {
      button.type = "button";
      button.className = "note-marker plain";
      button.dataset.noNotes = "";
      passage.insertBefore(button, endOf(passage));
    }
    button.textContent = label(found.length);
    button.lang = document.documentElement.lang;
    button.dir = "auto";
    button.onclick = () => open(found.map(({ note }) => note));
  }
};
