// Files: a workbook in; workbook, report and JSON out.
import { asBlob, at, upload, uploadForFile } from "./api.js";
import { announce, button, byId, el, field, fill, note } from "./dom.js";
import { asRows, sent } from "./pairs.js";
import { complain, guarded, once, problemBox, report, settle } from "./problems.js";
import { search } from "./runs.js";
import { openScenario } from "./opening.js";
import { panel } from "./tabs.js";
import { say } from "./words.js";
import { question, state, work } from "./state.js";

/** Hand a file to the browser to keep. */
export function save(blob, name) {
  const url = URL.createObjectURL(blob);
  const link = el("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
  report(say("files.saved", { name }));
}

/** An answer as a workbook. */
export async function saveBook(asked, name, ending) {
  const file = fileName(`${ending}.xlsx`); // that of the scenario that was asked about
  save(asBlob(await search(at(state.saved.key, "/answer.xlsx"), question(asked), name)), file);
}

const aboutLayout = () => question({ pairs: sent(work().pairs) });

/** A name for a file of the scenario. */
export const fileName = (ending) => `${state.board.id ?? state.saved.key}${ending}`;

const workbook = guarded(async () => {
  const path = at(state.saved.key, `/workbook?version=${state.saved.version}&lang=${state.lang}`);
  const file = fileName(".xlsx");
  save(asBlob(await search(path, undefined, say("files.workbook"))), file);
});

const memo = (form) => guarded(async () => {
  const body = { ...aboutLayout(), form };
  if (byId("memo-of").value === "best") delete body.pairs;
  const file = fileName(`.${form}`);
  save(asBlob(await search(at(state.saved.key, "/report"), body, say(`files.${form}`))), file);
});

const json = (value) => new Blob([`${JSON.stringify(value, null, 2)}\n`], { type: "application/json" });

/** The check of a layout as a workbook. */
export const checkBook = guarded((pairs) =>
  saveBook({ command: "check", pairs: sent(pairs) }, say("files.check_book"), "-check"));

const checked = guarded(async () => {
  const file = fileName("-check.json");
  save(json(await search(at(state.saved.key, "/check"), aboutLayout(), say("files.check"))), file);
});

const layout = () => save(json({ pairs: asRows(work().pairs) }), fileName("-layout.json"));

function sentFile(file) {
  const form = new FormData();
  form.append("file", file);
  form.append("why", byId("import-why").value.trim() || say("files.imported_why", { name: file.name }));
  return form;
}

// A new scenario, or the next version of the one that is open.
function sendWorkbook(file) {
  const { key, version, name } = state.saved ?? {};
  const form = sentFile(file);
  if (byId("import-as").value === "new") return upload("/api/scenarios", form);
  form.append("name", name);
  return upload(at(key), form, { method: "PUT", match: version });
}

const take = once(async () => {
  const [file] = byId("import").files;
  const told = byId("import-told");
  if (!file) return fill(told, note(say("files.choose_first")));
  try {
    const saved = await sendWorkbook(file);
    fill(told);
    await openScenario(saved.key, { fresh: true });
    report(say("files.imported", { name: saved.name, version: saved.version }));
  } catch (error) {
    if (error.status === undefined) return complain(error);
    settle();
    announce(error.message);
    fill(told, problemBox(error), error.code === "faults" ? button(say("files.marked"), () => mark(file), { id: "import-marked" }) : null);
    told.scrollIntoView({ block: "nearest" });
  }
  return undefined;
});

const mark = once(async (file) => {
  const copy = await uploadForFile("/api/workbooks/marked", sentFile(file));
  save(copy, file.name.replace(/(\.xlsx)?$/i, say("files.marked_name")));
});

// The browser's own field speaks the browser's language, so a button of ours stands for it.
function chooser() {
  const named = ({ files }) => files[0]?.name ?? say("files.none_chosen");
  const input = byId("import") ?? el("input", { type: "file", id: "import", accept: ".xlsx", hidden: true,
    onchange: ({ target }) => fill(byId("import-name"), named(target)) });
  input.setAttribute("aria-label", say("files.choose"));
  return el("div", { class: "row" }, input, button(say("files.choose"), () => input.click(), { id: "import-choose" }),
    el("span", { class: "quiet", id: "import-name" }, named(input)));
}

/** Draw the panel. */
export function drawFiles() {
  const of = ["layout", "best"].map((one) => el("option", { value: one }, say(`files.of_${one}`)));
  fill(panel("files"),
    el("fieldset", {}, el("legend", {}, say("files.out")),
      el("div", { class: "row" }, button(say("files.workbook"), workbook, { id: "export-workbook" }),
        button(say("files.check_book"), () => checkBook(work().pairs), { id: "export-check-book" })),
      el("div", { class: "row" }, field(say("files.memo"), el("select", { id: "memo-of", "data-keep": true }, of)),
        button(say("files.html"), memo("html"), { id: "export-html" }),
        button(say("files.docx"), memo("docx"), { id: "export-docx" })),
      note(say("files.for_programs")), el("div", { class: "row" },
        button(say("files.check"), checked, { id: "export-check" }),
        button(say("files.layout"), layout, { id: "export-layout" }))),
    el("fieldset", {}, el("legend", {}, say("files.in")),
      chooser(),
      field(say("why"), el("input", { type: "text", id: "import-why", "data-keep": true, maxlength: 200 })),
      field(say("files.as"), el("select", { id: "import-as", "data-keep": true },
        ["new", "version"].map((one) => el("option", { value: one }, say(`files.as_${one}`))))),
      button(say("files.import"), take, { id: "import-go" }), note(say("files.import_note")),
      el("div", { id: "import-told" })));
}

