/* Plain lists: negotiations, articles, found articles. */
import { html, useEffect } from "../vendor/preact.js";
import { useData } from "../data.js";
import { change, go, twin } from "../state.js";
import { Article, Await, Behind, Day, Empty, Pager, Period, Twins, Words } from "../parts.js";
import { capital, count, say } from "../words.js";
import { TalkRow } from "./today.js";

const STATES = ["under-way", "scheduled", "agreed-to-meet", "adjourned", "agreement-in-principle", "signed", "in-force", "ended-without-agreement", "suspended", "collapsed", "declined"];

export function Talks({ page, turn, title }) {
    const state = useData(twin(page.path, page.query, ".json"), turn), { party, state: status } = page.query;
    useEffect(() => title("Negotiations"), []);
    return html`<header class="top"><h1 tabindex="-1">Negotiations</h1></header>
        <form class="filters noprint" onSubmit=${e => { e.preventDefault(); go(change(page, { party: e.target.party.value.trim() })); }}>
            <label>Status <select value=${status || ""} onChange=${e => go(change(page, { state: e.target.value }), { quiet: true })}><option value="">any</option>${STATES.map(s => html`<option value=${s}>${capital(say(s))}</option>`)}</select></label>
            <label>Party <input name="party" value=${party || ""} placeholder="KEN, UN, COLREB" size="12" /></label> <button>Show</button></form>
        <${Await} state=${state} what="the negotiations">${data => data.rows.length
            ? html`<ol class="rows wide">${data.rows.map(t => html`<${TalkRow} key=${t.id} talk=${t} />`)}</ol><${Pager} page=${page} data=${data} />`
            : html`<${Empty}><p>No negotiation fits. ${party || status ? html`<a href="/talks">Show all</a>` : "They are read off articles that tell of meetings, deals and breaks between sides."}</p><//>`}<//>
        <${Twins} page=${page} kinds=${["json", "csv", "atom"]} />`;
}

export const ArticleRow = ({ id, title, published, outlet, children }) => html`<li class="row" data-row><div class="when"><${Day} of=${published} /></div><div><${Article} id=${id} title=${title} />${children}<p class="meta"><bdi>${outlet || "outlet not known"}</bdi></p></div></li>`;

export function Articles({ page, turn, title }) {
    const state = useData(twin(page.path, page.query, ".json"), turn);
    useEffect(() => title("Articles"), []);
    return html`<header class="top"><h1 tabindex="-1">Articles</h1>${page.query.outlet && html`<p>of <bdi>${page.query.outlet}</bdi> · <a href=${change(page, { outlet: null })}>of all outlets</a></p>`}</header>
        <${Await} state=${state} what="the articles">${data => html`<${Period} page=${page} data=${data} onPick=${q => go(change(page, q), { quiet: true })} />
            ${data.rows.length ? html`<ol class="rows wide">${data.rows.map(a => html`<${ArticleRow} ...${a}><p class="line hush">${count(a.words, "word")}${a.duplicate_of && html` · <span class="label">${a.copy_kind || "copy"}</span> of <${Article} id=${a.duplicate_of} title="an earlier article" />`}</p><//>`)}</ol>` : html`<${Empty}><p>No article in this period. <a href=${change(page, { since: "all", until: null })}>Look at all time</a></p><//>`}
            <${Pager} page=${page} data=${data} />`}<//>
        <${Twins} page=${page} kinds=${["json", "csv", "atom"]} />`;
}

/* The words that were looked for, marked in what was found. */
function Found({ text, q }) {
    const words = [...new Set(q.toLowerCase().match(/[\p{L}\p{N}]+/gu) || [])];
    if (!text || !words.length) return html`<p class="said"><${Words}>${text}<//></p>`;
    const pieces = text.replace(/\s+/g, " ").split(new RegExp(`(?<![\\p{L}\\p{N}])(${words.join("|")})(?![\\p{L}\\p{N}])`, "iu"));
    return html`<p class="said"><bdi>${pieces.map((piece, i) => i % 2 ? html`<mark>${piece}</mark>` : piece)}</bdi></p>`;
}

export function Search({ page, turn, title }) {
    const q = (page.query.q || "").trim(), state = useData(q ? twin(page.path, page.query, ".json") : null, turn);
    useEffect(() => title(q ? `Search: ${q}` : "Search"), [q]);
    return html`<header class="top"><h1 tabindex="-1">${q ? html`Articles that hold <bdi>${q}</bdi>` : "Search"}</h1></header>
        ${!q ? html`<${Empty}><p>Type words into the field above: an article must hold all of them. Words in "quotation marks" must stand together. The key / brings you there from any page.</p><//>`
        : html`<${Await} state=${state} what="what was found">${data => html`<${Behind} data=${data} />${data.rows.length
            ? html`<ol class="rows wide">${data.rows.map(a => html`<${ArticleRow} ...${a} id=${a.article}><${Found} text=${a.found} q=${q} /><//>`)}</ol><${Pager} page=${page} data=${data} />`
            : html`<${Empty}><p>No article holds all of this. Try fewer words, or without quotation marks. Events and statements can be searched too: <a href=${`/events?since=all&text=${encodeURIComponent(q)}`}>events</a>, <a href=${`/statements?since=all&text=${encodeURIComponent(q)}`}>statements</a>.</p><//>`}`}<//>
            <${Twins} page=${page} kinds=${["json", "csv", "atom"]} />`}`;
}
