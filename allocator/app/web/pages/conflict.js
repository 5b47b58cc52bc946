// Two planners saved the same thing: show both, and let the second one choose.
import { button, byId, el, fill, items } from "./dom.js";
import { guarded } from "./problems.js";
import { openTab } from "./tabs.js";
import { say } from "./words.js";

/** What was asked about another scenario, or an earlier version, is asked no more. */
export function clearConflict() {
  if (byId("conflict")) fill(byId("conflict"));
}

/** `about`: what was saved meanwhile; `mine`: in words, what sets the own work apart; `ways`: what can be done. */
export function drawConflict(about, mine, ways) {
  const close = (act) => guarded(async () => {
    fill(byId("conflict"));
    await act();
  });
  openTab("saved");
  fill(byId("conflict"), el("div", { class: "problem", role: "alert" },
    el("h3", {}, say("conflict.title")), el("p", {}, say("conflict.theirs", { about })),
    el("p", {}, say("conflict.mine", { count: mine.length })),
    el("ul", { class: "moves" }, items(mine)), el("p", {}, say("conflict.kept")),
    el("div", { class: "row" }, Object.entries(ways).map(([way, act]) =>
      button(say(`conflict.way_${way}`), close(act), { id: `conflict-${way}` })))));
  byId("conflict").querySelector("button").focus();
}
