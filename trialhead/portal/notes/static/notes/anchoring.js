// Finds the words a note was made on, in a text that may have changed since. The same as
// anchoring.py, step by step: see there why it is done so. Positions count code points.
//
//   describe(text, start, end) -> selectors      anchor(text, selectors) -> {start, end, how} | null
const SIZES = [32, 64, 128, 256];
const SHORTEST = SIZES[0], LONGEST = SIZES.at(-1);
const SIMILAR = .7;
const LONGEST_CHANGE = 2000;
const GROWTH = 1.2, SOME_MORE = 16;
const EDGE = 12;

const SPACE = "[\\t\\n\\v\\f\\r \\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
const SPACES = new RegExp(SPACE, "gu"), ONLY_SPACE = new RegExp(`^${SPACE}$`, "u");
const UNSEEN = /[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu;
const LIGATURE = /[\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufefc]/gu;
const MARKS = "\\u0300-\\u036f\\u0483-\\u0489\\u0591-\\u05c7\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06ed"
  + "\\u0900-\\u0903\\u093a-\\u094f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\u3099\\u309a"
  + "\\ufe00-\\ufe0f\\ufe20-\\ufe2f";
const CLUSTER = new RegExp(`${SPACE}|[\\s\\S][${MARKS}]*`, "gu");

const codePoints = (text) => [...text].length;
const trimmed = (text) => text.replace(/^ +| +$/g, "");

const foldedCluster = (cluster) => {
  if (ONLY_SPACE.test(cluster)) return " ";
  return cluster.replace(LIGATURE, (sign) => sign.normalize("NFKC")).replace(UNSEEN, "").normalize("NFC");
};

// The folded text as JavaScript counts it, and for each of its units the code points it comes from.
const fold = (text) => {
  const page = { text: "", starts: [], ends: [] }, parts = [];
  let at = 0;
  for (const [cluster] of text.matchAll(CLUSTER)) {
    const end = at + codePoints(cluster), sign = foldedCluster(cluster);
    for (let unit = 0; unit < sign.length; unit++) { page.starts.push(at); page.ends.push(end); }
    parts.push(sign);
    at = end;
  }
  page.text = parts.join("");
  return page;
};
let lately = { text: null };
const folded = (text) => {
  if (lately.text !== text) lately = { text, page: fold(text) };
  return lately.page;
};

// How many items of a rising list pass the test.
const count = (list, passes) => {
  let low = 0, high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(list[middle])) low = middle + 1; else high = middle;
  }
  return low;
};

const places = (text, words, most = Infinity) => {
  const found = [];
  for (let at = words ? text.indexOf(words) : -1; at >= 0 && found.length < most;
    at = text.indexOf(words, at + 1)) found.push(at);
  return found;
};

const once = (page, words) => places(page, words, 2).length === 1;

const telling = (page, sizes, cut) => {
  let context = "";
  for (const size of sizes) {
    context = cut(size);
    if (once(page, context)) break;
  }
  return context;
};

export const describe = (text, start, end) => {
  const page = folded(text);
  let first = count(page.ends, (at) => at <= start), last = count(page.starts, (at) => at < end);
  while (first < last && page.text[first] === " ") first++;
  while (first < last && page.text[last - 1] === " ") last--;
  if (first >= last) throw new RangeError("There are no words between these positions.");
  start = page.starts[first];
  end = page.ends[last - 1];
  const sizes = once(page.text, page.text.slice(first, last)) ? SIZES : SIZES.slice(1);
  // A code point may be two units: twice the size holds at least the size.
  const before = (size) => [...page.text.slice(Math.max(0, first - 2 * size), first)].slice(-size).join("");
  const after = (size) => [...page.text.slice(last, last + 2 * size)].slice(0, size).join("");
  return [
    {
      type: "TextQuoteSelector",
      exact: [...text].slice(start, end).join("").replace(SPACES, " ").normalize("NFC"),
      prefix: telling(page.text, sizes, before),
      suffix: telling(page.text, sizes, after),
    },
    { type: "TextPositionSelector", start, end },
  ];
};

const soughtIn = (selectors) => {
  const of = (type) => selectors.find((selector) => selector.type === type) ?? {};
  const quote = of("TextQuoteSelector");
  const context = (words) => {
    const text = fold(words ?? "").text;
    return { text, size: codePoints(text) };
  };
  return {
    words: trimmed(fold(quote.exact ?? "").text),
    before: context(quote.prefix),
    after: context(quote.suffix),
    start: of("TextPositionSelector").start,
  };
};

const standsOnce = ({ size }) => size >= SHORTEST && size < LONGEST;

const comesBefore = (page, first, { text, size }) => (size < SHORTEST
  ? page.slice(0, first) === text : page.slice(0, first).endsWith(text));
const comesAfter = (page, last, { text, size }) => (size < SHORTEST
  ? page.slice(last) === text : page.startsWith(text, last));

const sameWords = (page, sought) => {
  const found = places(page.text, sought.words).map((first) => {
    const last = first + sought.words.length;
    const before = comesBefore(page.text, first, sought.before);
    const after = comesAfter(page.text, last, sought.after);
    const proven = before && after
      ? sought.before.size !== LONGEST || sought.after.size !== LONGEST
      : (before && sought.before.size === SHORTEST) || (after && sought.after.size === SHORTEST);
    return { first, last, both: before && after, proven, unmoved: page.starts[first] === sought.start };
  });
  const choices = [
    found.filter((place) => place.proven),
    found.filter((place) => place.proven && place.both),
    found.filter((place) => place.unmoved && place.both),
  ];
  const one = choices.find((choice) => choice.length === 1)?.[0];
  return one ? { first: one.first, last: one.last, how: one.unmoved ? "exact" : "moved" } : null;
};

const distance = (one, other) => {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  one.forEach((sign, index) => {
    const next = [index + 1];
    other.forEach((against, column) => {
      next.push(Math.min(row[column] + (sign === against ? 0 : 1), row[column + 1] + 1, next[column] + 1));
    });
    row = next;
  });
  return row.at(-1);
};

const alike = (now, then) => {
  now = [...now];
  then = [...then];
  const longer = Math.max(now.length, then.length);
  if (now.length > GROWTH * then.length + SOME_MORE || longer > LONGEST_CHANGE) return false;
  return 1 - distance(now, then) / longer >= SIMILAR;
};

const changedWords = (page, sought) => {
  if (!standsOnce(sought.before) || !standsOnce(sought.after)) return null;
  const befores = places(page.text, sought.before.text, 2), afters = places(page.text, sought.after.text, 2);
  if (befores.length !== 1 || afters.length !== 1) return null;
  let first = befores[0] + sought.before.text.length;
  let words = page.text.slice(first, Math.max(first, afters[0]));
  const begins = [...sought.words].slice(0, EDGE).join(""), ends = [...sought.words].slice(-EDGE).join("");
  const head = words.indexOf(begins), tail = words.lastIndexOf(ends);
  if (tail >= 0) words = words.slice(0, tail + ends.length);
  if (head >= 0 && head < words.length) { first += head; words = words.slice(head); }
  first += words.length - words.replace(/^ +/, "").length;
  words = trimmed(words);
  if (!words || !alike(words, sought.words)) return null;
  return { first, last: first + words.length, how: words === sought.words ? "moved" : "similar" };
};

export const anchor = (text, selectors) => {
  const page = folded(text), sought = soughtIn(selectors);
  if (!sought.words) return null;
  const place = sameWords(page, sought) ?? changedWords(page, sought);
  return place && { start: page.starts[place.first], end: page.ends[place.last - 1], how: place.how };
};
