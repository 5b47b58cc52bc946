// What went wrong, in words.
import { announce, button, byId, el, fill } from "./dom.js";
import { say } from "./words.js";
import { state } from "./state.js";

const inLanguage = (text) => (typeof text === "string" ? text : (text?.[state.lang] ?? text?.zh ?? ""));

/** One sentence. */
export function problemText(error) {
  if (error.status === 429) return say("problem.busy", { seconds: error.retry ?? "–" });
  if (error.status === undefined) {
    return error instanceof TypeError ? say("problem.unreachable") : error.message;
  }
  return error.detail && error.detail !== error.message ? `${error.message} ${error.detail}` : error.message;
}

/** Where a fault is: sheet and cell of a workbook, else file, line and column; of an assumption its number. */
function place({ file, line, column }) {
  const [, change] = /^changes\.([0-9]+)/.exec(column ?? "") ?? [];
  if (change) return say("problem.change", { number: Number(change) + 1 });
  const [, sheet, cell] = /^(.+)!([A-Z]+[0-9]+)$/.exec(column ?? "") ?? [];
  if (sheet) return `${say("problem.sheet", { sheet })} ${cell}`;
  return [file === "scenario.xlsx" ? say("problem.workbook") : file, line ? say("problem.line", { line }) : "", column].filter(Boolean).join(" ");
}

/** All of it: the sentence, and each fault with place, what and remedy. */
export function problemBox(error) {
  const rows = (error.faults ?? []).map((fault) => el("li", {},
    el("strong", {}, place(fault)), " ", inLanguage(fault.what), " ",
    el("span", { class: "remedy" }, inLanguage(fault.remedy))));
  return el("div", { class: "problem", role: "alert" }, el("p", {}, rows.length ? error.message : problemText(error)),
    error.status === 401 ? el("p", {}, el("a", { href: "/login", target: "_blank", rel: "noopener" }, say("problem.login"))) : null,
    rows.length ? el("ol", { class: "faults" }, rows) : null);
}

/** Show a problem on top of the page until it is closed. */
export function complain(error) {
  if (error.name === "AbortError" || error.cancelled) {
    announce(say("run.cancelled"));
    return;
  }
  const box = byId("notices");
  const close = button(say("close"), () => fill(box));
  fill(box, problemBox(error), close);
  box.scrollIntoView({ block: "nearest" });
}

/** Say that something is done. */
export function report(text) {
  fill(byId("notices"), el("p", { class: "done" }, `✓ ${text}`));
  announce(text); // which is in sight wherever the page is
}

/** Say that a field must be filled in, and go there. */
export function need(id, word) {
  announce(say("needed", { what: say(word) }));
  byId(id).focus();
}

/** Take away what was said to be done: something else is done now. */
export function settle() {
  if (byId("notices").querySelector(".done")) fill(byId("notices"));
}

/** Run something; complain where it fails. */
export const guarded = (act) => async (...given) => {
  try {
    return await act(...given);
  } catch (error) {
    complain(error);
    return undefined;
  }
};

/** The same, and never twice at once: a second click while the first is under way does nothing. */
export function once(act) {
  let isBusy = false;
  return guarded(async (...given) => {
    if (isBusy) return undefined;
    isBusy = true;
    try {
      return await act(...given);
    } finally {
      isBusy = false;
    }
  });
}
