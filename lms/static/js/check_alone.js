// Checks the short signed statement of a certificate (lms/certificates/rules/statement.py) in the page itself, with
// the keys that stand in the page. It asks nobody for anything, so that it works from a file and without a line.
// Ed25519 and SHA-2 are written out from RFC 8032 and FIPS 180-4, because many phones' browsers have no Ed25519, and
// a page opened from a phone's folder may use none of theirs.
"use strict";

// --- SHA-2: the constants are the first digits of square and cube roots of primes -------------------

const firstPrimes = (number) => {
  const found = [];
  for (let n = 2n; found.length < number; n++) if (found.every((prime) => n % prime)) found.push(n);
  return found;
};

const rootOf = (value, power) => {
  let low = 0n, high = 1n;
  while (high ** power <= value) high *= 2n;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** power <= value) low = middle; else high = middle;
  }
  return low;
};

// Both sizes are one machine: words of 32 or 64 bits, 64 or 80 rounds, and how far each step turns.
function hashMachine(bits, rounds, turns) {
  const size = BigInt(bits), mask = (1n << size) - 1n, block = bits * 2, word = bits / 8;
  const digits = (prime, power) => rootOf(prime << (size * power), power) & mask;
  const primes = firstPrimes(rounds);
  const start = primes.slice(0, 8).map((prime) => digits(prime, 2n));
  const constants = primes.map((prime) => digits(prime, 3n));
  const turn = (x, by) => ((x >> BigInt(by)) | (x << (size - BigInt(by)))) & mask;
  const mix = (x, [a, b, c]) => turn(x, a) ^ turn(x, b) ^ turn(x, c);
  const spread = (x, [a, b, c]) => turn(x, a) ^ turn(x, b) ^ (x >> BigInt(c));
  return (message) => {
    const padded = new Uint8Array(Math.ceil((message.length + 1 + 2 * word) / block) * block);
    padded.set(message);
    padded[message.length] = 128;
    new DataView(padded.buffer).setUint32(padded.length - 4, message.length * 8);
    let state = start;
    for (let at = 0; at < padded.length; at += block) {
      const w = [];
      for (let i = 0; i < 16; i++) w.push(numberOf(padded.slice(at + i * word, at + (i + 1) * word)));
      for (let i = 16; i < rounds; i++)
        w.push((w[i - 16] + spread(w[i - 15], turns[2]) + w[i - 7] + spread(w[i - 2], turns[3])) & mask);
      let [a, b, c, d, e, f, g, h] = state;
      for (let i = 0; i < rounds; i++) {
        const one = h + mix(e, turns[1]) + ((e & f) ^ (~e & mask & g)) + constants[i] + w[i];
        const two = mix(a, turns[0]) + ((a & b) ^ (a & c) ^ (b & c));
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) & mask, c, b, a, (one + two) & mask];
      }
      state = [a, b, c, d, e, f, g, h].map((value, i) => (value + state[i]) & mask);
    }
    return Uint8Array.from(state.flatMap((value) => bytesOf(value, word)));
  };
}

const numberOf = (bytes) => bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
const bytesOf = (value, length) =>
  Array.from({ length }, (_, i) => Number((value >> BigInt(8 * (length - 1 - i))) & 255n));
const lowFirst = (bytes) => numberOf(bytes.slice().reverse());

// --- Ed25519, RFC 8032 section 5.1.7 ------------------------------------------------------------------

const P = 2n ** 255n - 19n;
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const modulo = (x) => ((x % P) + P) % P;
const power = (base, exponent) => {
  let result = 1n;
  for (base = modulo(base); exponent; exponent >>= 1n, base = (base * base) % P)
    if (exponent & 1n) result = (result * base) % P;
  return result;
};
const inverse = (x) => power(x, P - 2n);
const D = modulo(-121665n * inverse(121666n));
const ROOT = power(2n, (P - 1n) / 4n);

// Points as (X : Y : Z : T) with x = X/Z, y = Y/Z, xy = T/Z.
const sum = ([x1, y1, z1, t1], [x2, y2, z2, t2]) => {
  const a = modulo((y1 - x1) * (y2 - x2)), b = modulo((y1 + x1) * (y2 + x2));
  const c = modulo(2n * t1 * t2 * D), d = modulo(2n * z1 * z2);
  const e = b - a, f = d - c, g = d + c, h = b + a;
  return [modulo(e * f), modulo(g * h), modulo(f * g), modulo(e * h)];
};
const times = (factor, point) => {
  let result = [0n, 1n, 1n, 0n];
  for (; factor; factor >>= 1n, point = sum(point, point)) if (factor & 1n) result = sum(result, point);
  return result;
};
const areOne = ([x1, y1, z1], [x2, y2, z2]) => modulo(x1 * z2 - x2 * z1) === 0n && modulo(y1 * z2 - y2 * z1) === 0n;

function pointOf(bytes) {
  const all = lowFirst(bytes), isOdd = all >> 255n, y = all & (2n ** 255n - 1n);
  if (y >= P) return null;
  const square = modulo((y * y - 1n) * inverse(D * y * y + 1n));
  let x = power(square, (P + 3n) / 8n);
  if (modulo(x * x - square)) x = modulo(x * ROOT);
  if (modulo(x * x - square) || (x === 0n && isOdd)) return null;
  if ((x & 1n) !== isOdd) x = P - x;
  return [x, y, 1n, modulo(x * y)];
}

function isSignedBy(key, message, signature) {
  const a = pointOf(key), r = pointOf(signature.slice(0, 32)), s = lowFirst(signature.slice(32));
  if (signature.length !== 64 || !a || !r || s >= ORDER) return false;
  const k = lowFirst(sha512(joined(signature.slice(0, 32), key, message))) % ORDER;
  return areOne(times(s, BASE), sum(r, times(k, a)));
}

const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));

// --- What stands in a square ------------------------------------------------------------------------

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const PURPOSE = "Hamroh certificate\n";
const HEAD = 28, SIGNATURE = 64;

// Null for what is no base64 of ours; spare bits at the end may not differ, or one statement had two spellings.
function decoded(text) {
  if (!/^[A-Za-z0-9_-]{1,250}$/.test(text)) return null;
  try {
    const bytes = Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
    const again = btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
    return again === text ? bytes : null;
  } catch {
    return null;
  }
}

const dayOf = (bytes) => new Date(Date.UTC(2020, 0, 1 + bytes[0] * 256 + bytes[1]));
const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

function codeOf(bytes) {
  let number = numberOf(bytes), code = "";
  for (let i = 0; i < 16; i++, number /= 32n) code = ALPHABET[Number(number % 32n)] + code;
  return code;
}

// Returns {answer: "unreadable" | "unknown-key" | "not-genuine" | "genuine" | "over" | "specimen", ...what it says}.
// An address is typed or read whole: a code in it that differs from the signed one is not genuine.
function check(typed, keys, today) {
  const text = typed.replace(/\s+/g, ""), [address, fragment] = text.includes("#") ? text.split("#") : ["", text];
  const bytes = decoded(fragment);
  if (!bytes || bytes.length < HEAD + SIGNATURE || bytes[0] !== 1) return { answer: "unreadable" };
  const laid = bytes.slice(0, -SIGNATURE);
  const key = keys.find((known) => known.name === hexOf(laid.slice(1, 9)));
  if (!key) return { answer: "unknown-key" };
  const message = joined(new TextEncoder().encode(PURPOSE), laid);
  if (!isSignedBy(decoded(key.public), message, bytes.slice(-SIGNATURE))) return { answer: "not-genuine" };
  const said = {
    code: codeOf(laid.slice(9, 19)),
    isPilot: Boolean(laid[19] & 2),
    awarded: dayOf(laid.slice(20, 22)),
    last: laid[22] || laid[23] ? dayOf(laid.slice(22, 24)) : null,
    marks: [hexOf(laid.slice(24, 26)), hexOf(laid.slice(26, 28))],
    title: new TextDecoder().decode(laid.slice(HEAD)),
    fingerprint: key.fingerprint,
  };
  const shown = address.match(/\/verify\/([^/]+)/);
  if (shown && shown[1].replace(/-/g, "").toUpperCase() !== said.code) return { answer: "not-genuine" };
  if (laid[19] & 1) return { answer: "specimen", ...said };
  return { answer: said.last && today > said.last ? "over" : "genuine", ...said };
}

// As lms/certificates/rules folds names: form, case, spaces, apostrophes, dashes, and ё as е.
function folded(name) {
  return name.normalize("NFKC").replace(/\s+/gu, " ").replace(/\p{C}/gu, "").normalize("NFC").replace(/ +/g, " ")
    .trim().toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ")
    .replace(/[\u02bb\u02bc\u02b9\u2018\u2019\u201b\u00b4`\u2032]/g, "'").replace(/[\u2010-\u2015\u2212]/g, "-")
    .normalize("NFD").normalize("NFC").replace(/ё/g, "е");
}

const isNamed = (said, name) =>
  Boolean(folded(name)) &&
  said.marks.includes(hexOf(sha256(new TextEncoder().encode(`${said.code}\n${folded(name)}`)).slice(0, 2)));

// --- The page ------------------------------------------------------------------------------------------

function fill(place, said) {
  // The site wrote the eleventh of each month of 2222 in the page's language; browsers do not know all of ours.
  const days = JSON.parse(document.getElementById("check").dataset.days);
  const day = (date) =>
    days[date.getUTCMonth()].replace("2222", date.getUTCFullYear()).replace("11", date.getUTCDate());
  const words = {
    code: said.code && said.code.match(/.{4}/g).join("-"),
    title: said.title, fingerprint: said.fingerprint,
    awarded: said.awarded && day(said.awarded),
    last: said.last ? day(said.last) : place.querySelector("[data-endless]").dataset.endless,
  };
  for (const slot of place.querySelectorAll("[data-fill]")) slot.textContent = words[slot.dataset.fill] || "";
  for (const part of place.querySelectorAll("[data-if=pilot]")) part.hidden = !said.isPilot;
}

function show(place, name, said) {
  place.replaceChildren(document.getElementById(`answer-${name}`).content.cloneNode(true));
  if (!said.code) return;
  place.append(document.getElementById("answer-facts").content.cloneNode(true));
  fill(place, said);
  place.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const is = isNamed(said, event.target.elements.name.value) ? "same" : "other";
    place.querySelector("[data-names]").replaceChildren(
      document.getElementById(`name-${is}`).content.cloneNode(true));
  });
}

function today() {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()));
}

function begin() {
  const form = document.getElementById("check"), place = document.getElementById("answer");
  const keys = JSON.parse(form.dataset.keys);
  const field = form.elements.address;
  const answer = () => {
    const said = check(field.value, keys, today());
    show(place, said.answer, said);
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer();
  });
  if (location.hash.length > 1) {
    field.value = location.hash.slice(1);
    answer();
  }
}

let sha256, sha512, BASE;
function prepare() {
  sha512 = hashMachine(64, 80, [[28, 34, 39], [14, 18, 41], [1, 8, 7], [19, 61, 6]]);
  sha256 = hashMachine(32, 64, [[2, 13, 22], [6, 11, 25], [7, 18, 3], [17, 19, 10]]);
  BASE = pointOf(Uint8Array.from([88, ...Array(31).fill(102)]));
}

prepare();
begin();
