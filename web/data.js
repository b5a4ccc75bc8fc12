/* Asking the server. Every view's data is its own address with .json; errors arrive as one sentence. */
import { useState, useEffect } from "./vendor/preact.js";

export class Fault extends Error {
    constructor(status, text) { super(text); this.status = status; }
}

export async function ask(url, options) {
    let response;
    try {
        response = await fetch(url, options);
    } catch (e) {
        if (e.name === "AbortError") throw e;
        throw new Fault(0, "The server does not answer. Is dateline serve still running?");
    }
    const body = await response.json().catch(() => null);
    if (response.ok && body !== null) return body;
    throw new Fault(response.status, body?.error?.text || `The server answered with status ${response.status}.`);
}

const post = (url, body, headers) => ask(url, { method: "POST", headers: { "Content-Type": "application/json", ...headers }, body: JSON.stringify(body) });

export const code = document => post("/code.json", document);

export const session = () => ask("/session.json");

/* What writes needs the secret of this server. */
async function write(url, body) {
    const { csrf } = await session();
    return post(url, body, { "X-Dateline-CSRF": csrf });
}
export const edit = change => write("/edits.json", change);
export const keep = document => write("/keep.json", document);

/* May this page write? {edits} once it is known. */
export function useSession() {
    const [may, set] = useState({});
    useEffect(() => { session().then(set, () => set({ edits: false })); }, []);
    return may;
}

/* The tree of a sentence of a record that is not stored. */
export const treeOf = ({ id, text, published, sentences }, n) => post(`/sentences/${n}.json`, { id, text, published, sentences });

/* {data, fault, busy}: the last data stays while the next is on its way. url null asks nothing; `turn` asks anew; `how` gets it otherwise. */
export function useData(url, turn = 0, how = ask) {
    const [state, set] = useState({ url: null, data: null, fault: null, busy: true });
    useEffect(() => {
        if (!url) return set({ url, data: null, fault: null, busy: false });
        const stop = new AbortController();
        set(old => ({ ...old, busy: true }));
        how(url, { signal: stop.signal }).then(
            data => set({ url, data, fault: null, busy: false }),
            fault => fault.name !== "AbortError" && set({ url, data: null, fault, busy: false }));
        return () => stop.abort();
    }, [url, turn]);
    return state;
}

/* Names of codes, asked for once. */
let names = {};
const waiting = new Set();
export const namesLoaded = ask("/names.json").then(all => { names = all; waiting.forEach(tell => tell(all)); }, () => {});
export function useNames() {
    const [now, set] = useState(names);
    useEffect(() => { waiting.add(set); set(names); return () => waiting.delete(set); }, []);
    return now;
}

/* Tells of new articles while the page is looked at: a hidden page holds no connection. Returns a function that ends it. */
export function listen(tell) {
    let source = null;
    const open = () => {
        if (document.hidden) { source?.close(); source = null; return; }
        if (source) return;
        source = new EventSource("/stream");
        source.addEventListener("state", e => { try { tell(JSON.parse(e.data)); } catch { /* not ours */ } });
    };
    open();
    document.addEventListener("visibilitychange", open);
    return () => { document.removeEventListener("visibilitychange", open); source?.close(); };
}
