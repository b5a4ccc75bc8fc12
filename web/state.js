/* The address is the whole state: read it, change it, go there. */
import { html } from "./vendor/preact.js";

export const read = () => {
    const { pathname, search } = location;
    return { path: pathname, parts: pathname.split("/").filter(Boolean).map(s => { try { return decodeURIComponent(s); } catch { return s; } }), query: Object.fromEntries(new URLSearchParams(search)) };
};

/* One segment of a path; an id that ends in .json, .csv or .atom must not look like a file. */
export const segment = id => encodeURIComponent(id).replace(/\.(?=(json|csv|atom)$)/, "%2E");

export function address(path, query = {}) {
    const set = Object.entries(query).filter(([, v]) => v !== undefined && v !== null && v !== "");
    return set.length ? `${path}?${new URLSearchParams(set)}` : path;
}

/* Address of the view's data; names of parameters that are the page's own business are left out. */
export const twin = (path, query, suffix, own = []) =>
    address((path === "/" ? "/today" : path) + suffix, Object.fromEntries(Object.entries(query).filter(([k]) => !own.includes(k) && !(suffix !== ".json" && k === "after"))));

export const articleAddress = (id, at) => address(`/articles/${segment(id)}`, { at });
/* "ARTICLE#e3" -> the article's page with that row lit. */
export const rowAddress = id => { const cut = id.lastIndexOf("#"); return articleAddress(id.slice(0, cut), id.slice(cut + 1)); };

let changed = () => {};
export const onChange = tell => { changed = tell; };

export function go(to, { replace = false, quiet = false } = {}) {
    history[replace ? "replaceState" : "pushState"](null, "", to);
    changed({ quiet });
}

const leaves = /\.(json|csv|atom)$/;
/* Clicks on our own links change the view without loading the page. */
export function followLinks() {
    addEventListener("popstate", () => changed({ back: true }));
    document.addEventListener("click", e => {
        const a = e.target.closest?.("a[href]");
        if (!a || e.defaultPrevented || e.button || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey || a.target || a.hasAttribute("download")) return;
        const to = new URL(a.href);
        if (to.origin !== location.origin || leaves.test(to.pathname) || to.pathname.startsWith("/static/") || a.getAttribute("href").startsWith("#")) return;
        e.preventDefault();
        go(to.pathname + to.search + to.hash, { quiet: a.hasAttribute("data-quiet") });
    });
}

/* A link that changes some parameters of the page's address and keeps the rest; null takes one away. */
export function change(page, query) {
    const merged = { ...page.query, ...query };
    if (!("after" in query)) delete merged.after;
    return address(page.path, merged);
}
export const Change = ({ page, query, children, ...rest }) => html`<a href=${change(page, query)} ...${rest}>${children}</a>`;
