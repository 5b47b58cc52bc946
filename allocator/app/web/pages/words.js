// The page's texts, from the program's catalogue; numbers as people read them.
import { get, useLanguage } from "./api.js";

const PLACES = 4;
const LEAST = 0.0001;
let words = {};

/** Load the texts of a language; leave them where another one is wanted by then. */
export async function speak(language, isWanted = () => true) {
  const found = await get(`/api/words/${language}`);
  if (!isWanted()) return;
  words = found;
  useLanguage(language);
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
}

/** Return the text at a dotted key with its {placeholders} filled. */
export function say(key, facts = {}) {
  const text = key.split(".").reduce((table, part) => table?.[part], words);
  if (typeof text !== "string") return key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in facts ? String(facts[name]) : whole));
}

/** Return whether there is a text of this key. */
export const knows = (key) => say(key) !== key;

/** Put the texts into everything that names one. */
export function relabel() {
  for (const one of document.querySelectorAll("[data-word]")) one.textContent = say(one.dataset.word);
  for (const one of document.querySelectorAll("[data-label]")) {
    one.setAttribute("aria-label", say(one.dataset.label));
  }
}

/** A number with all the digits it has. */
export function exact(value) {
  if (value === null || value === undefined) return say("unknown");
  return String(value).replace("-", "−");
}

/** A number to four places, as the commands print it; what is not nothing never looks like it. */
export function shown(value) {
  if (value === null || value === undefined) return say("unknown");
  const number = Number(value);
  if (Number.isInteger(number)) return exact(value);
  if (Math.abs(number) < LEAST / 2) return number < 0 ? `>−${LEAST}` : `<${LEAST}`;
  return exact(number.toFixed(PLACES));
}

/** A number that is a difference: with its sign. */
export function signed(value) {
  return Number(value) > 0 ? `+${shown(value)}` : shown(value);
}

/** A time in the reader's own zone, to the minute. */
export function moment(written) {
  const two = (number) => String(number).padStart(2, "0");
  const at = new Date(written);
  const [month, day, hour, minute] = [at.getMonth() + 1, at.getDate(), at.getHours(), at.getMinutes()].map(two);
  return `${at.getFullYear()}-${month}-${day} ${hour}:${minute}`;
}

/** An affinity in a cell, to two places; all digits stand in its label and explanation. */
export function short(value) {
  return value === null || value === undefined ? "?" : Number(value).toFixed(2);
}

/** Several names in a row. */
export const listed = (names) => names.join(say("comma"));
