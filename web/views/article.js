/* A stored article; which layers are hidden and what is picked stand in the address. */
import { html, useEffect, useMemo } from "../vendor/preact.js";
import { useData } from "../data.js";
import { address, change, go, twin } from "../state.js";
import { Article as Link, Await, Day, Empty, Twins, Words } from "../parts.js";
import { offsets, slice } from "../text.js";
import { Record } from "./record.js";

export const headline = r => r.headline || (r.title?.span && slice(r.text, offsets(r.text), r.title.span)) || null;

const firstWords = r => { const line = r.text.replace(/\s+/g, " ").trim(); return line.length > 80 ? `${line.slice(0, 79)}…` : line; };

function Notes({ record }) {
    const link = /^https?:\/\//.test(record.source?.url || "") && record.source.url;
    return html`<footer class="meta notes">${record.byline?.span && html`<p>By <bdi>${slice(record.text, offsets(record.text), record.byline.span)}</bdi></p>`}
        ${record.notes?.length > 0 && html`<p>Notes on reading it: ${[...new Set(record.notes.map(n => n.code.toLowerCase().replace(/_/g, " ")))].join(", ")}.</p>`}
        ${link && html`<p><a href=${link} rel="noreferrer noopener">At its outlet</a></p>`}</footer>`;
}

function Body({ page, record }) {
    const hidden = useMemo(() => new Set((page.query.hide || "").split(",").filter(Boolean)), [page.query.hide]);
    const pick = id => go(change(page, { at: id }), { quiet: true, replace: true });
    const hide = (layer, on) => { const next = new Set(hidden); on ? next.add(layer) : next.delete(layer); go(change(page, { hide: [...next].join(",") || null }), { quiet: true, replace: true }); };
    return html`<header class="top article"><p class="kicker"><bdi>${record.source?.outlet || "Outlet not known"}</bdi> · <${Day} of=${record.published} long />${record.take && html` · <span class="label">${record.take}</span>`}</p>
            <h1 tabindex="-1" class="serif"><${Words}>${headline(record) || firstWords(record)}<//></h1>
            ${record.duplicate_of && html`<p><span class="label">${record.copy_kind || "copy"}</span> An earlier article tells this: <${Link} id=${record.duplicate_of} title=${record.duplicate_of} /></p>`}</header>
        <${Record} record=${record} picked=${page.query.at || null} pick=${pick} hidden=${hidden} hide=${hide}><${Notes} record=${record} /><//>`;
}

export function Article({ page, turn, title }) {
    const state = useData(twin(page.path, page.query, ".json", ["at", "hide"]), turn);
    useEffect(() => title(state.data ? headline(state.data) || firstWords(state.data) : "An article"), [state.data]);
    return html`<${Await} state=${state} what="this article">${record => html`<${Body} page=${page} record=${record} />`}<//><${Twins} page=${page} own=${["at", "hide"]} />`;
}
