// Save and load: versions of the scenario, proposals on it. Nothing saved is ever changed in place.
import { at, get, post, put } from "./api.js";
import { button, byId, el, field, fill } from "./dom.js";
import { merged, ours } from "./merging.js";
import { openScenario } from "./opening.js";
import { asRows, moves, read } from "./pairs.js";
import { drawConflict } from "./conflict.js";
import { complain, guarded, report } from "./problems.js";
import { panel } from "./tabs.js";
import { moment, say } from "./words.js";
import { pending, state, step, work } from "./state.js";

const shown = { key: null, proposals: [], versions: [], base: null };
const kept = { name: "", why: "", lockWhy: "" };

/** Load what is saved about the scenario that is open, and draw it. */
export const loadSaved = guarded(async () => {
  const { key } = state.saved;
  const [proposals, versions] = await Promise.all([get(at(key, "/proposals")), get(at(key, "/versions"))]);
  const base = shown.key === key ? shown.base : null;
  Object.assign(shown, { key, base, proposals: proposals.proposals ?? proposals, versions: versions.versions ?? versions });
  drawSaved();
});

/** Draw the panel. */
export function drawSaved() {
  const text = (id, name, word) => field(say(word), el("input", { type: "text", id, maxlength: 200,
    value: kept[name], oninput: ({ target }) => (kept[name] = target.value) }));
  const mine = shown.key === state.saved.key;
  fill(panel("saved"), byId("conflict") ?? el("div", { id: "conflict" }),
    el("fieldset", {}, el("legend", {}, say("saved.proposal")),
      shown.base ? el("p", { class: "note" }, say("saved.from", { name: shown.base.name, version: shown.base.version })) : null,
      text("proposal-name", "name", "saved.name"), text("proposal-why", "why", "why"),
      el("div", { class: "row" }, button(say("saved.save_new"), saveNew, { id: "proposal-save", class: "main" }),
        shown.base ? button(say("saved.save_version"), saveVersion, { id: "proposal-update" }) : null)),
    el("h3", {}, say("saved.proposals")), mine ? proposals() : null,
    el("fieldset", {}, el("legend", {}, say("saved.scenario")),
      el("p", { class: "note" }, say("saved.locks", { count: pending().length })),
      text("locks-why", "lockWhy", "why"),
      button(say("saved.save_scenario"), saveScenario, { id: "scenario-save", disabled: !pending().length })),
    el("h3", {}, say("saved.versions")), mine ? versions() : null);
}

const about = (one) => say("saved.about", { name: one.name, version: one.version, who: one.who, when: moment(one.when), why: one.why || "–" });

function proposals() {
  if (!shown.proposals.length) return el("p", { class: "note" }, say("saved.none_yet"));
  return el("ul", { class: "plain-list", id: "proposals" }, shown.proposals.map((one) => el("li", {}, about(one), " ",
    button(say("load"), () => load(one.key), { class: "small", "aria-label": `${say("load")} ${one.name}` }))));
}

const versions = () => el("ul", { class: "plain-list" }, shown.versions.map((one) => el("li", {}, about(one), " ",
  one.version === state.saved.version ? el("strong", {}, say("saved.open_now"))
    : button(say("open"), guarded(() => openScenario(state.saved.key, { version: one.version })), { class: "small" }))));

const contentOf = (one) => (typeof one.content === "string" ? JSON.parse(one.content) : one.content);

const load = guarded(async (key) => {
  const one = await get(`/api/proposals/${encodeURIComponent(key)}`);
  shown.base = { ...one, pairs: read(contentOf(one).pairs) };
  kept.name = one.name;
  step({ pairs: shown.base.pairs }, say("did.loaded", { name: one.name }));
  drawSaved();
});

const content = () => ({ pairs: asRows(work().pairs) });

const saveNew = guarded(async () => {
  const name = kept.name.trim();
  if (!name) return byId("proposal-name").focus();
  const saved = await post(at(state.saved.key, "/proposals"), { name, why: kept.why, content: content() });
  return settled(saved);
});

async function settled(saved) {
  shown.base = { ...saved, pairs: [...work().pairs] };
  kept.why = "";
  await loadSaved();
  report(say("saved.done", { name: saved.name, version: saved.version }));
}

const saveVersion = () => writeVersion(shown.base.version);

// Somebody else may have saved meanwhile: then both are shown, and neither is lost.
async function writeVersion(match) {
  const path = `/api/proposals/${encodeURIComponent(shown.base.key)}`;
  try {
    await settled(await put(path, { name: kept.name.trim() || shown.base.name, why: kept.why, content: content() }, match));
  } catch (error) {
    if (error.status !== 412) return complain(error);
    const theirs = await get(path);
    const pairs = read(contentOf(theirs).pairs);
    drawConflict(about(theirs), moves(pairs, work().pairs), {
      theirs: () => { shown.base = { ...theirs, pairs }; step({ pairs }, say("did.loaded", { name: theirs.name })); drawSaved(); },
      mine: () => writeVersion(theirs.version), apart: () => { kept.name = say("saved.copy", { name: theirs.name }); drawSaved(); byId("proposal-name").focus(); },
    });
  }
  return undefined;
}

const saveScenario = () => writeScenario(state.saved);

async function writeScenario(from) {
  const { key } = state.saved;
  const why = kept.lockWhy.trim();
  if (!why) return byId("locks-why").focus();
  try {
    const saved = await put(at(key), { name: from.name, why, content: merged(from.content, pending(), why) }, from.version);
    kept.lockWhy = "";
    step({ locks: {} });
    await openScenario(key, { fresh: true });
    report(say("saved.done", { name: saved.name, version: saved.version }));
  } catch (error) {
    if (error.status !== 412) return complain(error);
    const theirs = await newest(key);
    drawConflict(about(theirs), ours(pending()), { mine: () => writeScenario(theirs), theirs: () => openScenario(key, { fresh: true }) });
  }
  return undefined;
}

async function newest(key) {
  const one = await get(at(key));
  return { ...one, content: contentOf(one) };
}
