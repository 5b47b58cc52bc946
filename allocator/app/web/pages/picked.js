// The cell that was chosen, with buttons for what the keys do: fingers have no keys.
import { button, byId, el, fill } from "./dom.js";
import { pairName } from "./board.js";
import { lock, toggle } from "./keys.js";
import { say } from "./words.js";
import { lockOf, state, tell, work } from "./state.js";

/** Draw the bar. */
export function drawPicked() {
  const pair = state.picked;
  if (!pair) return fill(byId("picked"), el("span", { class: "quiet" }, say("picked.none")));
  const held = work().pairs.includes(pair);
  const locks = ["in", "out"].map((kind) => button(say(`picked.${kind}`), () => lock(pair, kind),
    { id: `picked-${kind}`, "aria-pressed": String(lockOf(pair) === kind) }));
  return fill(byId("picked"), el("strong", {}, pairName(pair)),
    button(say(held ? "picked.drop" : "picked.add"), () => toggle(pair), { id: "picked-toggle" }), locks,
    button(say("picked.explain"), () => tell("explain", pair), { id: "picked-explain" }));
}
