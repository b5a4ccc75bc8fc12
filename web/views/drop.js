/* A text that is pasted or dropped, and its record at once. It is stored if that is asked for. */
import { html, useEffect, useRef, useState } from "../vendor/preact.js";
import { code, keep, useSession } from "../data.js";
import { articleAddress } from "../state.js";
import { Problem } from "../parts.js";
import { headline } from "./article.js";
import { Record } from "./record.js";

const LIMIT = 2 << 20;

const KEPT = { new: "It is in the store now.", copy: "It is in the store now, as a reprint of an earlier article.", replaced: "It was in the store and has been coded anew.", same: "It was in the store already." };

/* Keeps what was read, and leads to it. */
function Keep({ document }) {
    const may = useSession(), [state, set] = useState({});
    if (may.edits === false) return html`<p class="hush noprint">This server keeps no texts: it was started so, or its store cannot be written.</p>`;
    const send = async () => {
        set({ busy: true });
        try { set({ done: await keep(document) }); } catch (fault) { set({ fault }); }
    };
    return html`<div class="keep noprint">${state.done ? html`<p role="status" class="good">${KEPT[state.done.kept]} <a href=${articleAddress(state.done.article)}>Go to the article</a></p>`
        : html`<p><button type="button" class="main" disabled=${state.busy || !may.edits} onClick=${send}>${state.busy ? "Storing …" : "Keep it in the store"}</button> <span class="hush">It is not stored yet.</span></p>`}
        ${state.fault && html`<p role="alert" class="bad">${state.fault.message}</p>`}</div>`;
}

export function Drop({ title }) {
    const [text, setText] = useState(""), [date, setDate] = useState(""), [outlet, setOutlet] = useState(""), [over, setOver] = useState(false);
    const [busy, setBusy] = useState(false), [record, setRecord] = useState(null), [fault, setFault] = useState(null);
    const [given, give] = useState(null), [picked, pick] = useState(null), [hidden, setHidden] = useState(new Set()), result = useRef();
    useEffect(() => title("Drop a text"), []);
    useEffect(() => { if (record) result.current?.focus(); }, [record]);
    const read = async (content, page) => {
        setBusy(true); setFault(null); pick(null);
        const document = { [page ? "html" : "text"]: content, ...(date && { date }), ...(outlet.trim() && { outlet: outlet.trim() }) };
        try {
            setRecord(await code(document));
            give(document);
        } catch (e) { setRecord(null); setFault(e); }
        setBusy(false);
    };
    const take = async files => {
        const file = files?.[0];
        if (!file) return;
        if (file.size > LIMIT) return setFault(new Error("This file is larger than two megabytes. Bring it in with dateline ingest."));
        const content = await file.text(), page = /html/.test(file.type) || /\.html?$/i.test(file.name);
        setText(content);
        read(content, page);
    };
    const hide = (layer, on) => { const next = new Set(hidden); on ? next.add(layer) : next.delete(layer); setHidden(next); };
    return html`<header class="top"><h1 tabindex="-1">Drop a text</h1><p class="hush">Paste an article, or drop a file (plain text or a web page) on the field: its record appears below. Nothing is stored unless you say so.</p></header>
        <form class=${`drop noprint ${over ? "over" : ""}`} onSubmit=${e => { e.preventDefault(); read(text, /^\s*<(!doctype|html)/i.test(text)); }}
            onDragOver=${e => { e.preventDefault(); setOver(true); }} onDragLeave=${() => setOver(false)} onDrop=${e => { e.preventDefault(); setOver(false); const files = e.dataTransfer.files; files.length ? take(files) : setText(e.dataTransfer.getData("text")); }}>
            <label for="dropped">The article</label><textarea id="dropped" rows=${record ? 6 : 14} value=${text} onInput=${e => setText(e.target.value)} placeholder="GENEVA, March 14 (Agency) -- The foreign ministers of …"></textarea>
            <p class="line"><label>Published on <input type="date" value=${date} onChange=${e => setDate(e.target.value)} /></label> <span class="hush">where the text itself has no date</span> <label>by <input value=${outlet} onInput=${e => setOutlet(e.target.value)} placeholder="outlet" size="14" maxlength="120" /></label>
                <label class="file">or a file <input type="file" accept=".txt,.html,.htm,text/plain,text/html" onChange=${e => take(e.target.files)} /></label> <button class="main" disabled=${busy || !text.trim()}>${busy ? "Reading …" : "Read it"}</button></p></form>
        ${fault && html`<${Problem} fault=${fault} what="the record" />`}
        ${record && html`<section aria-label="Its record" aria-live="polite"><h2 tabindex="-1" ref=${result} class="serif">${headline(record) || "Its record"}</h2><${Keep} key=${record.id} document=${given} /><${Record} record=${record} picked=${picked} pick=${pick} hidden=${hidden} hide=${hide} stored=${false} />
            <details class="raw"><summary>As JSON</summary><pre tabindex="0">${JSON.stringify(record, null, 1)}</pre></details></section>`}`;
}
