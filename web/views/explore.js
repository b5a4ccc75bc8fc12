/* Explore: events under filters, as a list, over time, by pair and on the map. The filters are the address. */
import { html, useEffect, useState } from "../vendor/preact.js";
import { useData } from "../data.js";
import { address, change, go, twin } from "../state.js";
import { Await, Behind, Empty, EventRow, Pager, Period, Twins } from "../parts.js";
import { count, day, typeName } from "../words.js";
import { Facets } from "./facets.js";

const FACETS = { type: "Type", actor: "Actor", dyad: "Pair", status: "Status", mode: "Mode", place: "Place", outlet: "Outlet", month: "Month" };
const FILTERS = { ...FACETS, source: "Source", target: "Target", cameo: "CAMEO", article: "Article", text: "Text", confidence: "Confidence from", copies: "With reprints" };
delete FILTERS.month;
export const VIEWS = { "/events": "List", "/events/series": "Over time", "/events/matrix": "Pairs", "/events/map": "Map" };

export const Chips = ({ page, filters = FILTERS }) => { const on = Object.keys(filters).filter(k => page.query[k]);
    return on.length > 0 && html`<p class="chips noprint" aria-label="Filters">${on.map(k => html`<a data-quiet href=${change(page, { [k]: null })} aria-label=${`Take away ${filters[k]} ${page.query[k]}`}>${filters[k]}: <bdi>${page.query[k] === "-" ? "none" : k === "type" ? page.query[k].split(",").map(typeName).join(", ") : k === "copies" ? "yes" : page.query[k]}</bdi> <span aria-hidden="true">×</span></a>`)}
        <a data-quiet class="plain" href=${address(page.path, { since: page.query.since, until: page.query.until, by: page.query.by })}>take all away</a></p>`; };

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
export const pick = (query, without) => Object.fromEntries(Object.entries(query).filter(([k]) => !without.includes(k)));

/* The ways of looking; statements share the period, the words and the outlet with events. */
export const Tabs = ({ page, filters }) => html`${Object.entries(VIEWS).map(([path, name]) => html`<a href=${address(path, filters)} aria-current=${path === page.path ? "page" : undefined}>${name}</a>`)}<a href=${address("/statements", Object.fromEntries(SHARED.map(k => [k, filters[k]])))} aria-current=${page.path === "/statements" ? "page" : undefined}>Statements</a>`;
const SHARED = ["since", "until", "outlet", "actor", "article", "text"];

export function Explore({ page, turn, title }) {
    const filters = pick(page.query, ["after", "limit", "order", "by"]);
    const state = useData(twin(page.path, page.query, ".json", OWN[page.path]), turn), facets = useData(address("/events/facets.json", filters), turn);
    useEffect(() => title(`Events: ${VIEWS[page.path].toLowerCase()}`), [page.path]);
    const total = facets.data?.total;
    return html`<header class="top"><h1 tabindex="-1">Events</h1>
            <nav class="tabs noprint" aria-label="Ways of looking"><${Tabs} page=${page} filters=${filters} /></nav></header>
        <div class="columns explore"><div class="side noprint"><form class="find" onSubmit=${e => { e.preventDefault(); go(change(page, { text: e.target.text.value.trim() }), { quiet: true }); }}><label>Words in the article <input name="text" value=${page.query.text || ""} /></label></form>
                <${Await} state=${facets} what="the counts">${data => html`<${Facets} page=${page} names=${FACETS} data=${data} />`}<//></div>
            <div class="main"><p class="total" role="status">${total === undefined ? "Counting …" : count(total, "event")}${state.data && (state.data.since || state.data.until) && html` <span class="hush">${state.data.since ? `from ${day(state.data.since)}` : ""} ${state.data.until ? `to ${day(state.data.until)}` : ""}</span>`}</p>
                <${Chips} page=${page} />${state.data && html`<${Period} page=${page} data=${state.data} onPick=${q => go(change(page, q), { quiet: true })} />`}
                <${Await} state=${state} what="the events">${data => html`<${Behind} data=${data} /><${Show} key=${page.path} page=${page} data=${data} />`}<//>
                <${Twins} page=${page} own=${OWN[page.path]} kinds=${page.path === "/events" ? ["json", "csv", "atom"] : ["json"]} /></div></div>`;
}
