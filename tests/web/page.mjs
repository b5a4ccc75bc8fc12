/* What holds for every view: keys, themes, hostile text, words for what is wrong, width, contrast, weight. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { assert, axe, close, here, ingest, json, open, serve, test, texts, trouble, until } from "./harness.mjs";

ingest("page", `${here}articles.jsonl`);
const base = await serve("page");
const talk = (await json(base, "/talks.json")).rows.find(t => t.reports > 4);
const VIEWS = ["/", `/talks/${talk.id}`, "/articles/aegean-8?at=e1", "/events", "/events/series?since=all", "/events/matrix", "/events/map", "/statements", "/statements?by=speaker", "/drop", "/talks", "/articles", "/search?q=talks"];
const READY = ".row, .matrix, svg.series, svg.world, textarea, .text";

test("keys: rows, help, places, theme", async () => {
    const page = await open(base, "/talks");
    await page.locator(".row").first().waitFor();
    const at = () => page.evaluate(() => [...document.querySelectorAll("[data-row]")].findIndex(r => r.contains(document.activeElement)));
    await page.keyboard.press("j");
    assert.equal(await at(), 0);
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    assert.equal(await at(), 1);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/talks\/t\d+$/);
    await page.keyboard.press("?");
    await page.getByRole("dialog").getByText("next, previous row").waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await page.getByRole("dialog").count(), 0);
    await page.keyboard.press("3");
    await page.waitForURL(/\/events$/);
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await page.keyboard.press("t");
    await until(async () => assert.notEqual(await paper(), light));
    const dark = await paper();
    await page.reload();
    assert.equal(await paper(), dark);
    await page.evaluate(() => localStorage.clear());
    await page.keyboard.press("/");
    await page.keyboard.type("jk?");
    assert.equal(await page.getByLabel("Search articles").inputValue(), "jk?");
    await close(page);
});

test("hostile headlines stay text", async () => {
    for (const path of ["/articles", "/articles/hostile-2", "/articles/hostile-3", "/events?outlet=Porto+Ledger", "/search?q=headline"]) {
        const page = await open(base, path);
        await page.locator("main h1").waitFor();
        await page.locator(".row, .text p").first().waitFor();
        assert.equal(await page.locator("main script, main img, main iframe, main b b, main i i, #app svg[onload]").count(), 0, path);
        assert.notEqual(await page.title(), "owned");
        await close(page);
    }
    const page = await open(base, "/articles/hostile-1");
    await page.getByRole("heading", { name: "<script>document.title='owned'</script> minister says" }).waitFor();
    assert.match(await page.locator(".text").innerText(), /said on Friday that <script>alert\("x"\)<\/script>/);
    assert.match(await page.title(), /^<script>/);
    await close(page);
    const slash = await open(base, "/articles");
    await slash.getByRole("link", { name: /^An extremely long headline/ }).click();
    await slash.waitForURL(/hostile%2F4%23a/);
    await slash.getByText("Niamh Doyle").first().waitFor();
    await close(slash);
});

test("what is wrong is said in words that help", async () => {
    const expect = ["Failed to load resource"];
    for (const [path, words] of [["/articles/nothing", /no article/i], ["/talks/t999", /no negotiation/], ["/events?colour=red", /colour/]]) {
        const page = await open(base, path, { expect });
        await page.getByRole("alert").first().waitFor();
        assert.match(await page.getByRole("alert").first().innerText(), words);
        await page.getByRole("link", { name: "Go to Today" }).first().click();
        await page.getByRole("heading", { name: "Monday, 14 October 2019" }).waitFor();
        await close(page);
    }
    const page = await open(base, "/articles/aegean-8?at=s99");
    await page.getByText("The address names “s99”").waitFor();
    await close(page);
});

test("an empty store says how to fill it, and new articles are told of", async () => {
    const folder = mkdtempSync(join(tmpdir(), "dateline-web-"));
    const second = join(folder, "second.jsonl"), lines = readFileSync(`${here}articles.jsonl`, "utf8").split("\n");
    ingest("empty", folder);
    const address = await serve("empty"), page = await open(address, "/");
    await page.getByText("This store holds no article").waitFor();
    await page.getByText("dateline ingest FILE-OR-FOLDER").waitFor();
    await page.waitForTimeout(400);
    writeFileSync(second, lines.slice(0, 3).join("\n"));
    ingest("empty", second);
    await page.getByRole("button", { name: "3 new articles" }).click();
    await page.getByText("Greece, Turkey to hold seabed talks in Berlin").waitFor();
    rmSync(folder, { recursive: true });
    await close(page);
});

const AXE = readFileSync(axe, "utf8");
const grave = (page, options) => page.evaluate(`new Promise(done => { ${AXE}; axe.run(${JSON.stringify(options)}).then(({ violations }) => done(violations
    .filter(v => v.impact === "serious" || v.impact === "critical").map(v => v.id + ": " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + " " + n.failureSummary.slice(0, 200)).join(" | ")))); })`);

test("every view: nothing serious for axe, contrast in the dark, a phone's width", async () => {
    const found = [];
    for (const path of VIEWS) {
        const page = await open(base, path), tell = where => what => found.push(`${path} ${where}: ${what}`);
        await page.locator(READY).first().waitFor();
        if (path.includes("at=")) await page.locator(".arcs svg").waitFor();
        (await grave(page, { resultTypes: ["violations"] })).forEach(tell("light"));
        await page.emulateMedia({ colorScheme: "dark" });
        (await grave(page, { resultTypes: ["violations"], runOnly: ["color-contrast"] })).forEach(tell("dark"));
        await page.setViewportSize({ width: 390, height: 844 });
        await until(async () => assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 390), 3000).catch(() => tell("phone")("wider than the screen"));
        await close(page);
    }
    assert.deepEqual(found, []);
});

test("the page weighs less than 200 KB packed, besides the map", () => {
    const files = folder => readdirSync(folder).flatMap(name => { const path = join(folder, name); return statSync(path).isDirectory() ? files(path) : [path]; });
    const all = files(join(here, "../../web")).filter(f => !/NOTICE$/.test(f)), packed = f => gzipSync(readFileSync(f), { level: 9 }).length;
    const weight = all.filter(f => !f.endsWith("countries-110m.json")).reduce((sum, f) => sum + packed(f), 0);
    console.log(`        ${(weight / 1024).toFixed(1)} KB packed`);
    assert.ok(weight < 200 * 1024);
    for (const f of all.filter(f => /web\/(views\/)?[a-z]+\.js$/.test(f))) assert.ok(!/innerHTML|outerHTML|insertAdjacent|document\.write|\beval\(|new Function/.test(readFileSync(f, "utf8")), `${f} writes markup`);
});

/* Last: what all the pages above did. */
test("no page errs, asks another host or breaks the content policy", () => assert.deepEqual(trouble, []));
