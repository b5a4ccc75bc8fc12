/* Today: where the talks stand, what changed, what happened. */
import { html, useEffect } from "../vendor/preact.js";
import { useData } from "../data.js";
import { address, articleAddress, go, twin } from "../state.js";
import { Article, Await, Bar, Blank, Day, Disputed, Empty, Status, Twins, Type } from "../parts.js";
import { capital, count, day, days, earlier, say } from "../words.js";

export const Next = ({ next }) => next
    ? html`<span><span class="hush">Next:</span> ${days(next.from, next.to) || "no day"}${next.hedged && html` <span class="label">not certain</span>`}${next.what && html`<span class="what"> <bdi>${next.what.replace(/\s+/g, " ")}</bdi></span>`}</span>`
    : null;

export const TalkRow = ({ talk }) => html`<li class="row talk" data-row>
    <div class="when"><${Day} of=${talk.changed} /></div>
    <div><a class="lead serif" href=${`/talks/${talk.id}`}><bdi>${talk.name}</bdi></a>
        <p class="line"><${Status} status=${talk.status} />${talk.status && talk.since && html` <span class="hush">since ${day(talk.since)}</span>`} <${Disputed} on=${talk.disputed} /></p>
        <p class="meta">${talk.next && html`<${Next} next=${talk.next} /> · `}${count(talk.rounds, "round")} · ${count(talk.reports, "report")}</p></div></li>`;

const WHAT = { new: "New negotiation", status: "Status", next: "Next step", disputed: "Now disputed", report: "Another report" };
const value = (what, v) => what === "next" ? day(v) : what === "disputed" ? "" : capital(say(v));

const Change = ({ change: c }) => html`<li class="row change" data-row><div class="when"><${Day} of=${c.day} /></div>
    <div><a class="lead" href=${`/talks/${c.talk}`}><bdi>${c.name}</bdi></a>
        <p class="line"><span class="hush">${WHAT[c.what] || c.what}${c.to && ":"}</span> ${c.from && c.from !== c.to && html`${value(c.what, c.from)} <span aria-label="became">→</span> `}${value(c.what, c.to)}${c.article && html`, <a href=${articleAddress(c.article)}>report</a>`}</p></div></li>`;

function Types({ data }) {
    const most = Math.max(1, ...data.events.flatMap(e => [e.events, e.before]));
    if (!data.events.length) return html`<${Empty}><p>No events since ${day(data.since)}.</p><//>`;
    return html`<table class="types"><caption class="hidden">New events by type</caption><thead><tr><th scope="col">Type</th><th scope="col" class="hidden">Share</th><th scope="col" class="num">now</th><th scope="col" class="num">before</th></tr></thead><tbody>
        ${data.events.map(e => html`<tr data-row><th scope="row"><a href=${address("/events", { type: e.type, since: data.since })}><${Type} type=${e.type} /></a></th>
            <td><${Bar} share=${e.events / most} /><${Bar} share=${e.before / most} kind="before" /></td><td class="num">${e.events}</td><td class="num hush">${e.before}</td></tr>`)}</tbody></table>`;
}

const Since = ({ data }) => html`<p class="since noprint"><label>since <input type="date" value=${data.since || ""} max=${data.newest || ""} onChange=${e => e.target.value && go(address("/", { since: e.target.value }), { quiet: true })} /></label>
    ${data.newest && [["a day", 1], ["a week", 7], ["a month", 30]].map(([name, n]) => html` <a data-quiet href=${address("/", { since: earlier(data.newest, n) })}>${name}</a>`)}</p>`;

function Body({ data, page }) {
    if (!data.totals.articles) return html`<${Empty}><h1>Nothing here yet</h1><p>This store holds no article. In a terminal, bring some in:</p><pre>dateline ingest FILE-OR-FOLDER ...</pre>
        <p>This page shows them as they arrive. Or <a href="/drop">drop a text</a> to see what Dateline reads in it.</p><//>`;
    return html`<header class="top"><h1 tabindex="-1"><${Day} of=${data.newest} long /></h1><p class="hush">The newest article in the store is of this day. ${count(data.totals.articles, "article")}, ${count(data.totals.copies, "reprint")} among them; <a href="/events">${count(data.totals.events, "event")}</a>, <a href="/statements">${count(data.totals.statements, "statement")}</a>, <a href="/talks">${count(data.totals.talks, "negotiation")}</a>${data.totals.failures > 0 && html`; ${count(data.totals.failures, "file")} could not be read`}.</p></header>
    <div class="columns today">
        <section aria-labelledby="talks"><h2 id="talks">Negotiations</h2>
            ${data.talks.length ? html`<ol class="rows">${data.talks.map(t => html`<${TalkRow} key=${t.id} talk=${t} />`)}</ol>` : html`<${Empty}><p>No negotiation has been found in these articles.</p><//>`}
            ${data.totals.talks > data.talks.length && html`<p><a href="/talks">All ${data.totals.talks}</a></p>`}</section>
        <div>
            <section aria-labelledby="changed"><h2 id="changed">What changed</h2><${Since} data=${data} />
                ${data.changed.length ? html`<ol class="rows">${data.changed.map(c => html`<${Change} change=${c} />`)}</ol>` : html`<${Empty}><p>Nothing in the talks changed since ${day(data.since)}. Try an earlier day.</p><//>`}</section>
            <section aria-labelledby="new"><h2 id="new">New events</h2><p class="hush">since ${day(data.since)}, and in as many days before</p><${Types} data=${data} /></section>
            <section aria-labelledby="latest"><h2 id="latest">Latest articles</h2><ol class="rows">${data.latest.map(a => html`<li class="row" data-row><div class="when"><${Day} of=${a.published} /></div><div><${Article} id=${a.id} title=${a.title} /><p class="meta"><bdi>${a.outlet || "outlet not known"}</bdi></p></div></li>`)}</ol><p><a href="/articles">All articles</a></p></section>
        </div>
    </div><${Twins} page=${page} path="/today" />`;
}

export function Today({ page, turn, title }) {
    const state = useData(twin("/today", page.query, ".json"), turn);
    useEffect(() => title("Today"), []);
    return html`<${Await} state=${state} what="today">${data => html`<${Body} data=${data} page=${page} />`}<//>`;
}
