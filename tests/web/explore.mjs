/* Events under filters, statements, search, a dropped text. */
import { assert, close, here, ingest, json, open, serve, shot, test, texts, until } from "./harness.mjs";

ingest("explore", `${here}articles.jsonl`);
const base = await serve("explore");

test("explore: facets count, filter, and stand in the address", async () => {
    const page = await open(base, "/events"), { total, facets } = await json(base, "/events/facets.json");
    await page.getByText(`${total} events`).waitFor();
    await page.getByText("No period was chosen").waitFor();
    const shown = await page.locator("details.facet", { has: page.locator("summary", { hasText: /^Type$/ }) }).locator("li a").evaluateAll(all => all.map(a => [a.querySelector("bdi").textContent.toUpperCase(), +a.querySelector(".num").textContent]));
    assert.deepEqual(shown, facets.type.values.slice(0, 8).map(v => [v.value, v.n]));
    await page.locator(".facet a", { hasText: /^Assault/ }).click();
    await page.waitForURL(/type=ASSAULT/);
    const n = facets.type.values.find(v => v.value === "ASSAULT").n;
    await page.getByText(`${n} events`).waitFor();
    await until(async () => assert.deepEqual(new Set(await texts(page.locator(".row.event .type"))), new Set(["Assault"])));
    assert.equal(await page.locator(".row.event").count(), n);
    await page.locator(".facet a", { hasText: /^Mali/ }).first().click();
    await page.waitForURL(/actor=MLI|place=/);
    await until(async () => assert.ok((await texts(page.locator(".evidence"))).every(t => /Mali|Mopti|market/.test(t))));
    await page.getByLabel(/Take away Type/).click();
    await page.waitForURL(url => !url.search.includes("type="));
    await page.goBack();
    await page.waitForURL(/type=ASSAULT/);
    await page.getByLabel(/Take away Type/).waitFor();
    await close(page);
});

test("explore: the default period leaves old events out, all time does not", async () => {
    const page = await open(base, "/events?actor=VNM");
    await page.getByText("No event fits these filters").waitFor();
    await page.locator(".empty").getByRole("link", { name: "all time" }).click();
    await page.locator(".row.event", { hasText: "Vietnam" }).first().waitFor();
    await close(page);
});

test("explore: the whole as CSV, pages by key", async () => {
    const { total } = await json(base, "/events/facets.json?since=all"), page = await open(base, "/events?since=all&limit=50");
    const csv = await page.getByRole("link", { name: "CSV" }).getAttribute("href");
    assert.ok(!csv.includes("after="));
    const all = await (await fetch(base + csv.replace("&limit=50", ""))).text();
    assert.ok(all.trim().split("\n").length > total, "the CSV is not the whole");
    const first = await texts(page.locator(".row.event .evidence"));
    await page.getByRole("link", { name: "Next page" }).click();
    await page.waitForURL(/after=/);
    await until(async () => { const second = await texts(page.locator(".row.event .evidence")); assert.ok(second.length && second[0] !== first[0]); });
    await page.getByRole("link", { name: "First page" }).click();
    await page.waitForURL(url => !url.search.includes("after="));
    await close(page);
});

test("explore: events over time", async () => {
    const page = await open(base, "/events/series?since=all"), data = await json(base, "/events/series.json?since=all");
    await page.locator("svg.series").waitFor();
    const told = await page.locator("svg.series a").evaluateAll(all => all.map(a => a.getAttribute("aria-label")));
    assert.equal(told.length, data.points.filter(p => p.n).length);
    const june = data.points.find(p => p.at === "2019-06");
    assert.ok(told.some(t => t.startsWith(`June 2019: ${june.n} event`)), told.join("; "));
    await page.getByText(data.undated ? `${data.undated} event` : "Every event has a date").last().waitFor();
    await shot(page, "series");
    await page.getByRole("link", { name: "year", exact: true }).click();
    await page.waitForURL(/by=year/);
    await until(async () => assert.ok((await page.locator("svg.series a").count()) <= 3));
    await page.locator("svg.series a[aria-label^='2019']").click();
    await page.waitForURL(/\/events\?.*since=2019-01-01/);
    await close(page);
});

test("explore: the matrix of pairs", async () => {
    const page = await open(base, "/events/matrix"), data = await json(base, "/events/matrix.json");
    await page.locator(".matrix").waitFor();
    const cell = data.cells.find(c => c.source === "SRB" && c.target === "XKX");
    assert.ok(cell, "no cell of Serbia and Kosovo");
    await page.getByLabel(new RegExp(`Serbia to Kosovo: ${cell.n} event`)).focus();
    await page.getByText(`Serbia to Kosovo: ${cell.n} event`).waitFor();
    assert.equal(await page.locator(".matrix td a").count(), data.cells.filter(c => data.countries.some(x => x.code === c.source) && data.countries.some(x => x.code === c.target)).length);
    await shot(page, "matrix");
    await page.getByLabel(/Serbia to Kosovo/).click();
    await page.waitForURL(/source=SRB.*target=XKX/);
    await close(page);
});

test("explore: the map, with what is not on it and whose borders", async () => {
    const page = await open(base, "/events/map?since=all"), data = await json(base, "/events/map.json?since=all");
    await page.locator("svg.world").waitFor();
    assert.match(await page.locator(".chart .total").innerText(), new RegExp(data.unplaced ? `${data.unplaced} events? without one` : "none is without one"));
    await page.getByText("On borders.").waitFor();
    const n = data.countries.find(c => c.code === "XKX")?.n;
    assert.ok(n, "no event in Kosovo");
    assert.equal(await page.locator(`svg.world a[aria-label='Kosovo: ${n} event${n === 1 ? "" : "s"}']`).count(), 1);
    assert.ok(await page.locator("svg.world path.unsettled").count() >= 6);
    await page.getByText(/Too small to be drawn as land: .*Singapore/).waitFor();
    assert.ok(await page.locator("svg.world circle.place").count() > 20);
    await shot(page, "map");
    await page.locator("svg.world a[aria-label^='Kosovo:']").focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/events\?.*place=XKX/);
    await close(page);
});

test("explore: no shape of the map is without a code or a word", async () => {
    const { codeOfShape, noCode } = await import("../../web/countries.js");
    const { readFileSync } = await import("node:fs");
    const atlas = JSON.parse(readFileSync(`${here}../../web/vendor/countries-110m.json`, "utf8")), names = await json(base, "/names.json");
    for (const g of atlas.objects.countries.geometries) {
        const key = g.id || g.properties.name, code = codeOfShape[key];
        assert.ok(code || noCode[key], `${g.properties.name} has neither`);
        if (code) assert.ok(names[code], `${code} of ${g.properties.name} has no name`);
    }
});

test("statements: by speaker, under filters", async () => {
    const page = await open(base, "/statements?by=speaker"), { facets } = await json(base, "/statements/facets.json");
    await page.locator(".speaker h2").first().waitFor();
    const first = facets.speaker.values[0];
    await until(async () => assert.match((await texts(page.locator(".speaker h2")))[0], new RegExp(`^${first.value}.*${first.n} statements`)));
    await page.getByLabel("Speaker").fill("Aydin");
    await page.getByRole("button", { name: "Show" }).click();
    await page.waitForURL(/speaker=Aydin/);
    await until(async () => assert.deepEqual([...new Set(await texts(page.locator(".speaker h2 bdi")))].sort(), ["Aydin", "Cem Aydin"]));       // one report has the surname alone
    await close(page);
});

test("search: from any page, with the words marked", async () => {
    const page = await open(base, "/talks");
    await page.locator(".row").first().waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("survey ship");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/search\?q=survey\+ship$/);
    await page.getByRole("link", { name: "Turkey sends survey ship, Greece protests" }).waitFor();
    await until(async () => assert.ok((await texts(page.locator("mark"))).some(m => /^(survey|ship)$/i.test(m))));
    await page.getByLabel("Search articles").fill("zebra crossing");
    await page.keyboard.press("Enter");
    await page.getByText("No article holds all of this").waitFor();
    await close(page);
});

test("statements: facets count, filter, and stand in the address", async () => {
    const page = await open(base, "/statements"), { total, facets } = await json(base, "/statements/facets.json");
    await page.getByText(`${total} statements`).waitFor();
    const speakers = page.locator("details.facet", { has: page.locator("summary", { hasText: /^Speaker$/ }) }).locator("li a");
    assert.deepEqual(await speakers.evaluateAll(all => all.map(a => [a.querySelector("bdi").textContent, +a.querySelector(".num").textContent])), facets.speaker.values.slice(0, 8).map(v => [v.value, v.n]));
    await speakers.first().click();
    await page.waitForURL(/speaker=%22/);
    await page.getByText(`${facets.speaker.values[0].n} statements`).waitFor();
    await until(async () => assert.deepEqual(new Set(await texts(page.locator(".row.statement a.lead"))), new Set([facets.speaker.values[0].value])));
    assert.equal(await page.locator(".row.statement").count(), facets.speaker.values[0].n);
    await page.getByLabel(/Take away Speaker/).click();
    await page.waitForURL(url => !url.search.includes("speaker="));
    await page.getByText(`${total} statements`).waitFor();       // the facets of all are there again; a click on those before them goes nowhere
    await page.locator(".facet a", { hasText: /^Negative/ }).click();
    await page.waitForURL(/tone=negative/);
    await until(async () => assert.deepEqual(new Set(await texts(page.locator(".row .tone"))), new Set(["− negative"])));
    await shot(page, "statements");
    await close(page);
});

test("drop: a text's record at once, and nothing stored", async () => {
    const before = await json(base, "/version.json"), page = await open(base, "/drop");
    await page.getByLabel("The article").fill("NAIROBI, May 2 (Test Wire) -- The presidents of Kenya and Uganda met in Nairobi on Tuesday.\n\n\"We agreed on <b>everything</b>,\" the Kenyan president told reporters.\n");
    await page.getByLabel("Published on").fill("2023-05-02");
    await page.getByRole("button", { name: "Read it" }).click();
    await page.locator(".text p").first().waitFor();
    assert.match(await page.locator(".text").innerText(), /agreed on <b>everything<\/b>/);
    assert.ok(await page.locator(".text .events.trigger", { hasText: "met" }).count());
    await page.locator(".index button", { hasText: "Consult" }).first().click();
    await page.locator(".card.picked", { hasText: "Kenya" }).waitFor();
    assert.match(await page.locator(".card.picked").innerText(), /2 May 2023/);
    await shot(page, "drop");
    assert.deepEqual((await json(base, "/version.json")).totals, before.totals);
    const arcs = page.locator(".card.picked .arcs svg");
    await arcs.waitFor();
    assert.deepEqual(await texts(arcs.locator(".word.lit > text:not(.rel):not(.pos)")), ["met"]);
    await page.setInputFiles("input[type=file]", { name: "page.html", mimeType: "text/html", buffer: Buffer.from("<html><head><title>Chad and Niger sign accord</title></head><body><article><h1>Chad and Niger sign accord</h1><p>NDJAMENA, June 5 (Test Wire) -- Chad and Niger signed an agreement on pastures on Monday, officials said. The two governments will meet again in July to name a commission.</p><p>Herders on both sides of the border welcomed the accord and said that it came late.</p></article></body></html>") });
    await page.locator(".text", { hasText: "pastures" }).waitFor();
    await close(page);
});

test("drop: what is dropped is stored when that is asked for, once", async () => {
    ingest("keep", `${here}articles.jsonl`);
    const address = await serve("keep"), before = (await json(address, "/version.json")).totals, page = await open(address, "/drop");
    await page.getByLabel("The article").fill("NAIROBI, May 2 (Test Wire) -- The presidents of Kenya and Uganda met in Nairobi on Tuesday.\n\n\"We agreed on the <i>pipeline</i>,\" the Kenyan president told reporters.\n");
    await page.getByLabel("Published on").fill("2023-05-02");
    await page.getByPlaceholder("outlet").fill("Test Wire");
    await page.getByRole("button", { name: "Read it" }).click();
    await page.getByText("It is not stored yet").waitFor();
    assert.deepEqual((await json(address, "/version.json")).totals, before);
    await page.getByRole("button", { name: "Keep it in the store" }).click();
    await page.getByText("It is in the store now.").waitFor();
    await until(async () => assert.equal((await json(address, "/version.json")).totals.articles, before.articles + 1));
    await page.getByRole("link", { name: "Go to the article" }).click();
    await page.waitForURL(/\/articles\/[0-9a-f]{32}$/);
    await page.locator(".text", { hasText: "agreed on the <i>pipeline</i>" }).waitFor();
    await page.getByText("Test Wire").first().waitFor();
    await close(page);
    const closed = await serve("keep", "--no-edits"), none = await open(closed, "/drop");
    await none.getByLabel("The article").fill("Kenya praised Uganda on Monday.");
    await none.getByRole("button", { name: "Read it" }).click();
    await none.getByText("This server keeps no texts").waitFor();
    await close(none);
});
