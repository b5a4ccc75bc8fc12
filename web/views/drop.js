/* A text that is pasted or dropped, and its record at once. Nothing is stored. */
import { html, useEffect, useRef, useState } from "../vendor/preact.js";
import { code } from "../data.js";
import { Problem } from "../parts.js";
import { headline } from "./article.js";
import { Record } from "./record.js";

const LIMIT = 2 << 20;

export function Drop({ title }) {
    const [text, setText] = useState(""), [date, setDate] = useState(""), [over, setOver] = useState(false);
    const [busy, setBusy] = useState(false), [record, setRecord] = useState(null), [fault, setFault] = useState(null);
    const [picked, pick] = useState(null), [hidden, setHidden] = useState(new Set()), result = useRef();
    useEffect(() => title("Drop a text"), []);
    useEffect(() => { if (record) result.current?.focus(); }, [record]);
    const read = async (content, page) => {
        setBusy(true); setFault(null); pick(null);
        try {
            setRecord(await code({ [page ? "html" : "text"]: content, ...(date && { date }) }));
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
    return html`<header class="top"><h1 tabindex="-1">Drop a text</h1><p class="hush">Paste an article, or drop a file (plain text or a web page) on the field: its record appears below. Nothing is stored; to keep an article, use <code>dateline ingest</code>.</p></header>
        <form class=${`drop noprint ${over ? "over" : ""}`} onSubmit=${e => { e.preventDefault(); read(text, /^\s*<(!doctype|html)/i.test(text)); }}
            onDragOver=${e => { e.preventDefault(); setOver(true); }} onDragLeave=${() => setOver(false)} onDrop=${e => { e.preventDefault(); setOver(false); const files = e.dataTransfer.files; files.length ? take(files) : setText(e.dataTransfer.getData("text")); }}>
            <label for="dropped">The article</label><textarea id="dropped" rows=${record ? 6 : 14} value=${text} onInput=${e => setText(e.target.value)} placeholder="GENEVA, March 14 (Agency) -- The foreign ministers of …"></textarea>
            <p class="line"><label>Published on <input type="date" value=${date} onChange=${e => setDate(e.target.value)} /></label> <span class="hush">where the text itself has no date</span>
                <label class="file">or a file <input type="file" accept=".txt,.html,.htm,text/plain,text/html" onChange=${e => take(e.target.files)} /></label> <button class="main" disabled=${busy || !text.trim()}>${busy ? "Reading …" : "Read it"}</button></p></form>
        ${fault && html`<${Problem} fault=${fault} what="the record" />`}
        ${record && html`<section aria-label="Its record" aria-live="polite"><h2 tabindex="-1" ref=${result} class="serif">${headline(record) || "Its record"}</h2><${Record} record=${record} picked=${picked} pick=${pick} hidden=${hidden} hide=${hide} stored=${false} />
            <details class="raw"><summary>As JSON</summary><pre tabindex="0">${JSON.stringify(record, null, 1)}</pre></details></section>`}`;
}
