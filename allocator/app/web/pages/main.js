// The workbench: what is loaded first, and what follows from what.
import { get } from "./api.js";
import { announce, byId, fill } from "./dom.js";
import { drawAlternatives } from "./alternatives.js";
import { renewBoard } from "./board.js";
import { clearConflict } from "./conflict.js";
import { drawCheck } from "./check.js";
import { drawExplain, explain, explainAgain } from "./explain.js";
import { drawFiles } from "./files.js";
import { listen } from "./keys.js";
import { drawMatrix, markAll } from "./matrix.js";
import { recall, remember } from "./memory.js";
import { drawScenarios, loadScenarios, openScenario } from "./opening.js";
import { drawPicked } from "./picked.js";
import { drawPictures } from "./pictures.js";
import { guarded, settle } from "./problems.js";
import { drawSaved, loadSaved, renewSaved } from "./saved.js";
import { history, on, pending, redo, state, step, undo } from "./state.js";
import { makeTabs, openTab } from "./tabs.js";
import { drawVerdict, judge } from "./verdict.js";
import { drawWhatIf } from "./whatif.js";
import { relabel, say, speak } from "./words.js";

on("board", () => {
  clearConflict();
  drawMatrix();
  drawTop();
  drawPicked();
  drawPanels();
  loadSaved();
  judge();
});
on("work", (what) => {
  markAll();
  drawTop();
  drawPicked();
  settle();
  for (const draw of [drawAlternatives, drawCheck, drawWhatIf, drawPictures, drawSaved]) draw();
  judge({ undone: say("did.undone"), redone: say("did.redone") }[what] ?? what);
});
on("verdict", () => {
  markAll();
  drawVerdict();
  drawAlternatives();
});
on("best", () => {
  drawTop();
  drawCheck();
});
on("ranked", drawAlternatives);
on("picked", () => {
  drawPicked();
  drawExplain();
});
on("explain", explain);
on("tab", (name) => state.saved && name === "saved" && renewSaved());

function drawPanels() {
  for (const draw of [drawAlternatives, drawCheck, drawExplain, drawWhatIf, drawPictures, drawFiles, drawSaved]) draw();
}

function drawTop() {
  byId("name").textContent = state.board.name ?? state.saved.name;
  document.title = `${byId("name").textContent} – Allocator`;
  byId("undo").disabled = !history().past.length;
  byId("redo").disabled = !history().future.length;
  byId("to-current").disabled = false;
  byId("to-best").disabled = !state.board.best.pairs.length;
  byId("unsaved").textContent = pending().length ? say("saved.locks", { count: pending().length }) : "";
  byId("who").textContent = state.about.who ? say("who", { who: state.about.who }) : "";
  for (const one of ["zh", "en"]) byId(`lang-${one}`).setAttribute("aria-pressed", one === state.lang);
}

// The other language: texts and names are new, the work stays.
let wanted = null;
const turn = guarded(async (lang) => {
  wanted = lang;
  await speak(lang, () => wanted === lang);
  if (wanted !== lang) return;
  state.lang = lang;
  remember("language", lang);
  relabel();
  fill(byId("notices"));
  if (!state.saved) {
    drawFiles();
    return;
  }
  await renewBoard();
  if (wanted !== lang) return;
  drawMatrix();
  drawTop();
  drawPicked();
  drawPanels();
  drawScenarios();
  judge(say("did.language"));
  explainAgain();
});

function listenAll() {
  byId("undo").addEventListener("click", undo);
  byId("redo").addEventListener("click", redo);
  byId("to-current").addEventListener("click", () =>
    step({ pairs: state.board.current }, say("did.loaded", { name: say("to_current") })));
  byId("to-best").addEventListener("click", () =>
    step({ pairs: state.board.best.pairs }, say("did.loaded", { name: say("to_best") })));
  for (const one of ["zh", "en"]) byId(`lang-${one}`).addEventListener("click", () => turn(one));
  byId("scenarios").addEventListener("change", guarded(({ target }) => openScenario(target.value)));
  document.addEventListener("keydown", onShortcut);
  window.addEventListener("beforeunload", (event) => {
    if (state.saved && history().isOpen) event.preventDefault();
  });
  listen();
}

function onShortcut(event) {
  const typing = event.target.matches("input:not([type=range]), textarea");
  if (!state.saved || typing || !(event.ctrlKey || event.metaKey)) return;
  const key = event.key.toLowerCase();
  const act = key === "z" ? (event.shiftKey ? redo : undo) : key === "y" ? redo : null;
  if (!act) return;
  event.preventDefault();
  act();
}

const start = guarded(async () => {
  await speak("zh");
  makeTabs();
  state.about = await get("/api/about");
  const kept = recall("language");
  state.lang = state.about.languages.includes(kept) ? kept : state.about.language;
  await speak(state.lang);
  relabel();
  listenAll();
  await loadScenarios();
  const before = recall("scenario");
  const inUse = state.scenarios.some((one) => one.key === before) ? before : null;
  const first = inUse ?? state.about.scenario ?? state.scenarios[0]?.key;
  if (first) await openScenario(first);
  else {
    announce(say("no_scenario"));
    drawFiles();
    openTab("files");
  }
});

start();
