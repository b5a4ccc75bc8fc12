/* One event and how it came about: rule, tree, actors, date, place, status, account. One statement. */
import { html, useEffect } from "../vendor/preact.js";
import { useData } from "../data.js";
import { address, articleAddress, rowAddress, twin } from "../state.js";
import { Article, Await, Blank, Chain, Day, StatementRow, Tone, Twins, Type, Who, Words } from "../parts.js";
import { QUADS, basis, capital, day, quadOf, say } from "../words.js";
import { Tree } from "../arcs.js";

const Fact = ({ name, children }) => html`<dt>${name}</dt><dd>${children || html`<${Blank} />`}</dd>`;

const Actor = ({ actor: a }) => html`<li><bdi>${a.name || a.code || "somebody"}</bdi>${a.code && html` <a class="code" href=${address("/events", { actor: a.country || a.code })} title="Events of this actor">${a.code}</a>`}${a.office && html`, ${a.office}`}${a.basis && html` <span class="hush">${basis(a.basis)}</span>`}</li>`;

function Actors({ actors, role, name }) {
    const some = actors.filter(a => a.role === role);
    return some.length > 0 && html`<${Fact} name=${name}><ul class="plain">${some.map(a => html`<${Actor} actor=${a} />`)}</ul><//>`;
}

const Where = ({ place: p }) => p && html`<bdi>${p.name}</bdi>${p.admin1 && p.admin1 !== p.name && html`, <bdi>${p.admin1}</bdi>`}${p.country && html` <a class="code" href=${address("/events", { place: p.country })}>${p.country}</a>`}${p.geonames && html` <span class="hush">GeoNames ${p.geonames}</span>`}`;

const account = (a, outlet) => a
    ? html`<a href=${rowAddress(a.id)}><bdi>${a.speaker || "somebody unnamed"}</bdi></a> <${Chain} of=${a.chain} /><p class="said"><${Words}>${a.content}<//></p>`
    : html`${outlet ? html`<bdi>${outlet}</bdi>'s own` : "The outlet's own"}`;

/* `data` as /events/ID.json tells it; `record`: of a text that is not in the store. */
export function Explained({ data, record }) {
    const { event: e, rule, date } = data;
    return html`<dl class="facts">
        <${Fact} name="What"><${Type} type=${e.type} /> ${e.modes?.map(m => html`<span class="label">${say(m)}</span> `)}<span class="hush">${QUADS[data.quad || quadOf(e.type)] || ""}${e.cameo && `; CAMEO ${e.cameo}`}${data.goldstein != null && `; Goldstein ${data.goldstein}`}</span><//>
        <${Actors} actors=${data.actors} role="source" name="Who" /><${Actors} actors=${data.actors} role="target" name="To whom" />
        <${Fact} name="Status">${capital(say(data.status))}<//>
        <${Fact} name="When">${date?.value && html`<${Day} of=${date.value} /> <span class="hush">${basis(date.basis)}</span>`}<//>
        <${Fact} name="Where"><${Where} place=${data.place} /><//>
        <${Fact} name="By whose account">${account(data.account, e.outlet)}<//>
        <${Fact} name="Rule">${rule?.name && html`<code>${rule.name}</code>${rule.file && html` <span class="hush">${rule.file.replace(/^.*\/(?=data\/)/, "")}${rule.line ? `, line ${rule.line}` : ""}</span>`}`}<//>
        ${e.confidence != null && html`<${Fact} name="Confidence">${e.confidence.toFixed(2)}<//>`}
        ${data.counted === false && html`<${Fact} name="Counted">No: an earlier article of the same story tells it<//>`}</dl>
        <h3>The words</h3><ul class="plain parts">${data.parts.map(p => html`<li><span class="part">${say(p.part)}</span> <q><${Words}>${p.words}<//></q></li>`)}</ul>
        ${data.sentence >= 0 && html`<h3>The tree</h3><${Tree} article=${e.article} record=${record} n=${data.sentence} lit=${e.spans?.trigger || []} />`}`;
}

export function Event({ page, turn, title }) {
    const state = useData(twin(page.path, page.query, ".json"), turn);
    useEffect(() => title("An event"), []);
    return html`<${Await} state=${state} what="this event">${data => html`<header class="top"><h1 tabindex="-1"><${Type} type=${data.event.type} /> <${Who} event=${data.event} /></h1>
        <blockquote class="evidence"><${Words}>${data.event.evidence}<//></blockquote>
        <p class="meta"><${Article} id=${data.event.article} title=${data.title} at=${data.event.id.slice(data.event.id.lastIndexOf("#") + 1)} /> <bdi>${data.event.outlet}</bdi>${data.event.published && `, ${day(data.event.published)}`}</p></header>
        <${Explained} data=${data} /><${Twins} page=${page} />`}<//>`;
}

export function Statement({ page, turn, title }) {
    const state = useData(twin(page.path, page.query, ".json"), turn);
    useEffect(() => title("A statement"), []);
    return html`<${Await} state=${state} what="this statement">${({ statement: s, parts, sentence_text, title: of }) => html`<header class="top"><h1 tabindex="-1"><bdi>${s.speaker || "Somebody unnamed"}</bdi></h1>
        <blockquote class="evidence"><${Words}>${sentence_text || s.content}<//></blockquote><p class="meta"><a href=${rowAddress(s.id)}>In its article: <bdi>${of || s.article}</bdi></a></p></header>
        <ol class="rows wide"><${StatementRow} statement=${s} /></ol>
        <ul class="plain parts">${parts.map(p => html`<li><span class="part">${say(p.part)}</span> <q><${Words}>${p.words}<//></q></li>`)}</ul><${Twins} page=${page} />`}<//>`;
}
