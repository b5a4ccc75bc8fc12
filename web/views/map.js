/* Events on the map. What has no place is counted beside it, never put somewhere. */
import { html, useMemo, useState } from "../vendor/preact.js";
import { feature, geoEqualEarth, geoGraticule10, geoPath, mesh, scaleLinear, scaleSqrt } from "../vendor/charts.js";
import { useData, useNames } from "../data.js";
import { change } from "../state.js";
import { Await, Type } from "../parts.js";
import { claimed, codeOfShape, noCode, placeName } from "../countries.js";
import { count } from "../words.js";
import { useWidth } from "./series.js";

const keyOf = f => f.id || f.properties.name;

/* A country as such is no point in its middle: it counts with the country's colour alone. */
const isLand = (place, names) => place.name === names[place.country];

function World({ atlas, data, wide, page, names, tell }) {
    const high = Math.round(wide * 0.487), shapes = useMemo(() => feature(atlas, atlas.objects.countries).features, [atlas]);
    const borders = useMemo(() => mesh(atlas, atlas.objects.countries, (a, b) => a !== b), [atlas]);
    const path = useMemo(() => geoPath(geoEqualEarth().fitExtent([[2, 2], [wide - 2, high - 2]], { type: "Sphere" }), null).digits(1), [wide, high]);
    const n = new Map(data.countries.map(c => [c.code, c.n])), step = scaleLinear([0, Math.log1p(Math.max(1, ...n.values()))], [0, 5]), size = scaleSqrt([0, Math.max(1, ...data.places.map(p => p.n))], [0, 11]);
    const shade = code => n.get(code) ? `shade-${Math.max(1, Math.round(step(Math.log1p(n.get(code)))))}` : "shade-0";
    const go = query => change({ path: "/events", query: page.query }, query);
    return html`<svg class="world" width=${wide} height=${high} viewBox=${`0 0 ${wide} ${high}`} role="group" aria-label="Map of events">
        <defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line y2="5" class="hatch" /></pattern></defs>
        <path class="sea" d=${path({ type: "Sphere" })} /><path class="grid" d=${path(geoGraticule10())} />
        ${shapes.map(f => { const code = codeOfShape[keyOf(f)], told = code ? `${placeName(code, names)}: ${count(n.get(code) || 0, "event")}` : noCode[keyOf(f)] || f.properties.name, d = path(f), over = { onMouseEnter: () => tell(told), onMouseLeave: () => tell(null) };
            return code && n.get(code) ? html`<a href=${go({ place: code })} aria-label=${told} onFocus=${() => tell(told)} onBlur=${() => tell(null)}><path class=${`land ${shade(code)}`} d=${d} ...${over} />${claimed[code] && html`<path class="unsettled" d=${d} />`}</a>`
                : html`<g><path class="land shade-0" d=${d} ...${over} />${(claimed[code] || !code) && html`<path class="unsettled" d=${d} />`}</g>`; })}
        <path class="borders" d=${path(borders)} />
        ${data.places.filter(p => !isLand(p, names)).map(p => { const spot = path.projection()([p.lon, p.lat]), told = `${p.name}: ${count(p.n, "event")}`;
            return spot && html`<a href=${go({ place: p.name })} aria-label=${told} onMouseEnter=${() => tell(told)} onMouseLeave=${() => tell(null)} onFocus=${() => tell(told)} onBlur=${() => tell(null)}><circle class="place" cx=${spot[0]} cy=${spot[1]} r=${Math.max(2, size(p.n))} /></a>`; })}</svg>`;
}

function Undrawn({ data, names }) {
    const drawn = new Set(Object.values(codeOfShape)), small = data.countries.filter(c => !drawn.has(c.code));
    return small.length > 0 && html`<p class="note">Too small to be drawn as land: ${small.map(c => `${placeName(c.code, names)} (${c.n})`).join(", ")}.</p>`;
}

export default function Map_({ page, data }) {
    const [box, wide] = useWidth(), [told, tell] = useState(null), names = useNames(), atlas = useData("/static/vendor/countries-110m.json");
    const total = data.placed + data.unplaced;
    return html`<div class="chart"><p class="total">${count(data.placed, "event")} with a place; <b>${data.unplaced ? `${count(data.unplaced, "event")} without one (${Math.round(100 * data.unplaced / total)}%) ${data.unplaced === 1 ? "is" : "are"} not on the map` : "none is without one"}</b>.${data.unplaced > 0 && html` <a href=${change({ path: "/events", query: page.query }, { place: "-" })}>Look at those</a>`}</p>
        <p class="note" role="status">${told || "Point at a country or a place."}</p>
        <div ref=${box}><${Await} state=${atlas} what="the map">${land => html`<${World} atlas=${land} data=${data} wide=${wide} page=${page} names=${names} tell=${tell} />`}<//></div>
        <${Undrawn} data=${data} names=${names} />${data.more > 0 && html`<p class="note">${count(data.more, "place")} with fewer events ${data.more === 1 ? "is" : "are"} not shown.</p>`}
        <aside class="note borders"><p><b>On borders.</b> The lines are Natural Earth's of 2018 and say who holds a place, not whose it is: Crimea is drawn with Russia, most of Western Sahara with Morocco, the Golan with Israel, Kashmir as it is divided. Hatched land is claimed by others (Western Sahara, Kosovo, Palestine, Taiwan, the Falklands) or has a government few recognise (Northern Cyprus, Somaliland). An event is counted under the country that the gazetteer gives its place, never under the shape it falls into.</p></aside>
        <details class="raw"><summary>As a table</summary><table class="plain"><thead><tr><th scope="col">Country</th><th scope="col" class="num">Events</th></tr></thead><tbody>${data.countries.map(c => html`<tr><th scope="row">${placeName(c.code, names)}</th><td class="num">${c.n}</td></tr>`)}</tbody></table></details></div>`;
}
