// Panels behind tabs: arrows choose, Tab goes in.
import { tell } from "./state.js";
import { byId, el } from "./dom.js";

const NAMES = ["alternatives", "check", "explain", "whatif", "pictures", "files", "saved"];

/** Make the tabs and their empty panels. */
export function makeTabs() {
  for (const name of NAMES) {
    const tab = el("button", { type: "button", role: "tab", id: `tab-${name}`, tabindex: -1,
      "aria-controls": `panel-${name}`, "aria-selected": "false", "data-word": `tab.${name}`,
      onclick: () => openTab(name) });
    byId("tabs").append(tab);
    byId("panels").append(el("div", { role: "tabpanel", id: `panel-${name}`, tabindex: 0,
      "aria-labelledby": `tab-${name}`, hidden: true }));
  }
  byId("tabs").addEventListener("keydown", onKey);
  openTab("alternatives");
}

/** Show one panel. */
export function openTab(name) {
  for (const one of NAMES) {
    const chosen = one === name;
    byId(`tab-${one}`).setAttribute("aria-selected", chosen);
    byId(`tab-${one}`).tabIndex = chosen ? 0 : -1;
    byId(`panel-${one}`).hidden = !chosen;
  }
  tell("tab", name);
}

function onKey({ key }) {
  const at = NAMES.findIndex((one) => byId(`tab-${one}`) === document.activeElement);
  const way = { ArrowRight: 1, ArrowLeft: -1 }[key];
  if (at < 0 || !way) return;
  const next = NAMES[(at + way + NAMES.length) % NAMES.length];
  openTab(next);
  byId(`tab-${next}`).focus();
}

export const panel = (name) => byId(`panel-${name}`);
