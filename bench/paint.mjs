/* bench/paint.mjs: for each main view, in a browser that has nothing yet and with a server that was just started: first paint, the view's
 * content, and the server's part of it. Milliseconds from the click, the median and the least of the rounds. bench/paint runs it. */
import { context, finish, json, started } from "../tests/web/harness.mjs";

const ROUNDS = +(process.env.ROUNDS || 5), store = process.env.STORE;

/* What must be there for the view to be of use. */
const views = async base => {
    const [talk] = (await json(base, "/talks.json?limit=1")).rows, [event] = (await json(base, "/events.json?limit=1")).rows;
    return {
        "Today": ["/", ".row.talk"], "a negotiation": [`/talks/${talk.id}`, ".round"], "an article, an event explained": [`/articles/${event.article}?at=e1`, ".card.picked dl"],
        "Explore: list, facets": ["/events", ".row.event"], "over time": ["/events/series", "svg.series a"], "pairs": ["/events/matrix", ".matrix td a"],
        "map": ["/events/map", "svg.world circle"], "statements, facets": ["/statements", ".row.statement"], "search": ["/search?q=Place", ".empty, .row"], "Drop a text": ["/drop", "textarea"],
    };
};

/* In the page: when the content is there, and painted. */
const watch = selector => addEventListener("DOMContentLoaded", () => {
    const look = () => document.querySelector(selector) ? requestAnimationFrame(() => setTimeout(() => { window.shownAt = performance.now(); })) : requestAnimationFrame(look);
    look();
});

async function once(path, selector) {
    const { base, stop } = await started(`sqlite:${store}`), visitor = await context(), page = await visitor.newPage();
    await page.addInitScript(watch, selector);
    await page.goto(base + path, { waitUntil: "domcontentloaded" });
    await page.waitForFunction(() => window.shownAt, null, { timeout: 60000 });
    const told = await page.evaluate(() => ({
        first: performance.getEntriesByName("first-contentful-paint")[0]?.startTime, shown: window.shownAt,
        asked: performance.getEntriesByType("resource").filter(r => /\.json/.test(r.name) && !/vendor|names|session/.test(r.name)).map(r => [new URL(r.name).pathname, r.responseEnd - r.requestStart]),
    }));
    await visitor.close();
    await stop();
    return told;
}

const sorted = list => [...list].sort((a, b) => a - b), median = list => sorted(list)[Math.floor(list.length / 2)];
const both = list => `${median(list).toFixed(0).padStart(5)} ${Math.min(...list).toFixed(0).padStart(5)}`;

const first = await started(`sqlite:${store}`), all = await views(first.base);
await first.stop();
console.log(`${"view".padEnd(32)} first paint     content     the server's answers`);
for (const [name, [path, selector]] of Object.entries(all)) {
    const rounds = [];
    for (let i = 0; i < ROUNDS; i++) rounds.push(await once(path, selector));
    const asked = rounds[0].asked.map(([of], i) => `${of} ${both(rounds.map(r => r.asked[i]?.[1] ?? Infinity)).trim()}`);
    console.log(`${name.padEnd(32)} ${both(rounds.map(r => r.first))} ${both(rounds.map(r => r.shown))}     ${asked.join(", ")}`);
}
await finish();
