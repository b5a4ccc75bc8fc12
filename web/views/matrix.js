/* Who does what to whom, by country: rows act, columns are acted on. */
import { html, useState } from "../vendor/preact.js";
import { scaleSqrt } from "../vendor/charts.js";
import { address } from "../state.js";
import { Empty } from "../parts.js";
import { count } from "../words.js";

const mood = score => score == null ? "none" : score > 1 ? "coop" : score < -1 ? "conf" : "mid";

export default function Matrix({ page, data }) {
    const [at, point] = useState(null), cells = new Map(data.cells.map(c => [`${c.source} ${c.target}`, c]));
    if (!data.cells.length) return html`<${Empty}><p>No event between two countries fits these filters.</p><//>`;
    const side = scaleSqrt([0, Math.max(...data.cells.map(c => c.n))], [4, 22]), { dyad, source, target, actor, limit, ...rest } = page.query;
    return html`<p class="legend"><span class="swatch coop">on the whole cooperation</span><span class="swatch mid">mixed</span><span class="swatch conf">on the whole conflict</span> <span class="hush">size: events</span></p>
        <p class="note" role="status">${at ? `${at.from} to ${at.to}: ${count(at.n, "event")}, mean score ${at.score == null ? "unknown" : at.score.toFixed(1)}` : "Rows act, columns are acted on. A meeting counts both ways."}</p>
        <div class="scroll" tabindex="0" role="group" aria-label="Matrix; scrolls sideways"><table class="matrix"><caption class="hidden">Events by country of source and of target</caption>
            <thead><tr><td></td>${data.countries.map(c => html`<th scope="col" title=${c.name}><span>${c.code}</span></th>`)}</tr></thead>
            <tbody>${data.countries.map(from => html`<tr data-row><th scope="row"><a href=${address("/events", { ...rest, actor: from.code })}><bdi>${from.name}</bdi></a> <span class="hush">${from.code}</span></th>
                ${data.countries.map(to => { const cell = cells.get(`${from.code} ${to.code}`); const here = cell && { from: from.name, to: to.name, n: cell.n, score: cell.score };
                    return html`<td class=${from.code === to.code ? "self" : ""}>${cell && html`<a href=${address("/events", { ...rest, source: from.code, target: to.code })} class=${mood(cell.score)} aria-label=${`${from.name} to ${to.name}: ${count(cell.n, "event")}`}
                        onMouseEnter=${() => point(here)} onFocus=${() => point(here)} onMouseLeave=${() => point(null)} onBlur=${() => point(null)}><svg width="24" height="24" viewBox="-12 -12 24 24" aria-hidden="true"><rect x=${-side(cell.n) / 2} y=${-side(cell.n) / 2} width=${side(cell.n)} height=${side(cell.n)} rx="2" /></svg></a>`}</td>`; })}</tr>`)}</tbody></table></div>
        ${data.more > 0 && html`<p class="note">${count(data.more, "country", "countries")} with fewer events ${data.more === 1 ? "is" : "are"} not shown.</p>`}`;
}
