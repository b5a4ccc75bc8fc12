/* The page: what stands around every view, where addresses lead, and keys. */
import { html, render, useEffect, useRef, useState } from "./vendor/preact.js";
import { listen } from "./data.js";
import { address, followLinks, go, onChange, read } from "./state.js";
import { count } from "./words.js";
import { Today } from "./views/today.js";

const lazy = (load, name) => () => load().then(m => m[name]);
const lists = () => import("./views/lists.js"), explore = () => import("./views/explore.js"), one = () => import("./views/event.js");
const ROUTES = [
    [/^(\/|\/today)$/, () => Today], [/^\/talks$/, lazy(lists, "Talks")], [/^\/talks\/[^/]+$/, lazy(() => import("./views/talk.js"), "Talk")],
    [/^\/articles$/, lazy(lists, "Articles")], [/^\/articles\/[^/]+$/, lazy(() => import("./views/article.js"), "Article")],
    [/^\/events(\/(series|matrix|map))?$/, lazy(explore, "Explore")], [/^\/events\/[^/]+$/, lazy(one, "Event")],
    [/^\/statements$/, lazy(() => import("./views/statements.js"), "Statements")], [/^\/statements\/[^/]+$/, lazy(one, "Statement")],
    [/^\/search$/, lazy(lists, "Search")], [/^\/drop$/, lazy(() => import("./views/drop.js"), "Drop")],
];
const PLACES = [["/", "Today", /^\/(today)?$/], ["/talks", "Talks", /^\/talks/], ["/events", "Explore", /^\/(events|statements)/], ["/articles", "Articles", /^\/articles/], ["/drop", "Drop a text", /^\/drop/]];

const KEYS = [["/", "search"], ["j, k", "next, previous row"], ["Enter", "open the row"], ["1 – 5", PLACES.map(p => p[1]).join(", ")], ["t", "dark or light"], ["Esc", "close, leave a field"], ["?", "this help"]];

function turnTheme() {
    const root = document.documentElement, dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* not kept */ }
}

function Help({ close }) {
    const box = useRef();
    useEffect(() => { box.current.showModal(); }, []);
    return html`<dialog ref=${box} onClose=${close} aria-labelledby="keys"><h2 id="keys">Keys</h2><dl class="facts">${KEYS.map(([key, what]) => html`<dt><kbd>${key}</kbd></dt><dd>${what}</dd>`)}</dl>
        <p>Every address holds the whole state of its page and can be shared. The same address with <code>.json</code> behind its path is the data.</p><form method="dialog"><button class="main" autofocus>Close</button></form></dialog>`;
}

/* Steps through rows: the focus goes to a row's first link or button. */
function step(by) {
    const rows = [...document.querySelectorAll("[data-row]")].filter(r => r.offsetParent || r.getClientRects().length), now = rows.findIndex(r => r.contains(document.activeElement) && !r.querySelector("[data-row]")?.contains(document.activeElement));
    const row = rows[now < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.max(0, Math.min(rows.length - 1, now + by))];
    const to = row?.querySelector("a[href], button");
    (to || row)?.focus();
    row?.scrollIntoView({ block: "nearest" });
}

function onKey(e, setHelp) {
    if (e.ctrlKey || e.metaKey || e.altKey || document.querySelector("dialog[open]")) return;
    if (e.target.matches?.("input, textarea, select")) {
        if (e.key === "Escape") e.target.blur();
        return;
    }
    const deed = { "/": () => document.getElementById("q").focus(), j: () => step(1), k: () => step(-1), t: turnTheme, "?": () => setHelp(true) }[e.key] || (PLACES[e.key - 1] && (() => go(PLACES[e.key - 1][0])));
    if (deed) { e.preventDefault(); deed(); }
}

function Header({ page, fresh, renew, help }) {
    const box = useRef();
    useEffect(() => { if (box.current !== document.activeElement) box.current.value = page.path === "/search" ? page.query.q || "" : ""; }, [page]);
    return html`<header class="bar noprint"><a class="skip" href="#main">To the content</a><a class="brand" href="/">Dateline</a>
        <nav aria-label="Views">${PLACES.map(([to, name, here]) => html`<a href=${to} aria-current=${here.test(page.path) ? "page" : undefined}>${name}</a>`)}</nav>
        <form role="search" onSubmit=${e => { e.preventDefault(); go(address("/search", { q: box.current.value.trim() })); box.current.blur(); }}><input id="q" ref=${box} type="search" aria-label="Search articles" placeholder="Search   /" autocomplete="off" /></form>
        ${fresh > 0 && html`<button type="button" class="fresh" onClick=${renew} aria-live="polite">${count(fresh, "new article")}</button>`}
        <button type="button" onClick=${turnTheme} aria-label="Dark or light" title="Dark or light (t)">◐</button><button type="button" onClick=${help} aria-label="Help" title="Keys (?)">?</button></header>`;
}

const Nowhere = ({ title }) => { useEffect(() => title("Not found"), []); return html`<div class="problem"><h1 tabindex="-1">There is no such page</h1><p>The address may be cut short. <a href="/">Go to Today</a> or search above.</p></div>`; };

function App() {
    const [page, setPage] = useState(read), [View, setView] = useState(() => Today), [shown, setShown] = useState(null);
    const [turn, setTurn] = useState(0), [fresh, setFresh] = useState(0), [help, setHelp] = useState(false);
    const quiet = useRef(true), latest = useRef(page);
    useEffect(() => {
        onChange(how => { quiet.current = !!how.quiet; latest.current = read(); setPage(latest.current); });
        followLinks();
        const keys = e => onKey(e, setHelp);
        document.addEventListener("keydown", keys);
        let first = null;
        const stop = listen(state => { if (first === null) first = state.generation; else if (state.generation > first) { first = state.generation; setFresh(n => n + (state.new || 0)); } });
        return () => { document.removeEventListener("keydown", keys); stop(); };
    }, []);
    useEffect(() => {
        const load = ROUTES.find(([at]) => at.test(page.path))?.[1] || (() => Nowhere);
        Promise.resolve(load()).then(view => { if (latest.current === page) { setView(() => view); setShown(page); } });
    }, [page]);
    useEffect(() => {
        if (!shown || quiet.current) return;
        scrollTo(0, 0);
        const heading = document.querySelector("main h1") || document.getElementById("main");
        heading.focus({ preventScroll: true });
    }, [shown]);
    const title = text => { document.title = `${text} – Dateline`; };
    return html`<${Header} page=${page} fresh=${fresh} renew=${() => { setFresh(0); setTurn(turn + 1); }} help=${() => setHelp(true)} />
        <main id="main" tabindex="-1">${shown && html`<${View} key=${shown.path} page=${shown} turn=${turn} title=${title} />`}</main>
        ${help && html`<${Help} close=${() => setHelp(false)} />`}`;
}

render(html`<${App} />`, document.getElementById("app"));
