// Map and heatmap of the layout at hand: the program's own pictures, shown as images.
import { asBlob, at } from "./api.js";
import { announce, button, byId, el, fill, note } from "./dom.js";
import { sent } from "./pairs.js";
import { fileName, save } from "./files.js";
import { guarded } from "./problems.js";
import { search } from "./runs.js";
import { panel } from "./tabs.js";
import { say } from "./words.js";
import { state, work } from "./state.js";

const KINDS = ["heatmap", "map", "change", "bipartite"];
const shown = { kind: null, url: null, pairs: "", lang: "" };

const draw = guarded(async (kind) => {
  const { key, version } = state.saved;
  const pairs = work().pairs;
  const body = { pairs: sent(pairs), version, lang: state.lang };
  const found = await search(at(key, `/picture/${kind}`), body, say(`picture.${kind}`));
  if (shown.url) URL.revokeObjectURL(shown.url);
  Object.assign(shown, { kind, url: URL.createObjectURL(asBlob(found)), pairs: pairs.join(), lang: state.lang, key, version });
  drawPictures();
  announce(say("picture.drawn", { kind: say(`picture.${kind}`) }));
});

/** Draw the panel. */
export function drawPictures() {
  const choices = KINDS.map((kind) => button(say(`picture.${kind}`), () => draw(kind),
    { id: `draw-${kind}`, "aria-pressed": String(shown.kind === kind && shown.key === state.saved.key) }));
  const old = shown.pairs !== work().pairs.join() || shown.lang !== state.lang
    || shown.version !== state.saved.version;
  const here = shown.url && shown.key === state.saved.key;
  fill(panel("pictures"), el("div", { class: "row" }, choices),
    here ? [old ? note(say("picture.old")) : null, image(),
      el("div", { class: "row" }, button(say("picture.large"), enlarge, { id: "enlarge" }),
        button(say("picture.png"), asPng, { id: "picture-png" }),
        el("a", { href: shown.url, download: fileName(`-${say(`picture.${shown.kind}`)}.svg`) }, say("picture.save")))]
      : note(say("picture.none_yet")));
}

const image = () => el("img", { class: "picture", src: shown.url,
  alt: say("picture.alt", { kind: say(`picture.${shown.kind}`), count: work().pairs.length }) });

// For documents and slides: the picture at twice its size, drawn by the browser.
const asPng = guarded(async () => {
  const drawn = new Image();
  drawn.src = shown.url;
  await drawn.decode();
  const canvas = el("canvas", { width: 2 * drawn.naturalWidth, height: 2 * drawn.naturalHeight });
  canvas.getContext("2d").drawImage(drawn, 0, 0, canvas.width, canvas.height);
  const png = await new Promise((done) => canvas.toBlob(done, "image/png"));
  save(png, fileName(`-${say(`picture.${shown.kind}`)}.png`));
});

function enlarge() {
  const large = byId("large");
  fill(large, button(say("close"), () => large.close()), image());
  large.showModal();
}
