/* A store, a server over it, a browser, and checks that say what they saw. */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import assert from "node:assert/strict";

const [dateline, modules, chromium] = process.argv.slice(2);
const require = createRequire(join(modules, "main.mjs"));
const { chromium: driver } = require("playwright-core");
export const axe = require.resolve("axe-core/axe.min.js");
export const here = new URL(".", import.meta.url).pathname;
export { assert, modules };

const temp = mkdtempSync(join(tmpdir(), "dateline-web-"));

export function run(...args) {
    const done = spawnSync(dateline, args, { encoding: "utf8" });
    assert.equal(done.status, 0, `dateline ${args[0]}: ${done.stderr}`);
    return done.stdout;
}

export const store = name => `sqlite:${join(temp, `${name}.db`)}`;
export const ingest = (name, ...files) => run("ingest", "--quiet", `--store=${store(name)}`, ...files);

const servers = [];
/* However we end, the servers end with us. */
process.on("exit", () => servers.forEach(s => s.kill("SIGKILL")));
/* Starts `dateline serve` on a free port; its address is the first line it prints. */
export const serve = (name, ...options) => started(store(name), options).then(s => s.base);
/* Of any store: {base, stop}. */
export function started(url, options = []) {
    const child = spawn(dateline, ["serve", `--store=${url}`, "--port=0", ...options], { stdio: ["ignore", "pipe", "inherit"] });
    servers.push(child);
    return new Promise((resolve, reject) => {
        let said = "";
        child.stdout.on("data", data => { said += data; const at = /http:\/\/[^\s/]+/.exec(said); if (at && said.includes("\n")) resolve({ base: at[0], stop: () => new Promise(over => { child.removeAllListeners("exit"); child.on("exit", over); child.kill("SIGTERM"); }) }); });
        child.on("exit", status => reject(new Error(`dateline serve ended with status ${status} before it told its address`)));
    });
}

let browser, shared;
const profile = join(temp, "profile");
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
/* A visitor who has nothing yet. */
export async function context() {
    browser ||= await driver.launch({ executablePath: chromium, args: FLAGS, env: { ...process.env, HOME: profile } });
    const one = await browser.newContext({ reducedMotion: "reduce" });
    one.setDefaultTimeout(30000);
    return one;
}
/* Pages share one, so that only the first fetches everything. */
const launch = async () => shared ||= await context();

/* Things no page may ever do, collected over all of them. */
export const trouble = [];
export async function open(base, path, { width = 1360, height = 900, dark = false, expect = [] } = {}) {
    const page = await (await launch()).newPage();
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: dark ? "dark" : "light" });
    const at = () => page.url().slice(base.length);
    page.on("pageerror", e => trouble.push(`${at()}: ${e.message}`));
    page.on("dialog", d => { trouble.push(`${at()}: a dialog said ${d.message()}`); d.dismiss(); });
    page.on("console", m => m.type() === "error" && !expect.some(e => m.text().includes(e)) && trouble.push(`${at()}: ${m.text()}`));
    page.on("request", r => r.url().startsWith(base) || trouble.push(`${at()}: asks ${r.url()}`));
    await page.goto(base + path, { waitUntil: "domcontentloaded" });
    return page;
}
export const close = page => page.close();

export async function json(base, path) {
    const answer = await fetch(base + path);
    assert.equal(answer.status, 200, path);
    return answer.json();
}

/* Waits until the check holds; its last failure is the test's. */
export async function until(check, ms = 30000) {
    const end = Date.now() + ms;
    for (;;) {
        try { return await check(); } catch (e) { if (Date.now() > end) throw e; }
        await new Promise(r => setTimeout(r, 50));
    }
}

export const texts = locator => locator.evaluateAll(all => all.map(x => x.textContent.replace(/\s+/g, " ").trim()));
export const shot = (page, name) => page.screenshot({ path: join(modules, `${name}.png`) });

export async function finish() {
    await browser?.close();
    servers.forEach(s => { s.removeAllListeners("exit"); s.kill("SIGTERM"); });
    rmSync(temp, { recursive: true, force: true, maxRetries: 5 });
}

const tests = [];
export const test = (name, body) => tests.push([name, body]);
export async function report() {
    const only = process.env.ONLY, began = Date.now();
    let failed = 0, passed = 0;
    for (const [name, body] of tests.filter(([name]) => !only || name.includes(only))) {
        const start = Date.now();
        try {
            await body();
            passed++;
            console.log(`ok      ${name} (${Date.now() - start} ms)`);
        } catch (e) {
            failed++;
            console.log(`FAILED  ${name}: ${e.stack}`);
        }
    }
    await finish();
    console.log(`${passed} passed, ${failed} failed, ${((Date.now() - began) / 1000).toFixed(1)} s; screenshots in ${modules}`);
    process.exit(failed || !passed ? 1 : 0);
}
