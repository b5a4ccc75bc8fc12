/* Explore: events under filters, as a list, over time, by pair and on the map. The filters are the address. */
import { html, useEffect, useState } from "../vendor/preact.js";
import { useData } from "../data.js";
import { address, change, go, twin } from "../state.js";
import { Await, Bar, Empty, EventRow, Pager, Period, StatementRow, Twins, Type } from "../parts.js";
import { capital, count, day, say, typeName } from "../words.js";

const FACETS = { type: "Type", actor: "Actor", dyad: "Pair", status: "Status", mode: "Mode", place: "Place", outlet: "Outlet", month: "Month" };
const FILTERS = { ...FACETS, source: "Source", target: "Target", cameo: "CAMEO", article: "Article", text: "Text", confidence: "Confidence from", copies: "With reprints" };
delete FILTERS.month;
export const VIEWS = { "/events": "List", "/events/series": "Over time", "/events/matrix": "Pairs", "/events/map": "Map" };

const lastDay = month => new Date(Date.UTC(+month.slice(0, 4), +month.slice(5, 7), 0)).toISOString().slice(0, 10);
/* The parameters that choosing a value of a facet sets, and whether it is chosen. */
function choice(page, facet, value) {
    if (facet === "month") {
        const on = page.query.since === `${value}-01` && page.query.until === lastDay(value);
        return { on, set: on ? { since: null, until: null } : { since: `${value}-01`, until: lastDay(value) } };
    }
    const many = facet === "type" || facet === "status", now = (page.query[facet] || "").split(many ? "," : "\0").filter(Boolean), on = now.includes(value);
    const next = on ? now.filter(v => v !== value) : many ? [...now, value] : [value];
    return { on, set: { [facet]: next.join(",") || null } };
}

const label = (facet, v) => facet === "type" ? typeName(v.value) : facet === "month" ? day(v.value) : facet === "status" || facet === "mode" ? say(v.value) : v.name || v.value;

function Facet({ page, name, facet, data }) {
    const [all, setAll] = useState(false), shown = all ? data.values : data.values.slice(0, 8), most = Math.max(1, ...data.values.map(v => v.n));
    const none = facet === "mode" || facet === "place";
    if (!data.values.length && !data.none) return null;
    return html`<details class="facet" open=${!["mode", "outlet", "month"].includes(facet) || !!page.query[facet]}><summary>${name}</summary><ul class="plain">
        ${shown.map(v => { const { on, set } = choice(page, facet, v.value); return html`<li><a data-quiet href=${change(page, set)} class=${on ? "on" : ""} aria-current=${on ? "true" : undefined}><bdi class="clip">${label(facet, v)}</bdi><span class="num">${v.n}</span><${Bar} share=${v.n / most} /></a></li>`; })}
        ${data.none > 0 && html`<li>${none ? html`<a data-quiet href=${change(page, { [facet]: page.query[facet] === "-" ? null : "-" })} class=${page.query[facet] === "-" ? "on" : ""}><i>none</i><span class="num">${data.none}</span></a>` : html`<span class="hush"><i>none</i> <span class="num">${data.none}</span></span>`}</li>`}</ul>
        ${data.values.length > 8 && html`<button type="button" class="link" onClick=${() => setAll(!all)}>${all ? "fewer" : `${data.values.length - 8} more`}</button>`}${all && data.more > 0 && html`<p class="hush">${data.more} rarer ones are not shown</p>`}</details>`;
}

const Chips = ({ page }) => { const on = Object.keys(FILTERS).filter(k => page.query[k]);
    return on.length > 0 && html`<p class="chips noprint" aria-label="Filters">${on.map(k => html`<a data-quiet href=${change(page, { [k]: null })} aria-label=${`Take away ${FILTERS[k]} ${page.query[k]}`}>${FILTERS[k]}: <bdi>${page.query[k] === "-" ? "none" : k === "type" ? page.query[k].split(",").map(typeName).join(", ") : k === "copies" ? "yes" : page.query[k]}</bdi> <span aria-hidden="true">×</span></a>`)}
        <a data-quiet class="plain" href=${address(page.path, { since: page.query.since, until: page.query.until })}>take all away</a></p>`; };

const views = { "/events/series": () => import("./series.js"), "/events/matrix": () => import("./matrix.js"), "/events/map": () => import("./map.js") };

function List({ page, data }) {
    return data.rows.length ? html`<ol class="rows wide">${data.rows.map(e => html`<${EventRow} key=${e.id} event=${e} />`)}</ol><${Pager} page=${page} data=${data} />`
        : html`<${Empty}><p>No event fits these filters. Take one away above, or look at <a href=${change(page, { since: "all", until: null })}>all time</a>.</p><//>`;
}

function Show({ page, data }) {
    const [module, set] = useState(null);
    useEffect(() => { set(null); views[page.path]?.().then(m => set(m)); }, [page.path]);
    if (!views[page.path]) return html`<${List} page=${page} data=${data} />`;
    return module ? html`<${module.default} page=${page} data=${data} />` : html`<p class="loading" role="status">Drawing …</p>`;
}

const OWN = { "/events/series": ["limit", "after", "order"], "/events/matrix": ["after", "order", "by"], "/events/map": ["after", "order", "by"], "/events": ["by"] };
const pick = (query, without) => Object.fromEntries(Object.entries(query).filter(([k]) => !without.includes(k)));

export function Explore({ page, turn, title }) {
    const filters = pick(page.query, ["after", "limit", "order", "by"]);
    const state = useData(twin(page.path, page.query, ".json", OWN[page.path]), turn), facets = useData(address("/events/facets.json", filters), turn);
    useEffect(() => title(`Events: ${VIEWS[page.path].toLowerCase()}`), [page.path]);
    const total = facets.data?.total;
    return html`<header class="top"><h1 tabindex="-1">Events</h1>
            <nav class="tabs noprint" aria-label="Ways of looking">${Object.entries(VIEWS).map(([path, name]) => html`<a href=${address(path, filters)} aria-current=${path === page.path ? "page" : undefined}>${name}</a>`)}<a href="/statements">Statements</a></nav></header>
        <div class="columns explore"><div class="side noprint"><form class="find" onSubmit=${e => { e.preventDefault(); go(change(page, { text: e.target.text.value.trim() }), { quiet: true }); }}><label>Words in the article <input name="text" value=${page.query.text || ""} /></label></form>
                <${Await} state=${facets} what="the counts">${data => Object.entries(FACETS).map(([facet, name]) => html`<${Facet} key=${facet} page=${page} name=${name} facet=${facet} data=${data.facets[facet]} />`)}<//></div>
            <div class="main"><p class="total" role="status">${total === undefined ? "Counting …" : count(total, "event")}${state.data && (state.data.since || state.data.until) && html` <span class="hush">${state.data.since ? `from ${day(state.data.since)}` : ""} ${state.data.until ? `to ${day(state.data.until)}` : ""}</span>`}</p>
                <${Chips} page=${page} />${state.data && html`<${Period} page=${page} data=${state.data} onPick=${q => go(change(page, q), { quiet: true })} />`}
                <${Await} state=${state} what="the events">${data => html`<${Show} key=${page.path} page=${page} data=${data} />`}<//>
                <${Twins} page=${page} own=${OWN[page.path]} kinds=${page.path === "/events" ? ["json", "csv", "atom"] : ["json"]} /></div></div>`;
}

/* Statements, by speaker or in order of time. `by=speaker` is the page's own. */
const BYS = ["speaker", "relay", "topic", "text"];
function Speakers({ page, rows }) {
    const people = new Map();
    rows.forEach(s => { const who = s.speaker || "Somebody unnamed"; people.set(who, [...(people.get(who) || []), s]); });
    return [...people].sort((a, b) => b[1].length - a[1].length).map(([who, said]) => html`<section class="speaker"><h2><a href=${change(page, { speaker: who, by: null })}><bdi>${who}</bdi></a> <span class="hush">${said[0].role || ""} ${count(said.length, "statement")}</span></h2>
        <ol class="rows wide">${said.map(s => html`<${StatementRow} key=${s.id} statement=${s} speaker=${false} />`)}</ol></section>`);
}

export function Statements({ page, turn, title }) {
    const state = useData(twin(page.path, page.query, ".json", ["by"]), turn), { query } = page;
    useEffect(() => title(query.speaker ? `Statements of ${query.speaker}` : "Statements"), [query.speaker]);
    const set = (name, value) => go(change(page, { [name]: value }), { quiet: true });
    const field = (name, text) => html`<label>${text} <input name=${name} value=${query[name] || ""} size="14" /></label>`;
    const select = (name, text, values) => html`<label>${text} <select value=${query[name] || ""} onChange=${e => set(name, e.target.value)}><option value="">any</option>${values.map(v => html`<option value=${v}>${capital(say(v))}</option>`)}</select></label>`;
    return html`<header class="top"><h1 tabindex="-1">${query.speaker ? html`Statements of <bdi>${query.speaker}</bdi>` : "Statements"}</h1>
            <nav class="tabs noprint" aria-label="Order"><a href=${change(page, { by: null })} aria-current=${query.by ? undefined : "page"}>By time</a><a href=${change(page, { by: "speaker" })} aria-current=${query.by === "speaker" ? "page" : undefined}>By speaker</a></nav></header>
        <form class="filters noprint" onSubmit=${e => { e.preventDefault(); go(change(page, Object.fromEntries(BYS.map(n => [n, e.target[n].value.trim()]))), { quiet: true }); }}>
            ${field("speaker", "Speaker")}${field("relay", "Through")}${field("topic", "About")}${field("text", "Words")}${select("tone", "Tone", ["positive", "neutral", "negative"])}${select("kind", "Kind", ["statement", "relay", "report", "attitude", "belief", "commitment", "directive"])}<button>Show</button>
            ${[...BYS, "tone", "kind", "cue", "outlet", "article"].some(n => query[n]) && html`<a href=${address(page.path, { by: query.by })}>take all away</a>`}</form>
        <${Await} state=${state} what="the statements">${data => html`<${Period} page=${page} data=${data} onPick=${q => go(change(page, q), { quiet: true })} />
            ${!data.rows.length ? html`<${Empty}><p>Nobody is reported as saying this. Try fewer words, or <a href=${change(page, { since: "all", until: null })}>all time</a>.</p><//>`
            : query.by === "speaker" ? html`<${Speakers} page=${page} rows=${data.rows} />` : html`<ol class="rows wide">${data.rows.map(s => html`<${StatementRow} key=${s.id} statement=${s} />`)}</ol>`}<${Pager} page=${page} data=${data} />`}<//>
        <${Twins} page=${page} own=${["by"]} kinds=${["json", "csv", "atom"]} />`;
}
