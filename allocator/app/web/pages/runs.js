// Searches that may take long: told with their seconds, and stopped by a button.
import { Problem, ask, get, remove } from "./api.js";
import { announce, button, byId, el } from "./dom.js";
import { problemText } from "./problems.js";
import { state } from "./state.js";
import { say } from "./words.js";

const PAUSE = 400;
const running = new Set();

/** Ask the server to search; return the answer, late or soon. */
export async function search(path, body, name) {
  const mine = { name, id: null, stop: new AbortController(), since: Date.now() };
  mine.row = made(mine);
  running.add(mine);
  tick();
  try {
    const found = await ask(path, body, mine.stop.signal);
    return found.run ? await wait(found.run, mine) : found.answer;
  } catch (error) {
    if (error.name === "AbortError") error.cancelled = true;
    throw error;
  } finally {
    running.delete(mine);
    mine.row.remove();
  }
}

async function wait(id, mine) {
  mine.id = id;
  for (;;) {
    await new Promise((resume) => setTimeout(resume, PAUSE));
    const run = await get(`/api/runs/${encodeURIComponent(id)}`);
    if (run.state === "done") return run.answer;
    if (run.state === "cancelled") throw Object.assign(new Error(say("run.cancelled")), { cancelled: true });
    if (run.state === "failed") throw new Problem(run.problem.status, run.problem);
  }
}

async function cancel(mine) {
  if (mine.id) await remove(`/api/runs/${encodeURIComponent(mine.id)}`).catch((error) => announce(problemText(error)));
  else mine.stop.abort();
}

function made(mine) {
  const row = el("div", { class: "run" }, el("progress", { "aria-label": mine.name }),
    el("span", { class: "told" }), button(say("cancel"), () => cancel(mine)));
  byId("runs").append(row);
  return row;
}

function tick() {
  for (const { name, since, row } of running) {
    const seconds = Math.floor((Date.now() - since) / 1000);
    row.querySelector(".told").textContent = say("run.told", { name, seconds, most: state.about.longest });
  }
}

setInterval(tick, 1000);
