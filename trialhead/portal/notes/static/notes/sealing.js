// Seals notes so that only who has both the link and the passcode can read them, and what hands them
// out (this site) cannot. The link's secret stands after its #, which no browser sends anywhere.
//
//   newLink() -> {id, secret, passcode}             keysOf({id, secret, passcode}) -> keys
//   seal(keys, use, value) -> text                  unseal(keys, use, text) -> value; throws if changed
//   keys: {id, verifier, raw, key}   verifier: what this site is shown instead of the passcode
const ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"; // without 0 O, 1 I L
const LENGTH = 8;
const ROUNDS = 600_000; // OWASP's figure for PBKDF2 with SHA-256

const encoder = new TextEncoder();

export const textOf = (bytes) => {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
};
export const bytesOf = (text) => Uint8Array.from(
  atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

const random = (length) => crypto.getRandomValues(new Uint8Array(length));

// Bytes beyond the last whole alphabet are thrown away, so that each sign is as likely as any other.
const newPasscode = () => {
  let code = "";
  while (code.length < LENGTH) {
    const [byte] = random(1);
    if (byte < 256 - (256 % ALPHABET.length)) code += ALPHABET[byte % ALPHABET.length];
  }
  return `${code.slice(0, 4)}-${code.slice(4)}`;
};

export const newLink = () => ({
  id: textOf(random(16)), secret: textOf(random(32)), passcode: newPasscode(),
});

const keyOf = (raw) => crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);

export const keysOf = async ({ id, secret, passcode }) => {
  const typed = passcode.toUpperCase().replace(/[^A-Z0-9]/g, "");
  const base = await crypto.subtle.importKey("raw", encoder.encode(typed), "PBKDF2", false, ["deriveBits"]);
  const salt = encoder.encode(`trialhead 1 ${id} ${secret}`);
  const slow = await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS }, base, 256);
  const wide = await crypto.subtle.importKey("raw", slow, "HKDF", false, ["deriveBits"]);
  const part = async (info) => new Uint8Array(await crypto.subtle.deriveBits(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: encoder.encode(info) }, wide, 256));
  const raw = await part("notes");
  return { id, verifier: textOf(await part("verifier")), raw: textOf(raw), key: await keyOf(raw) };
};
export const keysAgain = async ({ id, verifier, raw }) => ({ id, verifier, raw, key: await keyOf(bytesOf(raw)) });

// What a sealed text is for is sealed with it: none can stand in the place of another.
const bound = (id, use) => encoder.encode(`trialhead 1 ${use} ${id}`);

export const seal = async ({ id, key }, use, value) => {
  const iv = random(12), plain = encoder.encode(JSON.stringify(value));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound(id, use) }, key, plain);
  return textOf(new Uint8Array([...iv, ...new Uint8Array(sealed)]));
};
export const unseal = async ({ id, key }, use, text) => {
  const bytes = bytesOf(text), iv = bytes.slice(0, 12);
  const plain = await crypto.subtle.decrypt(
    { name: "AES-GCM", iv, additionalData: bound(id, use) }, key, bytes.slice(12));
  return JSON.parse(new TextDecoder().decode(plain));
};

// A question to this site: what it answers, or nothing with the status that says why.
export const asked = async (address, told) => {
  const answer = await fetch(address, { method: "POST", body: new URLSearchParams(told) });
  return { status: answer.status, told: answer.ok ? await answer.json() : null };
};
