/* A sentence's tree as arcs over its words. */
import { html, useMemo } from "./vendor/preact.js";
import { treeOf, useData } from "./data.js";
import { Await } from "./parts.js";
import { segment } from "./state.js";

const GAP = 14, STEP = 17, FONT = "15px";
let pen = null;
function width(text) {
    pen ||= document.createElement("canvas").getContext("2d");
    pen.font = `${FONT} ${getComputedStyle(document.documentElement).getPropertyValue("--serif") || "serif"}`;
    return pen.measureText(text).width;
}

/* Places words on a line and arcs in levels: an arc lies above those within it. */
export function layout(words) {
    let x = 6;
    const spots = words.map(w => {
        const wide = Math.max(width(w.form), width(w.rel) * 0.72, 12), spot = { ...w, x: x + wide / 2 };
        x += wide + GAP;
        return spot;
    });
    const arcs = spots.filter(w => w.head > 0 && spots[w.head - 1]).map(w => ({ from: spots[w.head - 1], to: w, low: Math.min(w.id, w.head), high: Math.max(w.id, w.head), level: 1 }));
    arcs.sort((a, b) => (a.high - a.low) - (b.high - b.low));
    arcs.forEach((arc, i) => {
        for (let j = 0; j < i; j++)
            if (arcs[j].low >= arc.low && arcs[j].high <= arc.high) arc.level = Math.max(arc.level, arcs[j].level + 1);
    });
    const levels = Math.max(1, ...arcs.map(a => a.level));
    return { spots, arcs, levels, wide: x, base: levels * STEP + 26 };
}

const overlaps = (a, spans) => spans.some(s => a[0] < s[1] && a[1] > s[0]);

function curve({ from, to, level }, base) {
    const x1 = from.x + (to.x > from.x ? 4 : -4), x2 = to.x, top = base - 8 - level * STEP, r = Math.min(8, Math.abs(x2 - x1) / 2), d = Math.sign(x2 - x1);
    return `M${x1} ${base - 6}V${top + r}Q${x1} ${top} ${x1 + d * r} ${top}H${x2 - d * r}Q${x2} ${top} ${x2} ${top + r}V${base - 7}`;
}

/* The tree in words, for those who do not see it. */
const told = words => words.filter(w => w.rel !== "punct").map(w => w.head ? `${w.form}: ${w.rel} of ${words[w.head - 1]?.form}` : `${w.form}: root`).join("; ");

export function Arcs({ words, lit = [] }) {
    const { spots, arcs, wide, base } = useMemo(() => layout(words), [words]);
    return html`<div class="arcs" tabindex="0" role="group" aria-label="Tree of the sentence; scrolls sideways"><svg width=${wide} height=${base + 40} viewBox=${`0 0 ${wide} ${base + 40}`} role="img" aria-label=${told(words)}>
        ${arcs.map(a => html`<g class=${overlaps(a.to.span, lit) ? "lit" : ""}><path d=${curve(a, base)} /><path class="tip" d=${`M${a.to.x - 3} ${base - 9}l3 6l3 -6z`} />
            <text class="rel" x=${(a.from.x + a.to.x) / 2} y=${base - 8 - a.level * STEP - 3} text-anchor="middle">${a.to.rel}</text></g>`)}
        ${spots.map(w => html`<g class=${`word ${overlaps(w.span, lit) ? "lit" : ""}`}>${w.head === 0 && html`<path class="root" d=${`M${w.x} ${base - 6}V8`} /><text class="rel" x=${w.x + 4} y="14">root</text>`}
            <text x=${w.x} y=${base + 12} text-anchor="middle">${w.form}</text><text class="pos" x=${w.x} y=${base + 28} text-anchor="middle">${w.upos}</text></g>`)}</svg></div>`;
}

/* `record`: of a text that is not in the store. */
export function Tree({ article, record, n, lit }) {
    const state = useData(`/articles/${segment(article)}/sentences/${n}.json`, 0, record ? () => treeOf(record, n) : undefined);
    return html`<${Await} state=${state} what="the tree">${data => data.words.length ? html`<${Arcs} words=${data.words} lit=${lit} />` : html`<p class="hush">This line is not parsed.</p>`}<//>`;
}
