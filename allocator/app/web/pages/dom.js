// Elements are made here, and only here: text is always text, never markup.

/** Make an element; `on...` properties are listeners, `null` attributes are left out. */
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(made, name, value);
  made.append(...kept(children));
  return made;
}

const kept = (children) =>
  children.flat(Infinity).filter((one) => one !== null && one !== undefined && one !== false);

function set(made, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
  else if (name === "value") made.value = value;
  else made.setAttribute(name, value === true ? "" : value);
}

/** Replace what an element holds; focus, and what was typed into fields to be kept, stay. */
export function fill(parent, ...children) {
  const focused = parent.contains(document.activeElement) ? document.activeElement.id : "";
  const typed = [...parent.querySelectorAll("[data-keep]")].map((one) => [one.id, one.value]);
  parent.replaceChildren(...kept(children));
  for (const [id, value] of typed) restore(document.getElementById(id), value);
  if (focused) document.getElementById(focused)?.focus();
}

function restore(one, value) {
  if (!one) return;
  const was = one.value;
  one.value = value;
  if (one.value !== value) one.value = was; // a choice that is no longer there
}

export const byId = (id) => document.getElementById(id);

/** A button with a text. */
export function button(text, onclick, attributes = {}) {
  return el("button", { type: "button", onclick, ...attributes }, text);
}

/** A table with a head; the first cell of each row is its heading. */
export function table(caption, heads, rows) {
  const head = el("tr", {}, heads.map((text) => el("th", { scope: "col" }, text)));
  const body = rows.map((cells) =>
    el("tr", {}, cells.map((cell, at) => el(at ? "td" : "th", at ? {} : { scope: "row" }, cell))));
  const box = el("div", { class: "wide" });
  box.append(el("table", { class: "plain" },
    el("caption", {}, caption), el("thead", {}, head), el("tbody", {}, body)));
  return box;
}

/** A field with its label. */
export function field(text, input) {
  return el("label", { class: "field" }, el("span", {}, text), input);
}

/** Say something, in sight and to the ear. */
export const announce = (text) => fill(byId("live"), text);

/** A remark. */
export const note = (text) => el("p", { class: "note" }, text);

/** The items of a list. */
export const items = (texts) => texts.map((text) => el("li", {}, text));
