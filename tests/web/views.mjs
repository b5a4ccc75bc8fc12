/* Today, a negotiation, an article: what they show is what the store holds. */
import { assert, close, here, ingest, json, open, serve, shot, test, texts, until } from "./harness.mjs";

ingest("views", `${here}articles.jsonl`);
const base = await serve("views");

test("today: negotiations by last change, changes, types, articles", async () => {
    const page = await open(base, "/"), data = await json(base, "/today.json");
    await page.getByRole("heading", { name: "Monday, 14 October 2019" }).waitFor();
    const names = await texts(page.locator(".row.talk .lead"));
    assert.deepEqual(names, data.talks.map(t => t.name));
    assert.ok(names.some(n => /Nile dam/.test(n)), `no Nile dam among ${names}`);
    const dam = page.locator(".row.talk", { hasText: "Nile dam" }).filter({ hasText: "11 Oct 2019" });
    assert.match(await dam.innerText(), /Scheduled since 11 Oct 2019[\s\S]*Next: 4 Nov 2019/);
    assert.equal(await page.locator(".row.change").count(), data.changed.length);
    assert.ok(data.changed.length > 3);
    const consult = data.events.find(e => e.type === "CONSULT");
    assert.deepEqual(await texts(page.locator(".types tr", { hasText: "Consult" }).locator(".num")), [String(consult.events), String(consult.before)]);
    assert.ok((await texts(page.locator(".headline"))).some(t => t.startsWith("<script>")), "the hostile headline is not shown as text");
    await shot(page, "today");
    await close(page);
});

test("today: another day is another address and another list", async () => {
    const page = await open(base, "/");
    const week = await page.locator(".row.change").count().then(() => until(async () => { const n = await page.locator(".row.change").count(); assert.ok(n); return n; }));
    await page.getByLabel("since").fill("2019-06-01");
    await page.waitForURL(/\/\?since=2019-06-01$/);
    await until(async () => assert.ok(await page.locator(".row.change").count() > week));
    assert.equal(await page.locator(".row.change").count(), (await json(base, "/today.json?since=2019-06-01")).changed.length);
    await close(page);
});

async function aegean() {
    const { rows } = await json(base, "/talks.json");
    const row = rows.find(t => t.parties.map(p => p.code).sort().join() === "GRC,TUR");
    assert.ok(row, `no talks of Greece and Turkey alone among ${rows.map(t => t.name)}`);
    return json(base, `/talks/${row.id}.json`);
}

test("a negotiation: fact box, rounds, accounts side by side, reasons", async () => {
    const data = await aegean(), page = await open(base, "/talks");
    await page.getByRole("link", { name: data.name }).click();
    await page.getByRole("heading", { name: data.name }).waitFor();
    const box = await page.locator(".factbox").innerText();
    assert.match(box, /Signed/);
    assert.match(box, /Since\s+10 Oct 2019/);
    assert.match(box, /Turkey/);
    const rounds = await texts(page.locator(".round"));
    assert.equal(rounds.length, data.rounds.length);
    assert.ok(rounds.some(r => /7–8 Feb 2019.*Berlin.*ended without agreement.*Nikos Vlachos Greece; Cem Aydin Turkey/.test(r)), rounds[0]);
    const heads = await texts(page.locator(".accounts thead th"));
    assert.deepEqual(heads.slice(0, 3).sort(), ["Greece", "Report", "Turkey"]);
    const row = page.locator(".accounts tbody tr", { has: page.locator("time[datetime='2019-02-08']") });
    const cell = row.locator("td[data-side='Turkey']");
    assert.match(await cell.innerText(), /Cem Aydin[\s\S]*We have not moved an inch/);
    assert.match(await row.locator("td[data-side='Greece']").innerText(), /useful but not conclusive/);
    assert.ok(await page.locator(".accounts .tone").count() > 5);
    await cell.getByRole("button", { name: "Sentence" }).first().click();
    await cell.locator("blockquote").getByText(/told a news conference/).waitFor();
    assert.deepEqual(await texts(page.locator(".reports .headline")), data.reports.map(r => r.title));
    assert.match(await page.locator(".reports .row").nth(1).innerText(), /linked because: \S+/);
    await page.evaluate(() => scrollTo(0, 0));
    await shot(page, "negotiation");
    await cell.getByRole("link", { name: "in its article" }).click();
    await page.waitForURL(/\/articles\/aegean-3\?at=s\d+/);
    await page.getByText("By what way it came here").waitFor();
    await close(page);
});

test("a negotiation on paper: the fact box, no controls", async () => {
    const page = await open(base, `/talks/${(await aegean()).id}`);
    await page.locator(".factbox").waitFor();
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator(".factbox").isVisible());
    for (const hidden of ["header.bar", ".reports", ".twins", ".opener button"]) assert.ok(!(await page.locator(hidden).first().isVisible()), `${hidden} is on paper`);
    await close(page);
});

test("a negotiation: its name and a link are corrected, and stay so", async () => {
    const { rows } = await json(base, "/talks.json"), talk = rows.find(t => t.reports > 2 && t.parties.every(p => p.code !== "GRC"));
    const page = await open(base, `/talks/${talk.id}`);
    await page.getByRole("button", { name: "Rename" }).click();
    await page.locator(".top .correction input").first().fill("Talks by another name <i>");
    await page.locator(".top .correction").getByRole("button", { name: "Rename" }).click();
    await page.getByRole("heading", { name: "Talks by another name <i>" }).waitFor();
    assert.equal((await json(base, `/talks/${talk.id}.json`)).name, "Talks by another name <i>");
    const before = (await json(base, `/talks/${talk.id}.json`)).reports;
    const report = page.locator(".reports .row", { hasText: before[1].title });
    await report.getByRole("button", { name: "Correct the link" }).click();
    await report.getByLabel("Why (kept with it)").fill("another line");
    await report.getByRole("button", { name: "Take it out" }).click();
    const parted = async () => { for (const { id } of (await json(base, "/talks.json")).rows) { const held = (await json(base, `/talks/${id}.json`)).reports.map(r => r.article); assert.ok(!(held.includes(before[0].article) && held.includes(before[1].article)), `${id} still holds both`); } };
    await until(parted);
    await close(page);
});

test("an article: layers can be switched, and the address remembers", async () => {
    const page = await open(base, "/articles/aegean-3"), record = await json(base, "/articles/aegean-3.json");
    await page.getByRole("heading", { name: "Seabed talks end without agreement" }).waitFor();
    assert.ok(await page.locator(".text .statements.content").count() >= record.statements.length);
    assert.ok(await page.locator(".text .entities").count() && await page.locator(".text .dates").count() && await page.locator(".text .places").count() && await page.locator(".text .events.trigger").count());
    await page.getByLabel("Statements").click();
    await page.waitForURL(/hide=statements/);
    assert.equal(await page.locator(".text .statements").count(), 0);
    await page.getByLabel("Places").click();
    await page.waitForURL(/hide=statements%2Cplaces/);
    await page.reload();
    await page.locator(".text .dates").first().waitFor();
    assert.equal(await page.locator(".text .statements, .text .places").count(), 0);
    await page.getByLabel("Statements").click();
    await page.locator(".text .statements.content").first().waitFor();
    await close(page);
});

test("an article: a statement lights its chain up to the outlet", async () => {
    const page = await open(base, "/articles/muscat-2"), record = await json(base, "/articles/muscat-2.json");
    const bytes = Buffer.from(record.text), longest = record.statements.reduce((a, b) => b.chain.length > a.chain.length ? b : a);
    assert.ok(longest.chain.length >= 2, "no chain of two in this article");
    const words = longest.chain.map(link => link.span && bytes.subarray(...link.span).toString()).filter(Boolean);
    const item = page.locator(".index li", { hasText: bytes.subarray(...longest.content[0]).toString().slice(0, 40) }).first();
    await item.hover();
    const lit = () => page.locator(".text .lit-chain").evaluateAll(all => all.map(x => x.textContent).join("|"));
    await until(async () => { const now = await lit(); words.forEach(w => assert.ok(now.replace(/\|/g, "").includes(w), `${w} is not lit: ${now}`)); });
    assert.ok((await page.locator(".text [data-step='1']").count()) === 1, "the outlet has no number");
    await page.mouse.move(0, 0);
    await until(async () => assert.equal(await lit(), ""));
    await page.locator(".text [role=button]").first().focus();
    await until(async () => assert.ok(await page.locator(".text [class*=lit-]").count()));
    await page.locator(".text [role=button]").first().press("Enter");
    await page.waitForURL(/\?at=[se]\d+$/);
    await page.locator(".card.picked").waitFor();
    await close(page);
});

test("an article: an event is explained, its tree drawn", async () => {
    const record = await json(base, "/articles/aegean-8.json"), sign = record.events.find(e => e.cameo === "057");
    assert.ok(sign, "the signing is not read");
    const page = await open(base, `/articles/aegean-8?at=${sign.id}`), card = page.locator(".card.picked");
    await card.getByText(sign.rule).waitFor();
    const said = await card.innerText();
    for (const part of [/Support/, /Greece\s+GRC/, /Turkey\s+TUR/, /Status\s+Occurred/, /10 Oct 2019/, /German Foreign Ministry/, /data\/en\/rules\/\S+\.rules, line \d+/, /Confidence\s+0\.\d\d/]) assert.match(said, part);
    const arcs = card.locator(".arcs svg");
    await arcs.waitFor();
    const words = await texts(arcs.locator(".word > text:not(.rel):not(.pos)"));
    assert.ok(words.includes("Greece") && words.includes("signed"), words.join(" "));
    assert.deepEqual(await texts(arcs.locator(".word.lit > text:not(.rel):not(.pos)")), ["signed"]);
    assert.equal(await arcs.locator("path.root").count(), 1);
    assert.match(await arcs.getAttribute("aria-label"), /signed: root|Greece: nsubj of signed/);
    await shot(page, "article");
    await page.getByRole("link", { name: "On a page of its own" }).click();
    await page.getByRole("heading", { name: /Support/ }).waitFor();
    await page.locator(".arcs svg").waitFor();
    await close(page);
});

test("spans are bytes: beyond ASCII the marks stand on the right words", async () => {
    const record = await json(base, "/articles/hostile-3.json"), bytes = Buffer.from(record.text), page = await open(base, "/articles/hostile-3");
    assert.ok(bytes.length > record.text.length);
    await page.locator(".text p").first().waitFor();
    const expected = record.events.map(e => bytes.subarray(...e.trigger).toString()).concat(record.statements.flatMap(s => s.cue.map(c => bytes.subarray(...c).toString())));
    const shown = await page.locator(".text .events.trigger, .text .statements.cue").evaluateAll(all => all.map(x => x.textContent));
    assert.ok(expected.length > 1);
    for (const word of new Set(expected)) assert.ok(shown.join("\u0001").includes(word), `${word} is not marked; marked are ${shown}`);
    const text = (await page.locator(".text").textContent()).replace(/\s+/g, "");
    assert.equal(text, record.text.replace(/\s+/g, ""));
    await close(page);
});
