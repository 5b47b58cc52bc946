// Opening a scenario: a version, its board, and the work that was done on it before.
import { at, get } from "./api.js";
import { button, byId, el, fill } from "./dom.js";
import { readBoard } from "./board.js";
import { remember } from "./memory.js";
import { guarded } from "./problems.js";
import { state, takeUp, tell } from "./state.js";
import { moment, say } from "./words.js";

let wanted = 0;

/** The list of scenarios, for the field on top. */
export async function loadScenarios() {
  state.scenarios = await get("/api/scenarios");
  drawScenarios();
}

export function drawScenarios() {
  const open = state.saved;
  fill(byId("scenarios"), state.scenarios.map((one) => {
    const version = one.key === open?.key ? open.version : one.version;
    const text = `${one.name} · v${version} · ${moment(one.when)}`;
    return el("option", { value: one.key, selected: one.key === open?.key }, text);
  }));
  drawOlder();
}

// What is open is not the newest version: said until the newest one is open.
function drawOlder() {
  const newest = state.scenarios.find((one) => one.key === state.saved?.key);
  const old = newest && newest.version > state.saved.version;
  fill(byId("older"), old ? [say("saved.older", { ...newest, when: moment(newest.when), open: state.saved.version }), " ",
    button(say("saved.open_newest"), guarded(() => openScenario(newest.key)), { id: "open-newest", class: "small" })] : null);
}

/** Read a saved scenario; its content as a tree. */
export async function readScenario(key, version) {
  const saved = await get(at(key, version ? `?version=${version}` : ""));
  return { ...saved, content: JSON.parse(saved.content) };
}

/** Open a scenario; `fresh`: it is new in the list. Of two that are asked for the later one is opened. */
export async function openScenario(key, { fresh = false, version } = {}) {
  const mine = (wanted += 1);
  try {
    const found = await read(key, version);
    if (fresh) await loadScenarios();
    if (mine === wanted) show(found);
  } finally {
    drawScenarios(); // what could not be opened is not chosen
  }
}

async function read(key, version) {
  const saved = await readScenario(key, version);
  let [lang, board] = [null, null];
  while (lang !== state.lang) {
    lang = state.lang; // another one may be chosen meanwhile
    board = await readBoard(saved);
  }
  return { saved, board };
}

function show({ saved, board }) {
  if (state.saved?.key !== saved.key) Object.assign(state, { pins: [], picked: null });
  Object.assign(state, { saved, board, verdict: null });
  takeUp();
  remember("scenario", saved.key);
  tell("board");
}
