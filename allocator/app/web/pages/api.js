// Talk with the server: JSON, files, and its errors as problems.

/** What the server refused: its sentence, its code and its faults. */
export class Problem extends Error {
  constructor(status, body, retry) {
    super(body.title ?? `HTTP ${status}`);
    Object.assign(this, { status, retry, body, code: body.code ?? "", detail: body.detail ?? "" });
    this.faults = body.faults ?? [];
  }
}

let language = "zh";

/** Errors come in this language. */
export const useLanguage = (lang) => (language = lang);

async function send(method, path, { json, form, match, signal } = {}) {
  const headers = { Accept: "application/json, */*", "Accept-Language": language };
  if (json !== undefined) headers["Content-Type"] = "application/json";
  if (match !== undefined) headers["If-Match"] = `"${match}"`;
  const body = form ?? (json === undefined ? undefined : JSON.stringify(json));
  const answer = await fetch(path, { method, headers, body, signal, credentials: "same-origin" });
  if (answer.ok) return answer;
  const told = await answer.json().catch(() => ({}));
  throw new Problem(answer.status, told, answer.headers.get("Retry-After"));
}

const parsed = async (answer) => (answer.status === 204 ? null : answer.json());

export const get = async (path, options) => parsed(await send("GET", path, options));
export const post = async (path, json, options) =>
  parsed(await send("POST", path, { json, ...options }));
export const put = async (path, json, match) => parsed(await send("PUT", path, { json, match }));
export const remove = (path) => send("DELETE", path);
export const upload = async (path, form, { method = "POST", match } = {}) =>
  parsed(await send(method, path, { form, match }));
export const uploadForFile = async (path, form) => (await send("POST", path, { form })).blob();

/** A search may be answered at once or later: return the answer, or the run to ask for. */
export async function ask(path, json, signal) {
  const answer = await send(json === undefined ? "GET" : "POST", path, { json, signal });
  const type = answer.headers.get("Content-Type") ?? "";
  if (answer.status === 202) return { run: (await answer.json()).run };
  return { answer: type.includes("json") ? await answer.json() : await answer.blob() };
}

/** The bytes of a file, which a run hands over in base 64. */
export function asBlob(found) {
  if (found instanceof Blob) return found;
  const raw = Uint8Array.from(atob(found.base64), (one) => one.charCodeAt(0));
  return new Blob([raw], { type: found.type });
}

/** Where something of a scenario is. */
export const at = (key, rest = "") => `/api/scenarios/${encodeURIComponent(key)}${rest}`;
