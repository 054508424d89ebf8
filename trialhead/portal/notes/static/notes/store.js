// Notes on this device: kept in IndexedDB, told to the other tabs of this browser, sent to nobody.
//
//   all(study) -> notes, oldest first     get(id) -> note     put(note)     putAll(notes)
//   remove(id)                            onChange(callback)  -- after a change in any tab
//   sharesOf(study) -> shares, newest first   putShare(share)   removeShare(id)   -- links made here
const CHANNEL = new BroadcastChannel("trialhead-notes");
const callbacks = new Set();

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

let opening;
const database = () => {
  opening ??= (() => {
    const request = indexedDB.open("trialhead-notes", 2);
    request.onupgradeneeded = ({ oldVersion }) => {
      const kept = request.result;
      if (oldVersion < 1) kept.createObjectStore("notes", { keyPath: "id" }).createIndex("source", "target.source");
      kept.createObjectStore("shares", { keyPath: "id" }).createIndex("source", "source");
    };
    return done(request);
  })();
  return opening;
};
const reading = async (name = "notes") => (await database()).transaction(name).objectStore(name);

const writing = async (write, name = "notes") => {
  const transaction = (await database()).transaction(name, "readwrite");
  write(transaction.objectStore(name));
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
  CHANNEL.postMessage("changed");
  for (const callback of callbacks) callback();
};

export const all = async (study) => {
  const found = await done((await reading()).index("source").getAll(study));
  return found.sort((one, other) => (one.created < other.created ? -1 : 1));
};
export const get = async (id) => done((await reading()).get(id));
export const putAll = (notes) => writing((kept) => notes.forEach((note) => kept.put(note)));
export const put = (note) => putAll([note]);
export const remove = (id) => writing((kept) => kept.delete(id));
export const sharesOf = async (study) => {
  const found = await done((await reading("shares")).index("source").getAll(study));
  return found.sort((one, other) => (one.created < other.created ? 1 : -1));
};
export const putShare = (share) => writing((kept) => kept.put(share), "shares");
export const removeShare = (id) => writing((kept) => kept.delete(id), "shares");
export const onChange = (callback) => callbacks.add(callback);

CHANNEL.addEventListener("message", () => { for (const callback of callbacks) callback(); });
