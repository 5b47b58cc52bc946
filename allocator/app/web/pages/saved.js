// Save and load: versions of the scenario, proposals on it. Nothing saved is ever changed in place.
import { at, get, post, put } from "./api.js";
import { button, byId, el, field, fill, note } from "./dom.js";
import { changesOf, merged } from "./merging.js";
import { loadScenarios, openScenario, readScenario } from "./opening.js";
import { asRows, moves, read } from "./pairs.js";
import { moveTexts } from "./board.js";
import { sentence } from "./changes.js";
import { drawConflict } from "./conflict.js";
import { complain, guarded, need, once, report } from "./problems.js";
import { panel } from "./tabs.js";
import { moment, say } from "./words.js";
import { keep, pending, settleLocks, state, step, work } from "./state.js";

const shown = { key: null, proposals: [], versions: [], base: null };
const kept = { name: "", why: "", lockWhy: "" };

/** Load what is saved about the scenario that is open, and draw it. */
export const loadSaved = guarded(async () => {
  if (!state.saved) return;
  const { key } = state.saved;
  const [proposals, versions] = await Promise.all([get(at(key, "/proposals")), get(at(key, "/versions"))]);
  if (key !== state.saved.key) return;
  const base = shown.key === key ? shown.base : null;
  Object.assign(shown, { key, base, proposals, versions });
  drawSaved();
});

/** What others saved meanwhile. */
export const renewSaved = guarded(async () => {
  await loadScenarios();
  await loadSaved();
});

/** Draw the panel. */
export function drawSaved() {
  const text = (id, name, word) => field(say(word), el("input", { type: "text", id, maxlength: 200,
    value: kept[name], oninput: ({ target }) => (kept[name] = target.value) }));
  const mine = shown.key === state.saved.key; // else it is still on its way
  const base = mine ? shown.base : null;
  fill(panel("saved"), byId("conflict") ?? el("div", { id: "conflict" }),
    el("fieldset", {}, el("legend", {}, say("saved.proposal")),
      base ? note(say("saved.from", { name: base.name, version: base.version })) : null,
      text("proposal-name", "name", "saved.name_needed"), text("proposal-why", "why", "why"),
      el("div", { class: "row" }, button(say("saved.save_new"), saveNew, { id: "proposal-save", class: "main" }),
        base ? button(say("saved.save_version"), saveVersion, { id: "proposal-update" }) : null)),
    el("h3", {}, say("saved.proposals")), mine ? proposals() : null,
    el("fieldset", {}, el("legend", {}, say("saved.scenario")),
      note(say("saved.locks", { count: pending().length })),
      text("locks-why", "lockWhy", "why_needed"),
      button(say("saved.save_scenario"), saveScenario, { id: "scenario-save", disabled: !pending().length })),
    el("h3", {}, say("saved.versions")), mine ? versions() : null);
}

const about = (one) => say("saved.about", { name: one.name, version: one.version, who: one.who, when: moment(one.when), why: one.why || "–" });

function proposals() {
  if (!shown.proposals.length) return note(say("saved.none_yet"));
  return el("ul", { class: "plain-list", id: "proposals" }, shown.proposals.map((one) => el("li", {}, about(one), " ",
    loader(one, one.version), one.version > 1 ? earlier(one) : null)));
}

// `newest` is the version that the list shows: what is saved next comes after it, or is told of a newer one.
const loader = (one, newest) => button(say("load"), () => load(one, newest),
  { class: "small", "aria-label": `${say("load")} ${about(one)}` });

// Nothing saved is lost: every version can be loaded.
function earlier({ key, version }) {
  const list = el("ul", { class: "plain-list" });
  const show = guarded(async ({ target }) => {
    if (!target.open || list.children.length) return;
    const all = await get(`/api/proposals/${encodeURIComponent(key)}/versions`);
    fill(list, all.filter((one) => one.version < version).map((one) => el("li", {}, about(one), " ", loader(one, version))));
  });
  return el("details", { ontoggle: show }, el("summary", {}, say("saved.earlier", { count: version - 1 })), list);
}

const versions = () => el("ul", { class: "plain-list", id: "versions" }, shown.versions.map((one) => el("li", {}, about(one), " ",
  one.version === state.saved.version ? el("strong", {}, say("saved.open_now"))
    : button(say("open"), guarded(() => openScenario(state.saved.key, { version: one.version })), { class: "small" }))));

const load = guarded(async ({ key, version }, newest) => {
  const scenario = state.saved.key;
  const one = await get(`/api/proposals/${encodeURIComponent(key)}?version=${version}`);
  if (scenario !== state.saved.key) return;
  const pairs = read(JSON.parse(one.content).pairs);
  shown.base = { ...one, newest };
  kept.name = one.name;
  step({ pairs }, say("did.loaded", { name: say("saved.version_of", one) }));
  keep(scenario, work().pairs);
  drawSaved();
});

// What is saved, and where: other cells, and other scenarios, may be chosen while it is on its way.
const atHand = () => ({ scenario: state.saved.key, pairs: work().pairs, why: kept.why, name: kept.name.trim() });
const bodyOf = ({ name, why, pairs }) => ({ name, why, content: { pairs: asRows(pairs) } });

const saveNew = once(async () => {
  const mine = atHand();
  if (!mine.name) return need("proposal-name", "saved.name");
  return settled(await post(at(mine.scenario, "/proposals"), bodyOf(mine)), mine);
});

async function settled(saved, { scenario, pairs }) {
  keep(scenario, pairs);
  if (scenario === state.saved.key) {
    shown.base = { ...saved, newest: saved.version };
    kept.why = "";
    await loadSaved();
  }
  report(say("saved.done", { name: saved.name, version: saved.version }));
}

const saveVersion = once(() => {
  const { base } = shown;
  const mine = atHand();
  return writeVersion(base.key, { ...mine, name: mine.name || base.name }, base.newest);
});

// Somebody else may have saved meanwhile: then both are shown, and neither is lost.
async function writeVersion(key, mine, match) {
  const path = `/api/proposals/${encodeURIComponent(key)}`;
  try {
    await settled(await put(path, bodyOf(mine), match), mine);
  } catch (error) {
    if (error.status !== 412) return complain(error);
    const theirs = await get(path);
    if (mine.scenario === state.saved.key) drawBoth(key, mine, theirs);
  }
  return undefined;
}

function drawBoth(key, mine, theirs) {
  const pairs = read(JSON.parse(theirs.content).pairs);
  const load_ = () => {
    shown.base = { ...theirs, newest: theirs.version };
    step({ pairs }, say("did.loaded", { name: theirs.name }));
    drawSaved();
  };
  const apart = () => {
    kept.name = say("saved.copy", { name: theirs.name });
    drawSaved();
    byId("proposal-name").focus();
  };
  drawConflict(about(theirs), moveTexts(moves(pairs, mine.pairs)),
    { theirs: load_, mine: () => writeVersion(key, mine, theirs.version), apart });
}

const saveScenario = once(() => {
  const why = kept.lockWhy.trim();
  if (!why) return need("locks-why", "why");
  return writeLocks(state.saved, pending(), why);
});

async function writeLocks(from, locks, why) {
  const { key } = from;
  try {
    const saved = await put(at(key), { name: from.name, why, content: merged(from.content, locks, why) }, from.version);
    settleLocks(key, locks);
    kept.lockWhy = "";
    if (key === state.saved.key) await openScenario(key, { fresh: true });
    report(say("saved.done", { name: saved.name, version: saved.version }));
  } catch (error) {
    if (error.status !== 412) return complain(error);
    const theirs = await readScenario(key);
    if (key === state.saved.key) drawConflict(about(theirs), changesOf(locks).map(sentence),
      { mine: () => writeLocks(theirs, locks, why), theirs: () => openScenario(key, { fresh: true }) });
  }
  return undefined;
}
