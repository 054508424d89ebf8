// The words of a study page that notes can be made on, as one text and as passages: paragraphs, items
// and answers. Positions count code points. Parts marked data-no-notes are not the study's words.
//
//   pageText() -> text                        passages -> elements, each with data-passage="<number>"
//   rangeOf(start, end) -> Range              placeOf(Range) -> {start, end} | null
//   spanOf(passage) -> {start, end} | null    passageAt(position) -> element
//   endOf(passage) -> the node that a button after the passage's own words goes before, or null
const ROOT = document.querySelector("article.study");
const BLOCKS = "h1, p, li, dd";
const LEFT_OUT = "[data-no-notes], .visually-hidden, .notice, .caution, .status, .changes, .read-form,"
  + " .study-header > p:not(.ids), .definitions-switch, .overview-stamp, .rating, label, input,"
  + " #where, #contacts, form, figure, nav, summary, h2, h3, dt, a.button, script, template, [role='tooltip'],"
  + " [popover]";

const codePoints = (text) => [...text].length;

// The page's text nodes: their passage and where they begin.
const walk = () => {
  const pieces = [], own = new Map();
  let position = 0, last = null, text = "";
  const filter = (node) => (node.nodeType === Node.ELEMENT_NODE
    ? (node.matches(LEFT_OUT) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP)
    : NodeFilter.FILTER_ACCEPT);
  const nodes = document.createTreeWalker(ROOT, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, filter);
  while (nodes.nextNode()) {
    const node = nodes.currentNode, passage = node.parentElement.closest(BLOCKS);
    if (!passage || !ROOT.contains(passage) || (!node.data.trim() && passage !== last)) continue;
    if (passage !== last && last) { text += "\n"; position += 1; }
    last = passage;
    const length = codePoints(node.data);
    pieces.push({ node, start: position, end: position + length });
    const span = own.get(passage);
    if (span) { span.end = position + length; span.node = node; }
    else own.set(passage, { start: position, end: position + length, node });
    text += node.data;
    position += length;
  }
  return { text, pieces, own };
};

// Other scripts may mark words in the text: what was read is thrown away when the text is touched.
let read = null;
const page = () => { read ??= walk(); return read; };
const touched = ({ target, addedNodes, removedNodes }) => !target.closest?.("[data-no-notes]")
  && [...addedNodes, ...removedNodes].some((node) => !node.matches?.("[data-no-notes]"));
const observer = new MutationObserver((changes) => { if (changes.some(touched)) read = null; });
observer.observe(ROOT, { childList: true, subtree: true });
const fresh = () => {
  if (observer.takeRecords().some(touched)) read = null;
  return page();
};

export const passages = [...walk().own.keys()];
passages.forEach((passage, index) => { passage.dataset.passage = index + 1; });

export const pageText = () => fresh().text;
export const spanOf = (passage) => fresh().own.get(passage) ?? null;
export const endOf = (passage) => {
  let node = spanOf(passage).node;
  while (node.parentElement !== passage) node = node.parentElement;
  return node.nextSibling;
};

// The index of the piece that holds a position.
const pieceAt = (position) => {
  const { pieces } = fresh();
  let low = 0, high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pieces[middle].end <= position) low = middle + 1; else high = middle;
  }
  return pieces[low];
};
const unitsIn = (piece, position) => [...piece.node.data].slice(0, position - piece.start).join("").length;

export const passageAt = (position) => pieceAt(position).node.parentElement.closest(BLOCKS);
export const rangeOf = (start, end) => {
  const range = document.createRange(), first = pieceAt(start), last = pieceAt(end - 1);
  range.setStart(first.node, unitsIn(first, Math.max(start, first.start)));
  range.setEnd(last.node, unitsIn(last, end));
  return range;
};

export const placeOf = (range) => {
  let start = null, end = null;
  for (const piece of fresh().pieces) {
    if (!range.intersectsNode(piece.node)) continue;
    const { node } = piece;
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = node === range.endContainer ? range.endOffset : node.data.length;
    if (!node.data.slice(from, to).trim()) continue;
    start ??= piece.start + codePoints(node.data.slice(0, from));
    end = piece.start + codePoints(node.data.slice(0, to));
  }
  return start === null ? null : { start, end };
};
