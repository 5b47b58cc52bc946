// Why no layout is allowed: which statements cannot hold together, and the least that would help.
import { at } from "./api.js";
import { announce, button, byId, el, fill, items } from "./dom.js";
import { read } from "./pairs.js";
import { guarded } from "./problems.js";
import { search } from "./runs.js";
import { openTab } from "./tabs.js";
import { say } from "./words.js";
import { question, state, step } from "./state.js";

const answers = new Map();
const key = () => `${state.saved.key}@${state.saved.version}@${state.lang}`;

/** Whether it is known that the scenario allows no layout. */
export const isEmpty = () => state.board.best.status !== "searching" && !state.board.best.pairs.length;

/** Ask for the causes, in the panel of the check. */
export const causes = guarded(async () => {
  openTab("check");
  const mine = key();
  const body = question();
  const { result } = await search(at(state.saved.key, "/explain/conflicts"), body, say("causes.run"));
  answers.set(mine, result);
  if (mine !== key()) return; // another scenario was opened meanwhile
  fill(byId("causes"), answered(result));
  byId("causes").scrollIntoView({ block: "nearest" });
  announce(result.conflicts[0]?.sentences.join(say("comma")) ?? say("causes.unknown"));
});

/** The part of the panel; nothing where some layout is allowed. */
export function drawCauses() {
  if (!isEmpty()) return null;
  const found = answers.get(key());
  return [el("h3", {}, say("verdict.no_best")), button(say("causes.ask"), causes, { id: "causes-ask" }),
    el("div", { id: "causes" }, found ? answered(found) : null)];
}

function answered(found) {
  if (!found.conflicts.length) return [el("p", {}, say("causes.unknown"))];
  return [...found.conflicts.map(conflict), el("h3", {}, say("causes.ways")), ...found.relaxations.map(way)];
}

const conflict = ({ sentences }) => [el("p", {}, say("causes.together")),
  el("ul", { class: "plain-list" }, items(sentences))];

const way = ({ sentence, layout }, number) => el("div", { class: "card" }, el("p", {}, sentence),
  button(say("causes.example"), () => step({ pairs: read(layout) }, say("did.loaded", { name: say("causes.layout") })),
    { id: `load-way-${number + 1}` }));
