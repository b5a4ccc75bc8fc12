/* Small pieces that views share. */
import { html, useState } from "./vendor/preact.js";
import { articleAddress, change, rowAddress, twin } from "./state.js";
import { TONES, capital, count, day, quadOf, say, standing, typeName } from "./words.js";

export const Status = ({ status }) => status
    ? html`<span class="status ${standing(status)}">${capital(say(status))}</span>`
    : html`<span class="status none">No status reported</span>`;

export const Disputed = ({ on }) => on && html`<span class="disputed" title="Somebody tells it differently">Disputed</span>`;

export const Tone = ({ tone }) => tone && html`<span class="tone ${tone}"><span aria-hidden="true">${TONES[tone] || "·"}</span> ${tone}</span>`;

export const Type = ({ type }) => html`<span class="type ${quadOf(type)}">${typeName(type)}</span>`;

export const Day = ({ of, long }) => of ? html`<time datetime=${of}>${day(of, long)}</time>` : html`<span class="blank">no date</span>`;

export const Blank = ({ children = "not reported" }) => html`<span class="blank">${children}</span>`;

/* Text of the wire as it came; line breaks of its columns are no breaks of ours. */
export const Words = ({ children }) => html`<bdi>${(children || "").replace(/\s+/g, " ")}</bdi>`;

export const Article = ({ id, title, at }) => html`<a class="headline" href=${articleAddress(id, at)}><${Words}>${title || `Article ${id}`}<//></a>`;

export function Chain({ of }) {
    if (!of) return null;
    const links = of.split(" > ");
    return html`<span class="chain" aria-label=${`Source chain: ${links.join(", through ")}`}>${links.map((link, i) => html`${i > 0 && html`<span aria-hidden="true" class="sep"> › </span>`}<bdi>${link}</bdi>`)}</span>`;
}

/* While something is on its way, went wrong, or is there. */
export function Await({ state, what, children }) {
    if (state.fault) return html`<${Problem} fault=${state.fault} what=${what} />`;
    if (!state.data) return html`<p class="loading" role="status">Reading ${what} …</p>`;
    return html`<div class=${state.busy ? "busy" : ""} aria-busy=${state.busy ? "true" : "false"}>${children(state.data)}</div>`;
}

const HELP = {
    0: "Start it again in its terminal, then reload this page.",
    400: "Something in the address is not understood. Take it out, or go back.",
    401: "Open the address that the server printed when it was started; it holds the token.",
    404: "It may have been left out when articles were coded anew. Search for it, or start from Today.",
    503: "The server has too much to do. Wait a moment and reload.",
};
export const Problem = ({ fault, what }) => html`<div class="problem" role="alert"><h2>${capital(what)} cannot be shown</h2><p>${fault.message}</p>
    <p>${HELP[fault.status] || "Reload the page; if it stays, the server's terminal says more."} <a href="/">Go to Today</a></p></div>`;

export const Empty = ({ children }) => html`<div class="empty">${children}</div>`;

/* Links to the same as data. */
export const Twins = ({ page, path = page.path, own, kinds = ["json"] }) => html`<p class="twins noprint">This as ${kinds.map((kind, i) => html`${i > 0 && ", "}<a href=${twin(path, page.query, `.${kind}`, own)}>${{ json: "JSON", csv: "CSV", atom: "Atom feed" }[kind]}</a>`)}</p>`;

/* Full text follows the articles, and says if it is behind. */
export const Behind = ({ data }) => data.unsearched > 0 && html`<p class="note" role="status">${count(data.unsearched, "newest article")} ${data.unsearched === 1 ? "was" : "were"} not looked through: full text does not have ${data.unsearched === 1 ? "it" : "them"} yet.</p>`;

export const Pager = ({ page, data }) => (data.next || page.query.after) && html`<nav class="pager noprint" aria-label="Pages">
    ${page.query.after && html`<a href=${change(page, { after: null })}>First page</a>`} ${data.next && html`<a rel="next" href=${change(page, { after: data.next })}>Next page</a>`}</nav>`;

/* From and to, and where they come from if nobody chose them. */
export function Period({ page, data, onPick }) {
    const { since, until, default_period: chosen } = data;
    const pick = name => e => onPick({ since: page.query.since || since || "all", until: page.query.until || until, [name]: e.target.value || null });
    return html`<fieldset class="period noprint"><legend>Period</legend>
        <label>from <input type="date" value=${since || ""} onChange=${pick("since")} /></label>
        <label>to <input type="date" value=${until || ""} onChange=${pick("until")} /></label>
        ${since || until ? html`<a href=${change(page, { since: "all", until: null })}>all time</a>` : html`<span>all time</span>`}
        ${chosen && html`<span class="note">No period was chosen: this is the year up to the newest article.</span>`}
        ${!chosen && (page.query.since || page.query.until) && html`<a href=${change(page, { since: null, until: null })}>last year</a>`}</fieldset>`;
}

const who = (names, codes) => names?.length ? names.join(", ") : codes?.length ? codes.join(", ") : null;
/* "Turkey → Greece" */
export function Who({ event }) {
    const from = who(event.source_names, event.sources), to = who(event.target_names, event.targets);
    if (from && from === to) return html`<span class="who"><bdi>${from}</bdi> <span class="hush">with each other</span></span>`;
    return html`<span class="who"><bdi>${from || "somebody"}</bdi>${to && html` <span class="arrow" aria-label="to">→</span> <bdi>${to}</bdi>`}</span>`;
}

export const EventRow = ({ event }) => html`<li class="row event" data-row>
    <div class="when"><${Day} of=${event.date} /></div>
    <div><a class="lead" href=${rowAddress(event.id)}><${Type} type=${event.type} /> <${Who} event=${event} /></a>
        ${event.status !== "occurred" && html`<span class="label">${say(event.status)}</span>`}
        ${event.place && html`<span class="label place">${event.place}</span>`}
        <p class="evidence"><${Words}>${event.evidence}<//></p>
        <p class="meta">${event.outlet || "outlet not known"}${event.published && html`, <${Day} of=${event.published} />`}${event.statement && html` · by somebody's account`} · <a href=${`/events/${encodeURIComponent(event.id)}`}>why</a></p></div></li>`;

export const StatementRow = ({ statement: s, speaker = true }) => html`<li class="row statement" data-row>
    <div class="when"><${Day} of=${s.date} /></div>
    <div>${speaker && html`<a class="lead" href=${rowAddress(s.id)}><bdi>${s.speaker || "Somebody"}</bdi></a>${s.role && html` <span class="hush">${s.role}</span>`} `}<${Tone} tone=${s.tone} /> ${s.cue && html`<span class="hush"><bdi>${s.cue}</bdi></span>`}
        <p class="said">${speaker ? html`<${Words}>${s.content}<//>` : html`<a class="quiet" href=${rowAddress(s.id)}><${Words}>${s.content}<//></a>`}</p>
        <p class="meta"><${Chain} of=${s.chain} /></p></div></li>`;

/* A horizontal bar whose length is a share; the number stands beside it. */
export const Bar = ({ share, kind = "" }) => html`<svg class="bar ${kind}" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect width=${Math.max(100 * share, share > 0 ? 1 : 0)} height="6" rx="1" /></svg>`;

/* A button that shows what belongs to it. */
export function Opener({ label, children, kind = "" }) {
    const [open, set] = useState(false);
    return html`<div class="opener ${kind}"><button type="button" aria-expanded=${open ? "true" : "false"} onClick=${() => set(!open)}>${label}</button>${open && children()}</div>`;
}

export { count };
