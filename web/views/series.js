/* Events over time, stacked by words and deeds of cooperation and conflict. */
import { html, useEffect, useRef, useState } from "../vendor/preact.js";
import { scaleBand, scaleLinear } from "../vendor/charts.js";
import { change } from "../state.js";
import { Empty } from "../parts.js";
import { QUADS, count, day, quadOf } from "../words.js";

const UNITS = ["day", "week", "month", "year"];
const HIGH = 260, PAD = { left: 40, right: 8, top: 12, bottom: 30 };

/* All units between the first and the last, so that an empty month is a gap and not a jump. */
function filled(points, by) {
    if (by === "week" || points.length < 2) return points;
    const have = new Map(points.map(p => [p.at, p])), out = [], step = { day: 10, month: 7, year: 4 }[by];
    const at = new Date(`${points[0].at}${"-01-01".slice(step === 4 ? 0 : step === 7 ? 3 : 6)}T00:00:00Z`);
    for (let guard = 0; guard < 4000; guard++) {
        const key = at.toISOString().slice(0, step);
        out.push(have.get(key) || { at: key, n: 0, score: null, types: {} });
        if (key >= points[points.length - 1].at) break;
        by === "day" ? at.setUTCDate(at.getUTCDate() + 1) : by === "month" ? at.setUTCMonth(at.getUTCMonth() + 1) : at.setUTCFullYear(at.getUTCFullYear() + 1);
    }
    return out;
}

/* First and last day of a unit, for the filter that a click sets. */
function period(at) {
    if (/W/.test(at)) return null;
    if (at.length === 10) return { since: at, until: at };
    if (at.length === 4) return { since: `${at}-01-01`, until: `${at}-12-31` };
    return { since: `${at}-01`, until: new Date(Date.UTC(+at.slice(0, 4), +at.slice(5), 0)).toISOString().slice(0, 10) };
}

function quads(point) {
    const sums = Object.fromEntries(Object.keys(QUADS).map(q => [q, 0]));
    for (const [type, n] of Object.entries(point.types)) if (quadOf(type) in sums) sums[quadOf(type)] += n;
    return sums;
}

export function useWidth(first = 760) {
    const box = useRef(), [wide, set] = useState(first);
    useEffect(() => {
        const watch = new ResizeObserver(([entry]) => set(Math.max(280, Math.round(entry.contentRect.width))));
        watch.observe(box.current);
        return () => watch.disconnect();
    }, []);
    return [box, wide];
}

function Column({ point, page, x, y, base }) {
    let at = 0;
    const sums = quads(point), span = period(point.at), told = `${day(point.at)}: ${count(point.n, "event")}${point.score != null ? `, mean score ${point.score.toFixed(1)}` : ""}`;
    const stack = Object.entries(sums).map(([quad, n]) => { const top = y(at + n), high = y(at) - top; at += n; return n > 0 && html`<rect class=${`quad ${quad}`} x=${x(point.at)} width=${x.bandwidth()} y=${top} height=${Math.max(0, high - 1)} />`; });
    const body = html`<title>${told}</title><rect class="hit" x=${x(point.at)} width=${x.bandwidth()} y=${PAD.top} height=${base - PAD.top} />${stack}`;
    return span && point.n ? html`<a href=${change({ path: "/events", query: page.query }, { ...span, by: null })} aria-label=${told}>${body}</a>` : html`<g>${body}</g>`;
}

function Table({ points }) {
    return html`<details class="raw"><summary>As a table</summary><table class="plain"><thead><tr><th scope="col">When</th><th scope="col" class="num">Events</th>${Object.values(QUADS).map(q => html`<th scope="col" class="num">${q}</th>`)}<th scope="col" class="num">Mean score</th></tr></thead>
        <tbody>${points.filter(p => p.n).map(p => html`<tr><th scope="row">${day(p.at)}</th><td class="num">${p.n}</td>${Object.values(quads(p)).map(n => html`<td class="num">${n}</td>`)}<td class="num">${p.score == null ? "" : p.score.toFixed(1)}</td></tr>`)}</tbody></table></details>`;
}

export default function Series({ page, data }) {
    const [box, wide] = useWidth(), by = data.by, points = filled(data.points, by);
    const x = scaleBand(points.map(p => p.at), [PAD.left, wide - PAD.right]).padding(0.18), base = HIGH - PAD.bottom;
    const y = scaleLinear([0, Math.max(1, ...points.map(p => p.n))], [base, PAD.top]).nice(4);
    const every = Math.max(1, Math.ceil(points.length / (wide / 74)));
    return html`<div class="chart"><nav class="units" aria-label="Unit of time">${UNITS.map(u => html`<a data-quiet href=${change(page, { by: u === "month" ? null : u })} aria-current=${u === by ? "true" : undefined}>${u}</a>`)}</nav>
        <p class="legend">${Object.entries(QUADS).map(([quad, name]) => html`<span class=${`swatch ${quad}`}>${name}</span>`)}</p>
        <div ref=${box}>${points.length ? html`<svg class="series" width=${wide} height=${HIGH} viewBox=${`0 0 ${wide} ${HIGH}`} role="group" aria-label=${`Events by ${by}`}>
            ${y.ticks(4).filter(Number.isInteger).map(t => html`<g class="tick"><line x1=${PAD.left} x2=${wide - PAD.right} y1=${y(t)} y2=${y(t)} /><text x=${PAD.left - 8} y=${y(t) + 4} text-anchor="end">${t}</text></g>`)}
            ${points.map(p => html`<${Column} key=${p.at} point=${p} page=${page} x=${x} y=${y} base=${base} />`)}
            ${points.map((p, i) => i % every === 0 && html`<text class="at" x=${x(p.at) + x.bandwidth() / 2} y=${HIGH - 10} text-anchor="middle">${day(p.at)}</text>`)}</svg>`
        : html`<${Empty}><p>No dated event fits these filters.</p><//>`}</div>
        <p class="note">${data.undated > 0 ? `${count(data.undated, "event")} without a date ${data.undated === 1 ? "is" : "are"} not drawn.` : "Every event has a date."}</p><${Table} points=${points} /></div>`;
}
