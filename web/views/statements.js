/* Who said what through whom: statements under filters, in order of time or by speaker. `by=speaker` is the page's own. */
import { html, useEffect } from "../vendor/preact.js";
import { useData } from "../data.js";
import { address, change, go, twin } from "../state.js";
import { Await, Behind, Empty, Pager, Period, StatementRow, Twins } from "../parts.js";
import { count } from "../words.js";
import { Chips, Tabs, pick } from "./explore.js";
import { Facets } from "./facets.js";

const FACETS = { speaker: "Speaker", actor: "Speaks for", tone: "Tone", kind: "Kind", outlet: "Outlet", cue: "Verb", source_type: "Who is quoted", month: "Month" };
const FILTERS = { ...FACETS, relay: "Through", topic: "About", text: "Words", article: "Article", confidence: "Confidence from" };
delete FILTERS.month;
delete FILTERS.source_type;
const FIELDS = { speaker: "Speaker", relay: "Through", topic: "About", text: "Words" };
const SHARED = ["since", "until", "outlet", "actor", "article", "text"];

const Said = ({ rows }) => html`<ol class="rows wide">${rows.map(s => html`<${StatementRow} key=${s.id} statement=${s} speaker=${false} />`)}</ol>`;

/* Speakers by how much they say in the whole period; under each what of it is on this page. */
function Speakers({ page, rows, facets }) {
    const said = new Map();
    rows.forEach(s => said.set(s.speaker || null, [...(said.get(s.speaker || null) || []), s]));
    const counted = new Map((facets?.facets.speaker.values || []).map(v => [v.value, v.n])), of = who => counted.get(who) || said.get(who).length;
    return [...said].sort((a, b) => !a[0] - !b[0] || of(b[0]) - of(a[0])).map(([who, some]) => html`<section class="speaker" key=${who}><h2>${who ? html`<a href=${change(page, { speaker: `"${who}"`, by: null })}><bdi>${who}</bdi></a>` : "Somebody unnamed"} <span class="hush">${some[0].role || ""} ${counted.has(who) ? count(of(who), "statement") : `${some.length} here`}</span></h2><${Said} rows=${some} /></section>`);
}

export function Statements({ page, turn, title }) {
    const { query } = page, filters = pick(query, ["after", "limit", "order", "by"]);
    const state = useData(twin(page.path, query, ".json", ["by"]), turn), facets = useData(address("/statements/facets.json", filters), turn);
    const who = query.speaker?.replace(/^"(.*)"$/, "$1"), total = facets.data?.total, set = q => go(change(page, q), { quiet: true });
    useEffect(() => title(who ? `Statements of ${who}` : "Statements"), [who]);
    return html`<header class="top"><h1 tabindex="-1">${who ? html`Statements of <bdi>${who}</bdi>` : "Statements"}</h1>
            <nav class="tabs noprint" aria-label="Ways of looking"><${Tabs} page=${page} filters=${pick(filters, Object.keys(filters).filter(k => !SHARED.includes(k)))} /></nav></header>
        <div class="columns explore"><div class="side noprint"><form class="find" onSubmit=${e => { e.preventDefault(); set(Object.fromEntries(Object.keys(FIELDS).map(n => [n, e.target[n].value.trim()]))); }}>
                ${Object.entries(FIELDS).map(([name, text]) => html`<label>${text} <input name=${name} value=${query[name] || ""} /></label>`)}<button>Show</button></form>
                <${Await} state=${facets} what="the counts">${data => html`<${Facets} page=${page} names=${FACETS} fixed=${["source_type"]} data=${data} />`}<//></div>
            <div class="main"><p class="total" role="status">${total === undefined ? "Counting …" : count(total, "statement")}</p><${Chips} page=${page} filters=${FILTERS} />
                ${state.data && html`<${Period} page=${page} data=${state.data} onPick=${set} />`}
                <nav class="tabs noprint" aria-label="Order"><a data-quiet href=${change(page, { by: null })} aria-current=${query.by ? undefined : "page"}>By time</a><a data-quiet href=${change(page, { by: "speaker" })} aria-current=${query.by === "speaker" ? "page" : undefined}>By speaker</a></nav>
                <${Await} state=${state} what="the statements">${data => html`<${Behind} data=${data} />${!data.rows.length ? html`<${Empty}><p>Nobody is reported as saying this. Try fewer words, or <a href=${change(page, { since: "all", until: null })}>all time</a>.</p><//>`
                    : query.by === "speaker" ? html`<${Speakers} page=${page} rows=${data.rows} facets=${facets.data} />` : html`<ol class="rows wide">${data.rows.map(s => html`<${StatementRow} key=${s.id} statement=${s} />`)}</ol>`}<${Pager} page=${page} data=${data} />`}<//>
                <${Twins} page=${page} own=${["by"]} kinds=${["json", "csv", "atom"]} /></div></div>`;
}
