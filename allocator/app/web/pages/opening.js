// Opening a scenario: its newest version, its board, and the work that was done on it before.
import { at, get } from "./api.js";
import { byId, el, fill } from "./dom.js";
import { loadBoard } from "./board.js";
import { state, tell } from "./state.js";

/** The list of scenarios, for the field on top. */
export async function loadScenarios() {
  const found = await get("/api/scenarios");
  state.scenarios = found.scenarios ?? found;
  drawScenarios();
}

export function drawScenarios() {
  fill(byId("scenarios"), state.scenarios.map((one) =>
    el("option", { value: one.key, selected: one.key === state.saved?.key }, `${one.name} · v${one.version}`)));
}

/** Read a saved scenario; its content as a tree. */
export async function readScenario(key, version) {
  const saved = await get(at(key, version ? `?version=${version}` : ""));
  const content = typeof saved.content === "string" ? JSON.parse(saved.content) : saved.content;
  return { ...saved, content };
}

/** Open a scenario; `fresh`: it is new in the list. */
export async function openScenario(key, { fresh = false, version } = {}) {
  const before = { saved: state.saved, board: state.board };
  try {
    state.saved = await readScenario(key, version);
    await loadBoard();
  } catch (error) {
    Object.assign(state, before);
    throw error;
  }
  if (before.saved?.key !== key) Object.assign(state, { pins: [], picked: null });
  state.verdict = null;
  if (fresh) await loadScenarios();
  else drawScenarios();
  tell("board");
}
