/* Counts of a question by everything: a column of lists whose values are filters. */
import { html, useState } from "../vendor/preact.js";
import { Bar } from "../parts.js";
import { change } from "../state.js";
import { capital, day, say, typeName } from "../words.js";

/* Of these a page may want several at once. */
const MANY = ["type", "status", "kind", "tone", "cue"];
const CLOSED = ["mode", "outlet", "month", "cue", "source_type"];

const lastDay = month => new Date(Date.UTC(+month.slice(0, 4), +month.slice(5, 7), 0)).toISOString().slice(0, 10);
/* The parameters that choosing a value of a facet sets, and whether it is chosen. */
function choice(page, facet, value) {
    if (facet === "month") {
        const on = page.query.since === `${value}-01` && page.query.until === lastDay(value);
        return { on, set: on ? { since: null, until: null } : { since: `${value}-01`, until: lastDay(value) } };
    }
    const wanted = facet === "speaker" ? `"${value}"` : value;      /* that name and no longer one */
    const many = MANY.includes(facet), now = (page.query[facet] || "").split(many ? "," : "\0").filter(Boolean), on = now.includes(wanted);
    const next = on ? now.filter(v => v !== wanted) : many ? [...now, wanted] : [wanted];
    return { on, set: { [facet]: next.join(",") || null } };
}

const label = (facet, v) => facet === "type" ? typeName(v.value) : facet === "month" ? day(v.value) : ["status", "mode", "source_type"].includes(facet) ? say(v.value) : ["kind", "tone", "cue"].includes(facet) ? capital(say(v.value)) : v.name || v.value;

function Facet({ page, name, facet, data, fixed }) {
    const [all, setAll] = useState(false), shown = all ? data.values : data.values.slice(0, 8), most = Math.max(1, ...data.values.map(v => v.n));
    const none = facet === "mode" || facet === "place";
    if (!data.values.length && !data.none) return null;
    const body = v => html`<bdi class="clip">${label(facet, v)}</bdi><span class="num">${v.n}</span><${Bar} share=${v.n / most} />`;
    const row = v => { const { on, set } = choice(page, facet, v.value); return html`<li>${fixed ? html`<span class="count">${body(v)}</span>` : html`<a data-quiet href=${change(page, set)} class=${on ? "on" : ""} aria-current=${on ? "true" : undefined}>${body(v)}</a>`}</li>`; };
    return html`<details class="facet" open=${!CLOSED.includes(facet) || !!page.query[facet]}><summary>${name}</summary><ul class="plain">
        ${shown.map(row)}
        ${data.none > 0 && html`<li>${none ? html`<a data-quiet href=${change(page, { [facet]: page.query[facet] === "-" ? null : "-" })} class=${page.query[facet] === "-" ? "on" : ""}><i>none</i><span class="num">${data.none}</span></a>` : html`<span class="hush"><i>none</i> <span class="num">${data.none}</span></span>`}</li>`}</ul>
        ${data.values.length > 8 && html`<button type="button" class="link" onClick=${() => setAll(!all)}>${all ? "fewer" : `${data.values.length - 8} more`}</button>`}${all && data.more > 0 && html`<p class="hush">${data.more} rarer ones are not shown</p>`}</details>`;
}

/* `names`: what to show, in order; `fixed`: those that are counted but no filter. */
export const Facets = ({ page, names, fixed = [], data }) => Object.entries(names).map(([facet, name]) => html`<${Facet} key=${facet} page=${page} name=${name} facet=${facet} data=${data.facets[facet]} fixed=${fixed.includes(facet)} />`);
