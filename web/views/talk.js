/* A negotiation: its fact box, rounds, accounts side by side, reports with the reasons of their link, and corrections. */
import { html, useEffect, useState } from "../vendor/preact.js";
import { edit, useData, useNames, useSession } from "../data.js";
import { articleAddress, go, rowAddress, segment, twin } from "../state.js";
import { Article, Await, Blank, Chain, Day, Disputed, Opener, Status, Tone, Twins, Words } from "../parts.js";
import { capital, count, day, days, participant, say } from "../words.js";
import { Next } from "./today.js";

const list = people => people.map((p, i) => html`${i > 0 && ", "}<a href=${`/talks?party=${encodeURIComponent(p.code)}`}><bdi>${p.name}</bdi></a>`);

function FactBox({ talk }) {
    const last = talk.rounds[talk.rounds.length - 1];
    return html`<section class="card factbox" aria-labelledby="facts"><header><h2 id="facts">Where it stands</h2><button type="button" class="noprint" onClick=${() => print()}>Print</button></header>
        <p class="stand"><${Status} status=${talk.status} /> <${Disputed} on=${talk.disputed} /></p>
        <dl class="facts"><dt>Since</dt><dd>${talk.since ? html`<${Day} of=${talk.since} />` : html`<${Blank} />`}</dd>
            <dt>Next</dt><dd>${talk.next ? html`<${Next} next=${talk.next} />` : html`<${Blank} />`}</dd>
            <dt>Between</dt><dd>${list(talk.parties)}</dd>
            ${talk.mediators.length > 0 && html`<dt>Mediators</dt><dd>${list(talk.mediators)}</dd>`}
            ${talk.issues.length > 0 && html`<dt>On</dt><dd><bdi>${talk.issues.join("; ")}</bdi></dd>`}
            ${last && html`<dt>Last round</dt><dd>${days(last.start, last.end) || "no date"}${last.place && html`, <bdi>${last.place}</bdi>`}${last.outcome && html`: ${say(last.outcome)}`}</dd>`}
            <dt>In the way</dt><dd>${talk.obstacles.length ? html`<ul class="plain">${talk.obstacles.map(o => html`<li>${capital(o.type ? say(o.type) : "something")}, says <a href=${o.statement ? rowAddress(o.statement) : articleAddress(o.article)}><bdi>${o.by || "somebody unnamed"}</bdi></a>${o.words && html`: <q><${Words}>${o.words}<//></q>`}</li>`)}</ul>` : html`<${Blank}>nobody names an obstacle<//>`}</dd>
            <dt>Told by</dt><dd>${count(talk.reports.length, "report")}, the latest of <${Day} of=${talk.changed} /></dd></dl></section>`;
}

function Round({ round: r, names }) {
    const people = r.participants.map(p => participant(p, names)), mediators = r.mediators.map(p => participant(p, names));
    return html`<li class="round" data-row><div class="when">${days(r.start, r.end) || html`<span class="blank">no date</span>`}</div>
        <div><h3>${r.number ? `Round ${r.number}` : capital(say(r.level)) || "Meeting"}${r.place && html` in <bdi>${r.place}</bdi>`} <span class=${`label outcome ${r.outcome || ""}`}>${say(r.outcome) || "outcome not reported"}</span></h3>
            <p>${people.map((p, i) => html`${i > 0 && "; "}<bdi>${p.name}</bdi>${p.name !== names[p.side] && p.side !== "?" && html` <span class="hush">${names[p.side] || p.side}</span>`}`)}${mediators.length > 0 && html` · with ${mediators.map(m => m.name).join(", ")}`}</p>
            <p class="meta">${[r.level && `level: ${say(r.level)}`, ...r.format.map(say), count(r.reports.length, "report")].filter(Boolean).join(" · ")}</p>
            ${r.evidence && html`<blockquote class="evidence"><${Words}>${r.evidence}<//> <a href=${articleAddress(r.evidence_article)}>the report</a></blockquote>`}</div></li>`;
}

/* The sentence a cell was read from, fetched when it is opened. */
function Sentence({ statement }) {
    const state = useData(`/statements/${segment(statement)}.json`);
    return html`<${Await} state=${state} what="the sentence">${data => html`<blockquote class="evidence"><${Words}>${data.sentence_text || data.statement.content}<//> <a href=${rowAddress(statement)}>in its article</a></blockquote>`}<//>`;
}

const anchor = id => `said-${encodeURIComponent(id)}`;

const Account = ({ account: a, against }) => html`<li id=${anchor(a.statement)} class=${against.length ? "against" : ""}><p><b><bdi>${a.speaker || "Somebody unnamed"}</bdi></b>${a.role && html` <span class="hush">${a.role}</span>`} <${Tone} tone=${a.tone} /></p>
    <p class="said"><${Words}>${a.content}<//></p>
    ${against.map(id => html`<p class="label bad">told otherwise <a href=${`#${anchor(id)}`}>here</a></p>`)}
    <${Opener} label="Sentence" kind="noprint">${() => html`<${Sentence} statement=${a.statement} /><p class="meta"><${Chain} of=${a.chain} /></p>`}<//></li>`;

function Accounts({ talk }) {
    const sides = talk.accounts.filter(a => a.party !== "?" || a.accounts.length), all = sides.flatMap(s => s.accounts);
    if (!all.length) return html`<p class="hush">No side's own words are in the reports.</p>`;
    const reports = talk.reports.filter(r => all.some(a => a.article === r.article));
    const against = id => talk.disputes.filter(d => d.includes(id)).flatMap(d => d.filter(x => x !== id));
    return html`<div class="sides" tabindex="0" role="group" aria-label="Accounts side by side; scrolls sideways"><table class="accounts"><thead><tr><th scope="col">Report</th>${sides.map(s => html`<th scope="col"><bdi>${s.party === "?" ? "Others" : s.name}</bdi></th>`)}</tr></thead>
        <tbody>${reports.map(r => html`<tr data-row><th scope="row"><${Day} of=${r.published} /><a class="hush" href=${articleAddress(r.article)}><bdi>${r.outlet || "report"}</bdi></a></th>${sides.map(s => {
            const said = s.accounts.filter(a => a.article === r.article);
            return html`<td data-side=${s.party === "?" ? "Others" : s.name}>${said.length ? html`<ul class="plain">${said.map(a => html`<${Account} key=${a.statement} account=${a} against=${against(a.statement)} />`)}</ul>` : html`<span class="blank" aria-label="says nothing here">—</span>`}</td>`;
        })}</tr>`)}</tbody></table></div>`;
}

/* Sends one correction, and says what came of it. */
function Correction({ change, label, children, done, ready = true }) {
    const [note, setNote] = useState(""), [state, set] = useState({});
    const send = async e => {
        e.preventDefault(); set({ busy: true });
        try {
            const { talk } = await edit({ ...change(), ...(note.trim() && { note: note.trim() }) });
            set({}); done(talk);
        } catch (fault) { set({ fault }); }
    };
    return html`<form class="correction" onSubmit=${send}>${children}<label>Why (kept with it) <input value=${note} onInput=${e => setNote(e.target.value)} maxlength="500" /></label>
        <button class="main" disabled=${state.busy || !ready}>${state.busy ? "Writing …" : label}</button>${state.fault && html`<p role="alert" class="bad">${state.fault.message}</p>`}</form>`;
}

function Move({ talk, report, done }) {
    const [to, setTo] = useState(""), state = useData("/talks.json?since=all&limit=1000");
    const others = state.data?.rows.filter(t => t.id !== talk.id) || [];
    return html`<${Correction} label=${to ? "Move it there" : "Take it out"} done=${done} change=${() => to ? { kind: "link", talk: to, article: report.article } : { kind: "split", talk: talk.id, article: report.article }}>
        <label>This report belongs to <select value=${to} onChange=${e => setTo(e.target.value)}><option value="">a negotiation of its own</option>${others.map(t => html`<option value=${t.id}>${t.name}</option>`)}</select></label><//>`;
}

function Add({ talk, done }) {
    const [article, set] = useState("");
    return html`<${Correction} label="Add it" ready=${!!article.trim()} done=${done} change=${() => ({ kind: "link", talk: talk.id, article: article.trim().replace(/^.*\/articles\/([^/?#]+).*$/, (_, id) => decodeURIComponent(id)) })}>
        <label>Id or address of the article <input value=${article} onInput=${e => set(e.target.value)} required /></label><//>`;
}

function Rename({ talk, done }) {
    const [name, set] = useState(talk.name);
    return html`<${Correction} label="Rename" ready=${!!name.trim()} done=${done} change=${() => ({ kind: "rename", talk: talk.id, name: name.trim() })}><label>Name <input value=${name} onInput=${e => set(e.target.value)} maxlength="200" required /></label><//>`;
}

const Reports = ({ talk, edits, done }) => html`<ol class="rows reports">${talk.reports.map(r => html`<li class="row" key=${r.article} data-row><div class="when"><${Day} of=${r.published} /></div>
    <div><${Article} id=${r.article} title=${r.title} /><p class="line"><${Status} status=${r.status} /> <${Disputed} on=${r.disputed} />${r.next_date && html` <span class="hush">next: ${day(r.next_date)}</span>`}</p>
        <p class="meta"><bdi>${r.outlet || "outlet not known"}</bdi> · linked because: ${r.why.length ? r.why.map(w => w.replace(/\.$/, "")).join("; ") : "no reason is given"}</p>
        ${edits && html`<${Opener} label="Correct the link" kind="noprint">${() => html`<${Move} talk=${talk} report=${r} done=${done} />`}<//>`}</div></li>`)}</ol>`;

export function Talk({ page, turn, title }) {
    const [mine, again] = useState(0), may = useSession(), [word, tell] = useState("");
    const state = useData(twin(page.path, page.query, ".json"), turn + mine), names = useNames();
    useEffect(() => title(state.data?.name || "A negotiation"), [state.data]);
    const done = talk => { tell("Written. It holds until somebody corrects it again."); `/talks/${talk}` === page.path ? again(mine + 1) : go(`/talks/${talk}`); };
    return html`<${Await} state=${state} what="this negotiation">${talk => html`<header class="top"><p class="kicker">Negotiation</p><h1 tabindex="-1" class="serif"><bdi>${talk.name}</bdi></h1>
            <p role="status" class="good">${word}</p>${may.edits && html`<${Opener} label="Rename" kind="noprint">${() => html`<${Rename} talk=${talk} done=${done} />`}<//>`}</header>
        <div class="columns talk"><div class="aside"><${FactBox} talk=${talk} /></div>
            <div><section aria-labelledby="rounds"><h2 id="rounds">Rounds</h2>${talk.rounds.length ? html`<ol class="timeline">${talk.rounds.map(r => html`<${Round} key=${r.id} round=${r} names=${names} />`)}</ol>` : html`<p class="hush">No meeting has been reported yet.</p>`}</section></div></div>
        <section aria-labelledby="accounts"><h2 id="accounts">Accounts side by side</h2><p class="hush noprint">What each side says, report by report. A dash means silence in that report, not consent.</p><${Accounts} talk=${talk} /></section>
        <section aria-labelledby="reports" class="noprint"><h2 id="reports">Linked reports</h2><${Reports} talk=${talk} edits=${may.edits} done=${done} />
            ${may.edits ? html`<${Opener} label="Add a report">${() => html`<${Add} talk=${talk} done=${done} />`}<//>` : may.edits === false && html`<p class="hush">This server takes no corrections.</p>`}</section>
        <${Twins} page=${page} />`}<//>`;
}
