// The forms that state a change, and a change in words.
import { need } from "./problems.js";
import { button, byId, el, field } from "./dom.js";
import { industryName, pairName, parkName, termName } from "./board.js";
import { pairOf } from "./pairs.js";
import { say } from "./words.js";
import { state } from "./state.js";

const number = (id, value, attributes = {}) =>
  el("input", { type: "number", id, value, min: 0, max: 99, "data-keep": true, ...attributes });

/** The forms: a slider per weight, a limit, an exception. */
export function drawForms(draft, again) {
  return [weights(draft, again), limit(draft, again), exception(draft, again)];
}

function weights(draft, again) {
  const stated = state.saved.content.objective ?? {};
  const rows = Object.entries(stated).map(([term, weight]) => slider(term, Number(weight), draft, again));
  return el("fieldset", {}, el("legend", {}, say("whatif.weights")), rows);
}

function slider(term, stated, draft, again) {
  const value = draft.weights[term] ?? stated;
  const most = Math.max(1, 2 * Math.abs(stated), Math.abs(value));
  const name = say("whatif.weight_of", { term: termName(term) });
  const change = ({ target }) => {
    const next = Number(target.value);
    if (target.value === "" || !Number.isFinite(next)) return;
    if (next === stated) delete draft.weights[term];
    else draft.weights[term] = next;
  };
  const range = el("input", { type: "range", id: `slide-${term}`, min: 0, max: most, step: most / 100,
    "aria-label": name, oninput: (event) => { change(event); box.value = event.target.value; }, onchange: again });
  range.value = value;
  const box = el("input", { type: "number", id: `weight-${term}`, step: "any", value,
    "aria-label": name, onchange: (event) => { change(event); again(); } });
  return el("div", { class: "slider" }, el("span", {}, termName(term)), range, box);
}

function options(every) {
  const group = (name, side, rows) => el("optgroup", { label: say(name) },
    every ? el("option", { value: `every ${side}` }, say(`whatif.every_${side}`)) : null,
    rows.map((one) => el("option", { value: `${side} ${one.id}` }, one.name)));
  return [group("parks", "park", state.board.parks), group("industries", "industry", state.board.industries)];
}

function limit(draft, again) {
  const add = () => {
    const [side, id] = byId("limit-of").value.split(" ");
    const kind = byId("limit-kind").value;
    draft.rows = draft.rows.filter((row) => row[kind]?.[side] !== id);  // a later value takes the place of the earlier
    draft.rows.push({ [kind]: { [side]: id, value: whole("limit-value") } });
    again();
  };
  const kinds = ["cap", "floor"].map((one) => el("option", { value: one }, say(`whatif.${one}`)));
  return el("fieldset", {}, el("legend", {}, say("whatif.limits")), el("div", { class: "row" },
    field(say("whatif.of"), el("select", { id: "limit-of", "data-keep": true }, options(true))),
    field(say("whatif.kind"), el("select", { id: "limit-kind", "data-keep": true }, kinds)),
    field(say("whatif.value"), number("limit-value", 3)), button(say("add"), add, { id: "limit-add" })));
}

const whole = (id) => Math.max(0, Math.round(Number(byId(id).value) || 0));

function exception(draft, again) {
  const add = () => {
    const [side, subject] = byId("grant-of").value.split(" ");
    const reason = byId("grant-reason").value.trim();
    if (!reason) return need("grant-reason", "whatif.reason");
    const by = state.about.who || say("whatif.assumed");
    const on = new Date().toISOString().slice(0, 7);
    draft.rows.push({ exception: { rule: `${side}_cap`, subject, slots: whole("grant-slots"), reason, by, on } });
    byId("grant-reason").value = "";
    return again();
  };
  return el("fieldset", {}, el("legend", {}, say("whatif.exceptions")), el("div", { class: "row" },
    field(say("whatif.of"), el("select", { id: "grant-of", "data-keep": true }, options(false))),
    field(say("whatif.slots"), number("grant-slots", 1, { min: 1 }))),
  field(say("whatif.reason"), el("input", { type: "text", id: "grant-reason", "data-keep": true, required: true, maxlength: 200 })),
  button(say("add"), add, { id: "grant-add" }));
}

/** A change in words. */
export function sentence(change) {
  const [[kind, stated]] = Object.entries(change);
  if (kind === "weight") return say("change.weight", { term: termName(stated.term), value: stated.value });
  if (kind === "lock" || kind === "unlock") {
    return say(`change.${stated.lock ?? "unlock"}`, { pair: pairName(pairOf(stated.park, stated.industry)) });
  }
  if (kind === "exception") return say("change.exception", { subject: subjectName(stated.subject), slots: stated.slots, reason: stated.reason });
  const of = stated.every ? say(`whatif.every_${stated.every}`) : subjectName(stated.park ?? stated.industry);
  return say(`change.${kind}`, { of, value: stated.value });
}

/** The name of a park or an industry. */
export const subjectName = (id) => (parkName(id) === id ? industryName(id) : parkName(id));
