// Searches that may take long: told with their seconds, and stopped by a button.
import { ask, get, remove } from "./api.js";
import { button, byId, el, fill } from "./dom.js";
import { problemText } from "./problems.js";
import { state } from "./state.js";
import { say } from "./words.js";

const PAUSE = 400;
const running = new Map();
let last = 0;

/** Ask the server to search; return the answer, late or soon. */
export async function search(path, body, name) {
  const stop = new AbortController();
  const mine = { name, id: null, stop, since: Date.now() };
  const number = (last += 1);
  running.set(number, mine);
  draw();
  try {
    const found = await ask(path, body, stop.signal);
    return found.run ? await wait(found.run, mine) : found.answer;
  } catch (error) {
    if (error.name === "AbortError") error.cancelled = true;
    throw error;
  } finally {
    running.delete(number);
    draw();
  }
}

async function wait(id, mine) {
  mine.id = id;
  draw();
  for (;;) {
    await new Promise((resume) => setTimeout(resume, PAUSE));
    const run = await get(`/api/runs/${encodeURIComponent(id)}`);
    if (run.state === "done") return run.answer;
    if (run.state === "cancelled") throw Object.assign(new Error(say("run.cancelled")), { cancelled: true });
    if (run.state === "failed") throw failure(run);
    draw();
  }
}

function failure(run) {
  const told = run.problem ?? {};
  return Object.assign(new Error(told.title ?? say("run.failed")),
    { status: told.status ?? 500, detail: told.detail ?? "", faults: told.faults ?? [] });
}

async function cancel(mine) {
  if (mine.id) await remove(`/api/runs/${encodeURIComponent(mine.id)}`).catch((error) => {
    fill(byId("live"), problemText(error));
  });
  else mine.stop.abort();
}

// The row of a run stays the same element, so that its button keeps the focus.
const rows = new Map();

function draw() {
  for (const [number, row] of rows) if (!running.has(number)) {
    row.remove();
    rows.delete(number);
  }
  for (const [number, mine] of running) {
    const row = rows.get(number) ?? made(number, mine);
    const seconds = Math.floor((Date.now() - mine.since) / 1000);
    row.querySelector(".told").textContent = say("run.told", { name: mine.name, seconds, most: state.about.longest });
  }
}

function made(number, mine) {
  const row = el("div", { class: "run" }, el("progress", { "aria-label": mine.name }),
    el("span", { class: "told" }), button(say("cancel"), () => cancel(mine)));
  rows.set(number, row);
  byId("runs").append(row);
  return row;
}

setInterval(draw, 1000);
