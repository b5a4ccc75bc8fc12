/* A record over its text: layers that can be switched, and a panel that explains what is picked. Used for stored and dropped articles. */
import { html, useEffect, useMemo, useRef, useState } from "../vendor/preact.js";
import { useData, useNames } from "../data.js";
import { address, segment } from "../state.js";
import { Await, Day, Tone, Type } from "../parts.js";
import { basis, capital, count, day, say } from "../words.js";
import { handles, marksOf, offsets, paragraphs, slice } from "../text.js";
import { Explained } from "./event.js";

export const LAYERS = { entities: "People and bodies", dates: "Dates", places: "Places", statements: "Statements", events: "Events" };

const named = (record, id) => record.entities.find(e => e.id === id)?.name;

/* What a record alone tells of an event, in the shape of /events/ID.json. */
function explain(record, event, read) {
    const actor = role => id => {
        const e = record.entities.find(x => x.id === id) || {};
        return { role, name: e.name, code: e.code, country: e.country, office: e.office, basis: e.basis };
    };
    const place = record.places.find(p => p.id === event.place?.place), s = record.statements.find(x => x.id === event.statement);
    const parts = [["trigger", event.trigger], ...(event.all_evidence || [event.evidence]).map(span => ["evidence", span])];
    return {
        event: { ...event, type: event.plover, outlet: record.source?.outlet, article: record.id, spans: { trigger: [event.trigger] } }, rule: { name: event.rule },
        parts: parts.filter(([, span]) => span).map(([part, span]) => ({ part, span, words: read(span) })),
        actors: [...event.source.map(actor("source")), ...event.target.map(actor("target"))], date: event.date, place, status: event.status, quad: event.quad,
        goldstein: event.goldstein, account: s && { id: `${record.id}#${s.id}`, speaker: named(record, s.speaker), chain: null, content: s.content.map(read).join(" … ") }, sentence: event.sentence,
    };
}

function Linked({ steps, record, read }) {
    return html`<ol class="steps">${steps.map((step, i) => html`<li><span class="step" aria-hidden="true">${i + 1}</span> <bdi>${named(record, step.entity) || (step.span && read(step.span)) || "somebody who is not named"}</bdi> <span class="hush">${i === steps.length - 1 ? "the speaker" : i === 0 ? "the outlet" : "relays"}${step.cue && html`, “<bdi>${read(step.cue)}</bdi>”`}; ${basis(step.basis)}</span></li>`)}</ol>`;
}

const listed = (name, value) => value && value.length ? html`<dt>${name}</dt><dd>${value}</dd>` : null;

function StatementCard({ statement: s, record, read, pick }) {
    return html`<dl class="facts"><dt>Who</dt><dd><bdi>${named(record, s.speaker) || (s.source[0] && read(s.source[0])) || "Somebody who is not named"}</bdi>${s.speaker_role && html`, ${s.speaker_role}`} <span class="hush">${say(s.source_type)}</span></dd>
        <dt>Says</dt><dd class="said">${s.content.map((c, i) => html`${i > 0 && " … "}<bdi>${read(c)}</bdi>`)}</dd>
        <dt>How</dt><dd>${[s.cue.length && `“${s.cue.map(read).join(" ")}”`, s.directness && `${s.directness} speech`, s.certainty, s.channel && `by ${s.channel}`].filter(Boolean).join("; ")} <${Tone} tone=${s.tone} /></dd>
        ${listed("Hedges", s.hedges.map(h => Array.isArray(h) ? read(h) : h).join(", "))}${listed("To", s.addressee && (named(record, s.addressee) || s.addressee))}${listed("About", (s.topics || []).join(", "))}
        ${s.nested_in && html`<dt>Within</dt><dd><button type="button" class="link" onClick=${() => pick(s.nested_in)}>${named(record, record.statements.find(x => x.id === s.nested_in)?.speaker) || "another statement"}</button></dd>`}</dl>
        <h3>By what way it came here</h3><${Linked} steps=${s.chain || []} record=${record} read=${read} />`;
}

function EntityCard({ entity: e, names }) {
    return html`<dl class="facts"><dt>What</dt><dd>${capital(e.kind)}</dd>${listed("Office", e.office)}<dt>Country</dt><dd>${e.country ? names[e.country] || e.country : html`<span class="blank">not known</span>`}</dd>
        ${e.code && html`<dt>Code</dt><dd><a class="code" href=${address("/events", { actor: e.code })}>${e.code}</a></dd>`}<dt>Known</dt><dd>${basis(e.basis) || "not told"}</dd><dt>Named</dt><dd>${count(e.mentions.length, "time")}</dd></dl>
        <p><a href=${address("/statements", { speaker: e.name, since: "all" })}>Statements</a> · <a href=${address("/events", { actor: e.name, since: "all" })}>Events</a></p>`;
}

const PlaceCard = ({ place: p, names }) => html`<dl class="facts"><dt>Place</dt><dd>${p.name}${p.admin1 && `, ${p.admin1}`}</dd><dt>Country</dt><dd>${p.country ? names[p.country] || p.country : html`<span class="blank">not known</span>`}</dd>
    ${p.lat != null && html`<dt>At</dt><dd>${p.lat}, ${p.lon}</dd>`}${p.geonames && html`<dt>GeoNames</dt><dd>${p.geonames}</dd>`}<dt>Chosen</dt><dd>${basis(p.basis)}</dd>${listed("Here", p.use && (p.use === "actor" ? "stands for its government" : say(p.use)))}</dl>`;

const DateCard = ({ time: w }) => html`<dl class="facts"><dt>Means</dt><dd>${day(w.value, true)} <code>${w.value}</code></dd><dt>Kind</dt><dd>${w.type.toLowerCase()}</dd><dt>Counted</dt><dd>${basis(w.basis)}</dd></dl>`;

function EventCard({ event, record, read, stored }) {
    const state = useData(stored ? `/events/${encodeURIComponent(`${record.id}#${event.id}`)}.json` : null);
    if (!stored) return html`<${Explained} data=${explain(record, event, read)} record=${record} />`;
    return html`<${Await} state=${state} what="this event">${data => html`<${Explained} data=${data} />`}<//><p class="meta"><a href=${`/events/${encodeURIComponent(`${record.id}#${event.id}`)}`}>On a page of its own</a></p>`;
}

function Card({ id, record, read, names, pick, stored }) {
    const of = list => list.find(x => x.id === id);
    const kind = { s: record.statements, e: record.events, a: record.entities, p: record.places, w: record.times }[id[0]], found = kind && of(kind);
    if (!found) return html`<p role="alert">The address names “${id}”, which this article does not have.</p>`;
    const [title, body] = {
        s: () => ["Statement", html`<${StatementCard} statement=${found} record=${record} read=${read} pick=${pick} />`],
        e: () => [html`Event: <${Type} type=${found.plover} />`, html`<${EventCard} key=${id} event=${found} record=${record} read=${read} stored=${stored} />`],
        a: () => [found.name || "Somebody who is not named", html`<${EntityCard} entity=${found} names=${names} />`],
        p: () => [found.name, html`<${PlaceCard} place=${found} names=${names} />`],
        w: () => [read(found.span), html`<${DateCard} time=${found} />`],
    }[id[0]]();
    return html`<section class="card picked" aria-label="What is picked"><header><h2>${title}</h2><button type="button" onClick=${() => pick(null)} aria-label="Close">×</button></header>${body}</section>`;
}

function Lists({ record, read, picked, pick, light }) {
    const item = (id, children) => html`<li class=${picked === id ? "on" : ""} data-row><button type="button" aria-pressed=${picked === id ? "true" : "false"} onClick=${() => pick(picked === id ? null : id)}
        onMouseEnter=${() => light(id)} onMouseLeave=${() => light(null)} onFocus=${() => light(id)} onBlur=${() => light(null)}>${children}</button></li>`;
    const names = list => [...new Set(list.map(id => named(record, id) || "somebody"))].join(", ");
    return html`<section aria-labelledby="who-said"><h2 id="who-said">Who said what</h2>${record.statements.length ? html`<ol class="index">${record.statements.map(s => item(s.id, html`<span><b><bdi>${named(record, s.speaker) || (s.source[0] && read(s.source[0])) || "Somebody"}</bdi></b> <${Tone} tone=${s.tone} /></span> <span class="hush clip"><bdi>${s.content.map(read).join(" … ")}</bdi></span>`))}</ol>` : html`<p class="hush">Nobody is reported as saying anything.</p>`}</section>
    <section aria-labelledby="happened"><h2 id="happened">What happened</h2>${record.events.length ? html`<ol class="index">${record.events.map(e => item(e.id, html`<span><${Type} type=${e.plover} /> ${e.status !== "occurred" && html`<span class="label">${say(e.status)}</span> `}<span class="hush">${day(e.date?.value)}</span></span> <span class="clip"><bdi>${names(e.source)}</bdi>${e.target.length > 0 && names(e.target) !== names(e.source) && html` → <bdi>${names(e.target)}</bdi>`}</span>`))}</ol>` : html`<p class="hush">No event was read in this article.</p>`}</section>`;
}

/* Classes of a piece: which layers touch it, what is lit, which step of a chain it is. */
function dress(piece, hidden, lit) {
    const classes = [];
    let step = 0;
    for (const m of piece.marks) {
        if (m.id === lit) {
            classes.push(m.part.startsWith("chain") ? "lit-chain" : `lit-${m.part}`);
            if (m.part.startsWith("chain") && m.start === piece.start) step = +m.part.slice(6);
        }
        if (hidden.has(m.layer) || m.part.startsWith("chain") || m.part === "relay-cue") continue;
        classes.push(`${m.layer} ${m.part}`);
    }
    return { class: classes.join(" ") || undefined, step: step || undefined };
}

/* The mark a click or pointer means: a small one before a large one; triggers before names, names before speech. */
const RANK = { trigger: 0, name: 1, nominal: 1, pronoun: 2, group: 2, date: 1, place: 1, cue: 3, source: 3, verbatim: 4, content: 4 };
const meant = (piece, hidden, layer) => piece.marks.filter(m => m.part in RANK && !hidden.has(m.layer) && (!layer || m.layer === layer))
    .sort((a, b) => RANK[a.part] - RANK[b.part] || (a.end - a.start) - (b.end - b.start))[0]?.id;

function Text({ record, paras, hidden, lit, picked, pick, light }) {
    const handle = useMemo(() => handles(paras), [paras]);
    const name = id => id[0] === "e" ? `Event: ${record.events.find(e => e.id === id)?.plover.toLowerCase()}` : `Statement of ${named(record, record.statements.find(s => s.id === id)?.speaker) || "somebody"}`;
    const shown = (piece) => {
        const { class: dressed, step } = dress(piece, hidden, lit), own = handle.get(piece), words = record.text.slice(piece.start, piece.end);
        const usable = own && !hidden.has(own[0] === "e" ? "events" : "statements");
        const rest = usable ? { tabindex: 0, role: "button", "aria-label": `${words.trim()} – ${name(own)}`, "aria-pressed": picked === own ? "true" : "false", onFocus: () => light(own), onBlur: () => light(null),
            onKeyDown: e => (e.key === "Enter" || e.key === " ") && (e.preventDefault(), pick(picked === own ? null : own)) } : {};
        if (!dressed && !usable) return words;
        return html`<span class=${dressed} data-step=${step} ...${rest} onMouseEnter=${() => light(meant(piece, hidden, "statements") || meant(piece, hidden))} onMouseLeave=${() => light(null)}
            onClick=${() => { const id = meant(piece, hidden); if (id && !String(getSelection())) pick(picked === id ? null : id); }}>${words}</span>`;
    };
    return html`<div class="text" lang=${record.lang || "en"}>${paras.map(p => html`<p key=${p.start}>${p.pieces.map(shown)}</p>`)}</div>`;
}

export function Record({ record, picked, pick, hidden, hide, stored = true, children }) {
    const [lit, light] = useState(null), names = useNames(), text = useRef();
    const at = useMemo(() => offsets(record.text), [record]);
    const marks = useMemo(() => marksOf(record, at), [record]);
    const paras = useMemo(() => paragraphs(record.text, marks), [marks]);
    const read = span => slice(record.text, at, span).replace(/\s+/g, " ");
    useEffect(() => { if (picked) text.current?.querySelector("[class*=lit-]")?.scrollIntoView({ block: "nearest" }); }, [picked]);
    const of = { entities: record.entities.length, dates: record.times.length, places: record.places.length, statements: record.statements.length, events: record.events.length };
    return html`<fieldset class="layers noprint"><legend>Show</legend>${Object.entries(LAYERS).map(([layer, name]) => html`<label class=${`key ${layer}`}><input type="checkbox" checked=${!hidden.has(layer)} onChange=${e => hide(layer, !e.target.checked)} /> <span>${name}</span> <span class="hush">${of[layer]}</span></label>`)}</fieldset>
        <div class="columns article"><article ref=${text}><${Text} record=${record} paras=${paras} hidden=${hidden} lit=${lit || picked} picked=${picked} pick=${pick} light=${light} />${children}</article>
            <aside class="panel" aria-label="What was read in it">${picked && html`<${Card} key=${picked} id=${picked} record=${record} read=${read} names=${names} pick=${pick} stored=${stored} />`}
                <${Lists} record=${record} read=${read} picked=${picked} pick=${pick} light=${light} /></aside></div>`;
}
