"""tests/serve.py DATELINE OPENAPI EXAMPLES: the server's answers, by content; what it must refuse; what it promises in openapi.json.

Builds a store of the examples and of articles made here, hostile ones among them; serves it on a free port of loopback."""
import csv, http.client, io, json, os, pathlib, re, shutil, signal, socket, subprocess, sys, tempfile, threading, time, urllib.parse
import xml.etree.ElementTree as xml

import jsonschema

exe, openapi, examples = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
work = pathlib.Path(tempfile.mkdtemp(prefix="dateline-serve-"))
store = f"sqlite:{work}/test.db"
bad = 0


def check(what, fine, detail=""):
    global bad
    if not fine:
        bad += 1
        print(f"{what}: {str(detail)[:400]}")


HOSTILE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "=HYPERLINK(\"http://example.org\")", "+1+cmd|' /C calc'!A0", "@SUM(1,2)",
           "-2+3", "]]></title><x>", "&amp; \u202e reversed", "'; DROP TABLE articles; --", "a" * 300]


def make_articles():
    lines = []
    for i, title in enumerate(HOSTILE):
        lines.append({"id": f"hostile/{i}.json", "title": title, "published": f"2021-05-{i + 1:02d}", "outlet": title[:60],
                      "text": f"{title}\n\nNAIROBI, May {i + 1} (Lake Wire) - Kenyan Foreign Minister Raychelle Omamo met Tanzanian President Samia Suluhu Hassan in Nairobi on Monday.\n\n"
                              f"\"We agreed to meet again in June,\" Omamo told reporters. Tanzania denied {title} on Tuesday.\n"})
    for i in range(40):            # no two alike enough to be taken for reprints
        words = [f"{w}{'abcdefghij'[(i * 7 + k) % 10]}{'klmnopqrst'[(i + k * 3) // 10 % 10]}" for k, w in enumerate("harbour pier cargo vessel customs tariff crew dock quay barge".split())]
        lines.append({"id": f"wire-{i}", "title": f"Ferry talks, day {i}: {words[0]} and {words[1]}", "published": f"2021-04-{i % 28 + 1:02d}", "outlet": "Lake Wire",
                      "text": f"DAR ES SALAAM, April {i % 28 + 1} (Lake Wire) - Tanzania accused Kenya of blocking ferry {i} on Lake Victoria.\n\nThe {' and the '.join(words)} were idle.\n\n"
                              f"Kenya rejected the accusation, its foreign ministry said.\n"})
    path = work / "made.jsonl"
    path.write_text("".join(json.dumps(l) + "\n" for l in lines))
    return path


def run(*args):
    return subprocess.run([exe, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=120)


class Server:
    def __init__(self, *args, env=None):
        self.process = subprocess.Popen([exe, "serve", f"--store={store}", "--port=0", *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                        env={**os.environ, **(env or {})})
        self.address = self.process.stdout.readline().strip()
        self.port = urllib.parse.urlsplit(self.address).port

    def ask(self, target, method="GET", body=None, headers=None, host=None):
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        c.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
        c.putheader("Host", host if host is not None else f"127.0.0.1:{self.port}")
        for k, v in (headers or {}).items():
            c.putheader(k, v)
        if body is not None:
            c.putheader("Content-Length", str(len(body)))
        c.endheaders(body)
        r = c.getresponse()
        data = r.read()
        c.close()
        return r.status, {k.lower(): v for k, v in r.getheaders()}, data

    def json(self, target, status=200):
        got, headers, data = self.ask(target)
        check(f"{target}: status", got == status, (got, data))
        check(f"{target}: type", headers.get("content-type") == "application/json", headers)
        return json.loads(data)

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.wait(timeout=20)
        return self.process.returncode


def quoted(s):
    q = urllib.parse.quote(s, safe="")
    return re.sub(r"\.(json|csv|atom)$", r"%2E\1", q)


# ---- what the schema says -----------------------------------------------------------------------

doc = json.loads(openapi.read_text())


def hold(schema, value, what):
    v = jsonschema.Draft202012Validator({"$ref": schema["$ref"], "components": doc["components"]} if "$ref" in schema else {**schema, "components": doc["components"]})
    for e in list(v.iter_errors(value))[:3]:
        check(f"{what} against openapi.json", False, f"{'/'.join(map(str, e.path))}: {e.message}")


def test_openapi(s, ids):
    """Every address of the document, with every parameter it names, is there and answers as its schema says."""
    live = s.json("/openapi.json")
    check("openapi.json is the file", live == doc)
    values = {"since": "2021-01-01", "until": "2021-12-31", "limit": "3", "after": "", "order": "newest", "actor": "KEN", "source": "KEN", "target": "TZA", "dyad": "KEN-TZA",
              "type": "CONSULT", "mode": "-", "cameo": "04", "status": "occurred", "place": "Nairobi", "outlet": "Lake Wire", "article": "wire-1", "text": "ferry", "confidence": "0.1",
              "copies": "1", "speaker": "Omamo", "relay": "reporters", "cue": "say", "kind": "statement", "topic": "Kenya", "tone": "neutral", "q": "ferry", "by": "month",
              "party": "KEN", "state": "signed"}
    for path, item in doc["paths"].items():
        if "get" not in item or path == "/stream":
            continue
        content = item["get"]["responses"]["200"].get("content", {})
        target = path.replace("{id}", quoted(ids[path.split("/")[1].split(".")[0]]) if "{id}" in path else "").replace("{n}", "0")
        names = [p.get("name") or p["$ref"].split("/")[-1] for p in item["get"].get("parameters", [])]
        for query in [""] + [f"{n}={urllib.parse.quote(values[n])}" for n in names if n in values and values[n]]:
            if path.startswith("/search") and "q=" not in query:
                query = (query + "&q=ferry").lstrip("&")
            status, headers, data = s.ask(target + ("?" + query if query else ""))
            check(f"{target}?{query}", status == 200, (status, data))
            if "application/json" in content:
                hold(content["application/json"]["schema"], json.loads(data), f"{target}?{query}")
    for name, schema in doc["components"]["schemas"].items():
        jsonschema.Draft202012Validator.check_schema(schema)
    for path, item in doc["paths"].items():
        for method in item.values():
            for response in method["responses"].values():
                for media in response.get("content", {}).values():
                    if "example" in media:
                        hold(media["schema"], media["example"], f"example of {path}")


# ---- views ----------------------------------------------------------------------------------------

def rows_of(command, *args):
    out = run(command, f"--store={store}", "--format=jsonl", *args).stdout
    return [json.loads(l) for l in out.splitlines()]


def test_lists(s):
    for what, ids in (("events", "id"), ("statements", "id"), ("articles", "id")):
        seen, after, pages = [], "", 0
        while pages < 200:
            page = s.json(f"/{what}.json?since=all&limit=7" + (f"&after={urllib.parse.quote(after, safe='')}" if after else ""))
            seen += page["rows"]
            pages += 1
            after = page["next"]
            if not after:
                break
        want = rows_of(what) if what != "articles" else None
        if want is not None:
            check(f"pages of {what} make the whole", sorted(r["id"] for r in seen) == sorted(r["id"] for r in want), (len(seen), len(want)))
        check(f"{what}: none twice", len({r["id"] for r in seen}) == len(seen) > 40, len(seen))
        day = (lambda r: r["published"] or "") if what != "events" else None
        check(f"{what}: newest first", day is None or [day(r) for r in seen] == sorted((day(r) for r in seen), reverse=True))
    whole = list(csv.DictReader(io.StringIO(s.ask("/events.csv?since=all")[2].decode())))
    check("events.csv is the whole", len(whole) == len(rows_of("events")), len(whole))
    stored = [r["id"] for r in s.json("/events.json?since=all&order=stored&limit=1000")["rows"]]
    check("events as they came in", stored == [r["id"] for r in rows_of("events")])
    narrowed = s.json("/events.json?actor=TZA&type=ACCUSE&since=2021-04-01&until=2021-04-30")["rows"]
    check("filters narrow", narrowed and all(r["type"] == "ACCUSE" and "2021-04" <= r["date"] <= "2021-04-31" for r in narrowed), narrowed[:1])
    page = s.json("/events.json")
    check("a period by default", page["default_period"] and page["since"] == "2020-06-04", page["since"])
    check("no period with all", s.json("/events.json?since=all")["since"] is None)


def test_counts(s):
    every = s.json("/events.json?since=all&limit=1000")["rows"]
    facets = s.json("/events/facets.json?since=all")
    check("facets count all", facets["total"] == len(every), facets["total"])
    by_type = {v["value"]: v["n"] for v in facets["facets"]["type"]["values"]}
    want = {t: sum(r["type"] == t for r in every) for t in {r["type"] for r in every}}
    check("types are counted", by_type == want, (by_type, want))
    one = s.json("/events/facets.json?since=all&type=CONSULT")
    check("a facet leaves its own filter out", {v["value"]: v["n"] for v in one["facets"]["type"]["values"]} == want and one["total"] == want["CONSULT"])
    ken = next(v for v in facets["facets"]["actor"]["values"] if v["value"] == "KEN")
    check("an actor's count is its list", ken["n"] == len(s.json("/events.json?since=all&limit=1000&actor=KEN")["rows"]) and ken["name"] == "Kenya", ken)
    dyad = facets["facets"]["dyad"]["values"][0]
    check("a dyad's count is its list", dyad["n"] == len(s.json(f"/events.json?since=all&limit=1000&dyad={dyad['value']}")["rows"]), dyad)
    check("a place's none", facets["facets"]["place"]["none"] == len(s.json("/events.json?since=all&limit=1000&place=-")["rows"]))
    for by in ("day", "week", "month", "year"):
        series = s.json(f"/events/series.json?since=all&by={by}")
        check(f"series by {by}", sum(p["n"] for p in series["points"]) + series["undated"] == len(every) and all(sum(p["types"].values()) == p["n"] for p in series["points"]), series["undated"])
    check("weeks are ISO's", any(p["at"] == "2021-W13" for p in s.json("/events/series.json?by=week")["points"]))       # 1 April 2021
    matrix = s.json("/events/matrix.json?since=all")
    cells = {(c["source"], c["target"]): c["n"] for c in matrix["cells"]}
    some = {(c["source"], c["target"]): c["n"] for c in s.json("/events/matrix.json?since=all&confidence=0")["cells"]}
    check("matrix", cells.get(("TZA", "KEN"), 0) > 10 and cells == some, (set(cells.items()) ^ set(some.items()), cells))
    places = s.json("/events/map.json?since=all")
    check("map", sum(p["n"] for p in places["places"]) == places["placed"] and places["placed"] + places["unplaced"] == len(every)
          and places["unplaced"] == sum(r["lat"] is None for r in every), (places["placed"], places["unplaced"]))
    check("names", s.json("/names.json").get("XKX") == "Kosovo")


def test_one(s):
    record = s.json("/articles/wire-1.json")
    check("a record with its text", record["id"] == "wire-1" and "ferry 1" in record["text"] and record["events"])
    coded = json.loads(run("code", "--format=jsonl", str(work / "made.jsonl")).stdout.splitlines()[len(HOSTILE) + 1])
    by_ingest = ("duplicate_of", "copy_kind", "copy_of", "containment")
    check("the record as ingest kept it", {k: v for k, v in record.items() if k not in by_ingest} == {k: v for k, v in coded.items() if k not in by_ingest})
    for n, span in enumerate(record["sentences"]):
        tree = s.json(f"/articles/wire-1/sentences/{n}.json")
        text = record["text"].encode()[slice(*span)].decode()
        check(f"sentence {n}", tree["text"] == text and tree["span"] == span and tree["of"] == len(record["sentences"]), tree["text"])
        if tree["words"]:
            check(f"the tree of sentence {n}", sum(w["head"] == 0 for w in tree["words"]) == 1 and all(0 <= w["head"] <= len(tree["words"]) for w in tree["words"]))
    s.json("/articles/wire-1/sentences/99.json", 404)
    s.json("/articles/wire-1/sentences/x.json", 400)
    e = s.json("/events/wire-1%23e1.json")
    check("an event's rule", e["rule"]["file"] and (pathlib.Path(__file__).parent.parent / e["rule"]["file"]).exists() and e["rule"]["line"] > 0, e["rule"])
    check("an event's words", all(record["text"].encode()[p["span"][0]:p["span"][1]].decode() == p["words"] for p in e["parts"]) and e["parts"])
    check("an event's actors", {a["country"] for a in e["actors"]} == {"KEN", "TZA"}, e["actors"])
    st = s.json("/statements/" + quoted(s.json("/statements.json?speaker=Omamo&since=all")["rows"][0]["id"]) + ".json")
    check("a statement in its sentence", "told reporters" in st["sentence_text"] and "agreed to meet" in st["statement"]["content"], st["sentence_text"])
    for target in ("/events/wire-1%23e99.json", "/events/wire-1.json", "/statements/x%23s1.json", "/talks/t99.json", "/articles/nobody.json", "/nothing", "/nothing.json", "/events/facets/x.json", "/articles/a/b.json"):
        s.json(target, 404)
    weird = s.json("/articles/" + quoted("hostile/0.json") + ".json")
    check("an id with a slash and a suffix", weird["id"] == "hostile/0.json")
    found = s.json("/search.json?q=" + urllib.parse.quote('"ferry 17" Victoria'))["rows"]
    check("search", [r["article"] for r in found] == ["wire-17"], found)
    check("odd words of a search", s.ask("/search.json?q=" + urllib.parse.quote('he" OR ( NEAR *'))[0] == 200)
    s.json("/search.json", 400)


def test_talks(s):
    talks = s.json("/talks.json")["rows"]
    check("negotiations", talks and all(t["parties"] for t in talks) and [t["changed"] or "" for t in talks] == sorted((t["changed"] or "" for t in talks), reverse=True), talks[:1])
    for t in talks[:3]:
        card = s.json(f"/talks/{t['id']}.json")
        check("a card has what the list has", card["status"] == t["status"] and len(card["reports"]) == t["reports"] and len(card["rounds"]) == t["rounds"], card["name"])
        sides = [a["party"] for a in card["accounts"]]
        check("accounts by party", len(sides) == len(set(sides)) and all(a["statement"].startswith(a["article"] + "#s") for p in card["accounts"] for a in p["accounts"]))
    one = next(t for t in talks if {p["code"] for p in t["parties"]} >= {"KEN", "TZA"})
    accounts = s.json(f"/talks/{one['id']}.json")["accounts"]
    check("Kenya's account", any(p["party"] == "KEN" and any("Omamo" in (a["speaker"] or "") for a in p["accounts"]) for p in accounts), [p["party"] for p in accounts])
    check("by a side", all("NOR" in {p["code"] for p in t["parties"] + t["mediators"]} for t in s.json("/talks.json?party=NOR")["rows"]))
    today = s.json("/today.json")
    check("today", today["newest"] == "2021-06-03" and today["since"] == "2021-05-28" and today["talks"] and today["totals"]["articles"] == 53, today["totals"])
    changed = s.json("/today.json?since=2021-05-01")["changed"]
    check("what changed", changed and all(c["day"] >= "2021-05-01" for c in changed), changed[:2])


# ---- safety ---------------------------------------------------------------------------------------

def test_escapes(s):
    data = s.ask("/articles.json?limit=1000")[2]
    titles = [r["title"] for r in json.loads(data)["rows"]]
    check("hostile titles arrive whole", all(h in titles for h in HOSTILE), titles[-12:])
    for target in ("/articles.csv", "/search.csv?q=reporters", "/events.csv?since=all", "/statements.csv?since=all", "/talks.csv"):
        status, headers, data = s.ask(target)
        check(f"{target} type", headers["content-type"].startswith("text/csv") and "attachment" in headers["content-disposition"], headers)
        for row in csv.reader(io.StringIO(data.decode())):
            for cell in row:
                check(f"{target}: a formula", not re.match(r"[=+@\t\r]|-[^0-9.]", cell) and not re.match(r"-[0-9.]+[^0-9.]", cell), cell)
    for target in ("/articles.atom", "/search.atom?q=reporters", "/events.atom?since=all", "/statements.atom?since=all", "/talks.atom"):
        status, headers, data = s.ask(target)
        root = xml.fromstring(data)
        atom = "{http://www.w3.org/2005/Atom}"
        entries = root.findall(atom + "entry")
        check(f"{target} entries", root.tag == atom + "feed" and entries and all(e.find(atom + t) is not None for e in entries for t in ("id", "title", "updated", "link")), len(entries))
        check(f"{target} head", all(root.find(atom + t) is not None for t in ("id", "title", "updated", "author")))
        check(f"{target} ids differ", len({e.find(atom + "id").text for e in entries}) == len(entries))
    check("Atom titles", any("<script>" in (e.text or "") for e in xml.fromstring(s.ask("/articles.atom")[2]).iter("{http://www.w3.org/2005/Atom}title")))


def test_headers(s):
    for target in ("/", "/today.json", "/nothing", "/events.csv", "/static/nothing.js", "/openapi.json"):
        status, h, data = s.ask(target)
        check(f"{target}: policy", h.get("content-security-policy", "").startswith("default-src 'self'") and "frame-ancestors 'none'" in h["content-security-policy"] and "unsafe" not in h["content-security-policy"], h)
        check(f"{target}: headers", h.get("x-content-type-options") == "nosniff" and h.get("referrer-policy") == "no-referrer" and "access-control-allow-origin" not in h, h)
    status, h, data = s.ask("/today.json")
    status, same, nothing = s.ask("/today.json", headers={"If-None-Match": h["etag"]})
    check("ETag", status == 304 and not nothing and same["etag"] == h["etag"], status)
    status, head, nothing = s.ask("/today.json", "HEAD")
    check("HEAD", status == 200 and not nothing and head["content-length"] == h["content-length"] and head["etag"] == h["etag"], head)


def test_page(s):
    status, h, data = s.ask("/", headers={"Accept-Encoding": "gzip"})
    if status == 404:              # a build without web/
        return
    check("the page is packed", h["content-encoding"] == "gzip" and h["content-type"] == "text/html; charset=utf-8" and data[:2] == b"\x1f\x8b", h)
    plain = s.ask("/")
    check("and plain for who cannot unpack", b"<html" in plain[2] and "content-encoding" not in plain[1] and plain[1]["etag"] != h["etag"])
    check("every view is the page", all(s.ask(t)[2] == plain[2] for t in ("/talks", "/talks/t1", "/articles/wire-1", "/events", "/events/map", "/statements", "/search?q=x", "/drop", "/today")))
    check("no inline script", not re.search(rb"<script(?![^>]*\bsrc=)|\son\w+=|style=", plain[2]))
    for name in re.findall(rb'(?:src|href)="(/static/[^"]+)"', plain[2]):
        status, h, data = s.ask(name.decode())
        check(f"{name}", status == 200 and data, status)
    check("no way out of static", s.ask("/static/../serve/server.c")[0] == 404 and s.ask("/static/%2e%2e/%2e%2e/etc/passwd")[0] == 404 and s.ask("/static//etc/passwd")[0] == 404)


def test_refusals(s):
    for host in ("evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "localhost@evil", "[::1", "127.0.0.1:x"):
        status, h, data = s.ask("/today.json", host=host)
        check(f"Host {host!r}", status == 421, (status, data))
    for host in (f"localhost:{s.port}", "127.0.0.1", f"[::1]:{s.port}", "LOCALHOST"):
        check(f"Host {host!r}", s.ask("/today.json", host=host)[0] == 200)
    wrong = {"/events.json?sice=2021": "sice", "/events.json?since=2021": "since", "/events.json?since=2021-13-01": "since", "/events.json?limit=0": "limit", "/events.json?limit=x": "limit",
             "/events.json?limit=-1": "limit", "/events.json?dyad=KEN": "dyad", "/events.json?confidence=2": "confidence", "/events.json?order=up": "order", "/events.json?copies=yes": "copies",
             "/events/series.json?by=hour": "by", "/events.json?a=1&a=2": "twice", "/events.json?actor=%zz": "percent", "/events.json?actor=%00": "percent", "/events.json?actor=%ff": "UTF-8",
             "/articles.json?actor=KEN": "actor", "/events.csv?limit=x": "limit", "/search.json?q=%22%22": "q", "/events.json?text=+": "text"}
    for target, word in wrong.items():
        status, h, data = s.ask(target)
        check(target, status == 400 and word in json.loads(data)["error"]["text"] and json.loads(data)["error"]["status"] == 400, (status, data))
    check("a long address", s.ask("/events.json?actor=" + "a" * 9000)[0] == 414)
    check("a very long address", s.ask("/events.json?actor=" + "a" * 90000)[0] in (414, 431))
    for method in ("PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "POST", "FROB"):
        status, h, data = s.ask("/today.json", method, b"" if method == "POST" else None)
        check(f"{method}", status == 405 and h.get("allow") == "GET, HEAD", (status, h))
    check("GET of what takes POST", s.ask("/code.json")[0] == 405 and s.ask("/code.json")[1]["allow"] == "POST")
    for target in ("/events.json?actor='%20OR%201=1--", "/events.json?place=%25", "/articles.json?outlet=%27", "/events.json?after=%27%23e1", "/events.json?actor=%2A", "/statements.json?speaker=%5B"):
        check(f"{target} is only a word", s.ask(target)[0] == 200)


def test_code(s):
    js = {"Content-Type": "application/json"}
    post = lambda body, headers=js: s.ask("/code.json", "POST", body if isinstance(body, bytes) else json.dumps(body).encode(), headers)
    status, h, data = post({"text": "GENEVA, March 14 - German Foreign Minister Heiko Maas met French Foreign Minister Jean-Yves Le Drian on Thursday.", "date": "2019-03-14"})
    record = json.loads(data)
    check("a text's record", status == 200 and record["format"] == "dateline-record/1" and record["published"] == "2019-03-14" and any(e["plover"] == "CONSULT" for e in record["events"]), data)
    status, h, data = post({"html": "<html><head><title>Talks</title></head><body><article><h1>Talks</h1><p>Kenya and Tanzania signed an agreement on Monday, officials said in Nairobi.</p></article></body></html>"})
    check("a page's record", status == 200 and "signed an agreement" in json.loads(data)["text"] and "<p>" not in json.loads(data)["text"], data)
    check("nothing was kept", s.json("/today.json")["totals"]["articles"] == 53)
    check("an empty text", post({"text": ""})[0] == 200)
    check("a text of odd bytes", post({"text": "\u0000\ufeff\u202e\U0001f600 said \u2028"})[0] == 200)
    for body in (b"", b"{", b"[]", b"null", b"{}", {"text": 1}, {"text": "a", "html": "b"}, {"text": "a", "path": "/etc/passwd"}, {"text": "a", "date": "now"}, b'{"text":"a","text":"b"}', b'{"text":"\xff"}'):
        status, h, data = post(body)
        check(f"code {body!r}", status == 400 and json.loads(data)["error"]["text"], (status, data))
    check("not JSON by its type", post({"text": "a"}, {"Content-Type": "text/plain"})[0] == 415 and post({"text": "a"}, {})[0] == 415)
    check("from another site", post({"text": "a"}, {**js, "Origin": "http://evil.example"})[0] == 403)
    check("from here", post({"text": "a"}, {**js, "Origin": f"http://127.0.0.1:{s.port}"})[0] == 200)
    big = socket.create_connection(("127.0.0.1", s.port), timeout=20)
    big.sendall(f"POST /code.json HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\n\r\n".encode())
    check("a body too large is refused by its length", b" 413 " in big.recv(4096)[:40])
    big.close()
    chunked = socket.create_connection(("127.0.0.1", s.port), timeout=20)
    chunked.sendall(b"POST /code.json HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in range(50):
        chunked.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")
    chunked.sendall(b"0\r\n\r\n")
    check("a body too large in pieces", b" 413 " in chunked.recv(4096)[:40])
    chunked.close()


def test_edits(s):
    csrf = s.json("/session.json")["csrf"]
    js = {"Content-Type": "application/json", "X-Dateline-CSRF": csrf}
    post = lambda body, headers=js: s.ask("/edits.json", "POST", json.dumps(body).encode(), headers)
    talk = s.json("/talks.json")["rows"][-1]["id"]
    rename = {"kind": "rename", "talk": talk, "name": "<b>The \"talks\"</b>", "note": "a test"}
    check("no edit without the secret", post(rename, {"Content-Type": "application/json"})[0] == 403 and post(rename, {**js, "X-Dateline-CSRF": csrf[:-1] + "x"})[0] == 403)
    check("no edit from another site", post(rename, {**js, "Origin": "http://evil.example"})[0] == 403)
    check("no edit as a form", post(rename, {**js, "Content-Type": "application/x-www-form-urlencoded"})[0] == 415)
    check("nothing was written", s.json(f"/talks/{talk}.json")["name"] != rename["name"])
    status, h, data = post(rename)
    check("a rename", status == 200 and json.loads(data)["talk"] == talk, (status, data))
    hold({"$ref": "#/components/schemas/Edited"}, json.loads(data), "POST /edits.json")
    check("is seen at once", s.json(f"/talks/{talk}.json")["name"] == rename["name"] and any(t["name"] == rename["name"] for t in s.json("/talks.json")["rows"]))
    check("and taken back", post({"kind": "undo", "talk": str(json.loads(data)["edit"])})[0] == 200 and s.json(f"/talks/{talk}.json")["name"] != rename["name"])
    many = next((t for t in s.json("/talks.json")["rows"] if t["reports"] > 1), None)
    check("a negotiation of several reports", many)
    report = s.json(f"/talks/{many['id']}.json")["reports"][-1]
    check("reasons of a link", report["why"] and all(isinstance(w, str) for w in report["why"]), report)
    status, h, data = post({"kind": "split", "talk": many["id"], "article": report["article"]})
    check("a split", status == 200 and json.loads(data)["talk"] != many["id"], (status, data))
    check("the report is out", all(r["article"] != report["article"] for r in s.json(f"/talks/{many['id']}.json")["reports"]))
    status, h, data = post({"kind": "link", "talk": many["id"], "article": report["article"]})
    check("a link", status == 200 and any(r["article"] == report["article"] for r in s.json(f"/talks/{json.loads(data)['talk']}.json")["reports"]), (status, data))
    for body in ({}, [], {"kind": "drop"}, {"kind": "link"}, {"kind": "rename", "talk": talk, "name": ""}, {"kind": "rename", "talk": talk, "name": "x" * 201}, {"kind": "rename", "talk": "t999", "name": "x"},
                 {"kind": "split", "talk": talk, "article": "nobody"}, {"kind": "rename", "talk": talk, "name": "x", "article": "y"}, {"kind": "undo", "talk": "999"}, {"kind": "rename", "talk": 1, "name": "x"}):
        status, h, data = post(body)
        check(f"edit {body}", status == 400 and json.loads(data)["error"]["text"], (status, data))


def test_keep(s):
    csrf = s.json("/session.json")["csrf"]
    js = {"Content-Type": "application/json", "X-Dateline-CSRF": csrf}
    post = lambda body, headers=js: s.ask("/keep.json", "POST", body if isinstance(body, bytes) else json.dumps(body).encode(), headers)
    had = s.json("/today.json")["totals"]
    text = {"text": "NAIROBI, June 2 (Shore Desk) - Kenyan Foreign Minister Raychelle Omamo met Ugandan President Yoweri Museveni in Kampala on Wednesday.\n\n\"The grain corridor opens in July,\" Omamo told reporters.\n",
            "date": "2021-06-02", "outlet": "Shore Desk"}
    check("nothing is kept without the secret", post(text, {"Content-Type": "application/json"})[0] == 403 and post(text, {**js, "X-Dateline-CSRF": csrf[:-1] + "x"})[0] == 403)
    check("nor from another site", post(text, {**js, "Origin": "http://evil.example"})[0] == 403)
    check("nor as a form", post(text, {**js, "Content-Type": "application/x-www-form-urlencoded"})[0] == 415)
    check("it takes POST", s.ask("/keep.json")[0] == 405)
    for body in (b"", b"{", b"[]", {}, {"text": 1}, {"text": ""}, {"text": "a", "html": "b"}, {"text": "a", "id": "x"}, {"text": "a", "date": "now"}):
        status, h, data = post(body)
        check(f"keep {body!r}", status == 400 and json.loads(data)["error"]["text"], (status, data))
    big = socket.create_connection(("127.0.0.1", s.port), timeout=20)
    big.sendall(f"POST /keep.json HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nX-Dateline-CSRF: {csrf}\r\nContent-Length: {2 << 21}\r\n\r\n".encode())
    check("a text too large is refused", b" 413 " in big.recv(4096)[:40])
    big.close()
    check("so far nothing is kept", s.json("/today.json")["totals"] == had)
    status, h, data = post(text)
    kept = json.loads(data)
    check("a text is kept", status == 200 and kept["kept"] == "new", (status, data))
    hold({"$ref": "#/components/schemas/Kept"}, kept, "POST /keep.json")
    record = s.json(f"/articles/{quoted(kept['article'])}.json")
    check("its record", record["text"] == text["text"] and record["source"]["outlet"] == "Shore Desk" and record["published"] == "2021-06-02" and record["events"], record["source"])
    check("is seen at once", s.json("/today.json")["totals"]["articles"] == had["articles"] + 1)
    check("and found", [r["article"] for r in s.json("/search.json?q=%22grain+corridor%22")["rows"]] == [kept["article"]])
    check("its part of a negotiation", any(r["article"] == kept["article"] for t in s.json("/talks.json?party=UGA")["rows"] for r in s.json(f"/talks/{t['id']}.json")["reports"]))
    check("twice is once", json.loads(post(text)[2]) == {"article": kept["article"], "kept": "same"} and s.json("/today.json")["totals"]["articles"] == had["articles"] + 1)
    status, h, data = post({"html": "<html><head><title>Ferry</title></head><body><article><h1>Ferry</h1><p>Kenya and Tanzania signed a ferry accord on Monday, officials said in Nairobi.</p></article></body></html>"})
    check("a page is kept", status == 200 and "<p>" not in s.json(f"/articles/{quoted(json.loads(data)['article'])}.json")["text"], data)


def test_given_tree(s):
    post = lambda n, body: s.ask(f"/sentences/{n}.json", "POST", body if isinstance(body, bytes) else json.dumps(body).encode(), {"Content-Type": "application/json"})
    record = json.loads(s.ask("/code.json", "POST", json.dumps({"text": "The minister left early. Kenya praised Tanzania on Tuesday.\n"}).encode(), {"Content-Type": "application/json"})[2])
    n = record["events"][0]["sentence"]
    status, h, data = post(n, record)
    tree = json.loads(data)
    check("the tree of a text that is not stored", status == 200 and tree["text"] == "Kenya praised Tanzania on Tuesday." and [w["form"] for w in tree["words"] if not w["head"]] == ["praised"], data)
    hold({"$ref": "#/components/schemas/Sentence"}, tree, "POST /sentences/N.json")
    check("the same as of a stored one", tree["words"] == json.loads(post(n, {k: record[k] for k in ("id", "text", "published", "sentences")})[2])["words"])
    for which, body, wants in ((9, record, 404), ("x", record, 400), (0, b"", 422), (0, b"[]", 422), (0, {"id": "a"}, 422), (0, {"id": "a", "text": "b", "sentences": 1}, 404), (0, {"id": "a", "text": "b", "sentences": [[0, 99]]}, 404),
                               (0, {"id": "a", "text": "b", "sentences": [[-5, 1 << 40]]}, 404), (0, {"id": "a", "text": "b", "sentences": [["x"]]}, 404), (0, {"id": 1, "text": "b", "sentences": []}, 422)):
        status, h, data = post(which, body)
        check(f"sentence {which} of {body if isinstance(body, bytes) else str(body)[:60]}", status == wants and json.loads(data)["error"]["text"], (status, data))


def test_said(s):
    every = s.json("/statements.json?since=all&limit=1000")["rows"]
    facets = s.json("/statements/facets.json?since=all")
    check("statements are counted", facets["total"] == len(every) > 40, facets["total"])
    for facet, column in (("speaker", "speaker"), ("kind", "kind"), ("tone", "tone"), ("cue", "cue_class"), ("outlet", "outlet"), ("source_type", "source_type")):
        want = {}
        for r in every:
            if r[column]:
                want[r[column]] = want.get(r[column], 0) + 1
        got = {v["value"]: v["n"] for v in facets["facets"][facet]["values"]}
        check(f"by {facet}", got == dict(sorted(want.items(), key=lambda x: (-x[1], x[0]))[:40]), (got, want))
        check(f"none of {facet}", facets["facets"][facet]["none"] == sum(not r[column] for r in every))
    for v in facets["facets"]["speaker"]["values"]:
        exact = s.json(f"/statements.json?since=all&limit=1000&speaker={quoted(chr(34) + v['value'] + chr(34))}")["rows"]
        check(f"a speaker's count is the list: {v['value']}", len(exact) == v["n"] and all(r["speaker"] == v["value"] for r in exact), (len(exact), v["n"]))
    for v in facets["facets"]["actor"]["values"]:
        check(f"who speaks for {v['value']}", len(s.json(f"/statements.json?since=all&limit=1000&actor={v['value']}")["rows"]) == v["n"])
    one = s.json("/statements/facets.json?since=all&tone=negative")
    check("a facet leaves its own filter out", one["facets"]["tone"] == facets["facets"]["tone"] and one["total"] == {v["value"]: v["n"] for v in facets["facets"]["tone"]["values"]}.get("negative", 0))


def test_no_edits():
    s = Server("--no-edits", "--quiet")
    js = {"Content-Type": "application/json", "X-Dateline-CSRF": s.json("/session.json")["csrf"]}
    check("it says so", s.json("/session.json")["edits"] is False)
    for target, body in (("/keep.json", {"text": "Kenya praised Tanzania on Tuesday."}), ("/edits.json", {"kind": "rename", "talk": "t1", "name": "x"})):
        status, h, data = s.ask(target, "POST", json.dumps(body).encode(), js)
        check(f"{target} where nothing is written", status == 403 and "takes no corrections" in json.loads(data)["error"]["text"], (status, data))
    check("texts are read all the same", s.ask("/code.json", "POST", b'{"text":"a"}', js)[0] == 200)
    s.stop()


# ---- many at once, slow ones, and the end ------------------------------------------------------------

def test_slow(s):
    """Clients that stall or leave hurt nobody else."""
    stalled = [socket.create_connection(("127.0.0.1", s.port)) for _ in range(30)]
    for i, c in enumerate(stalled):
        c.sendall([b"GET /today.json HTT", b"POST /code.json HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{", b""][i % 3])
    reader = socket.create_connection(("127.0.0.1", s.port))
    reader.sendall(b"GET /events.csv?since=all HTTP/1.1\r\nHost: localhost\r\n\r\n")
    gone = socket.create_connection(("127.0.0.1", s.port))
    gone.sendall(b"GET /statements.csv?since=all HTTP/1.1\r\nHost: localhost\r\n\r\n")
    gone.close()
    began = time.time()
    check("others are served", all(s.ask("/today.json")[0] == 200 for _ in range(20)) and time.time() - began < 5, time.time() - began)
    for c in stalled + [reader]:
        c.close()
    for junk in (b"\r\n\r\n", b"GET\r\n\r\n", b"\x16\x03\x01\x02\x00\x01", b"GET / HTTP/9.9\r\n\r\n", b"GET " + b"/" * 70000, b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 9000 + b"\r\n"):
        c = socket.create_connection(("127.0.0.1", s.port), timeout=20)
        try:
            c.sendall(junk)
            c.shutdown(socket.SHUT_WR)
            c.recv(4096)
        except OSError:
            pass
        c.close()
    check("junk hurts nobody", s.ask("/today.json")[0] == 200)
    failed = []

    def many():
        for t in ("/today.json", "/events/facets.json?since=all", "/events.csv?since=all", "/articles/wire-2.json", "/articles/wire-2/sentences/1.json"):
            status = s.ask(t)[0]
            if status not in (200, 503):
                failed.append((t, status))
    threads = [threading.Thread(target=many) for _ in range(12)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    check("many at once", not failed, failed)


def read_event(f):
    lines = []
    while True:
        line = f.readline().decode().rstrip("\r\n")
        if line.startswith(("event:", "data:", "id:")):
            lines.append(line)
        elif not line and lines:
            return dict(l.split(": ", 1) for l in lines)


def test_stream(s):
    c = http.client.HTTPConnection("127.0.0.1", s.port, timeout=30)
    c.request("GET", "/stream")
    r = c.getresponse()
    check("a stream's type", r.getheader("content-type", "").startswith("text/event-stream"), r.getheaders())
    first = read_event(r)
    before = json.loads(first["data"])["totals"]["articles"]
    (work / "late.jsonl").write_text(json.dumps({"id": "late", "title": "Late", "published": "2021-06-01", "text": "NAIROBI, June 1 (Lake Wire) - Kenya praised Tanzania on Tuesday.\n"}) + "\n")
    old = s.json("/articles.json?limit=1000")
    run("ingest", "--quiet", f"--store={store}", str(work / "late.jsonl"))
    news = read_event(r)
    check("news of records", first["event"] == news["event"] == "state" and json.loads(news["data"])["totals"]["articles"] == before + 1 and json.loads(news["data"])["new"] == 1, news)
    check("answers kept from before are not used", len(s.json("/articles.json?limit=1000")["rows"]) == len(old["rows"]) + 1)
    c.close()


def test_token():
    secret = "a-token-of-our-own-1234"
    s = Server("--listen=127.0.0.1", "--quiet", f"--token={secret}")
    check("the address has the token", s.address.endswith(f"/?token={secret}"), s.address)
    check("none", s.ask("/today.json")[0] == 401 and s.ask("/")[0] == 401 and s.ask("/static/app.js")[0] == 401 and s.ask("/openapi.json")[0] == 401)
    check("a wrong one", s.ask("/today.json", headers={"Authorization": "Bearer a-token-of-our-own-123"})[0] == 401 and s.ask("/?token=x")[0] == 401)
    check("as a header", s.ask("/today.json", headers={"Authorization": f"Bearer {secret}"})[0] == 200)
    status, h, data = s.ask(f"/?token={secret}")
    check("in the address", status == 303 and h["location"] == "/" and "HttpOnly" in h["set-cookie"] and "SameSite=Strict" in h["set-cookie"], h)
    check("as a cookie", s.ask("/today.json", headers={"Cookie": h["set-cookie"].split(";")[0]})[0] == 200)
    check("no other name", s.ask("/today.json", host="evil.example", headers={"Authorization": f"Bearer {secret}"})[0] == 421)
    s.stop()
    made = Server("--listen=127.0.0.1")
    check("one is made up", re.search(r"\?token=[0-9a-f]{32}$", made.address), made.address)
    check("and wanted", made.ask("/today.json")[0] == 401)
    made.stop()
    check("and it is said", "wants its token" in made.process.stderr.read())
    check("a short token", run("serve", f"--store={store}", "--token=short").returncode == 2)
    named = Server("--name=news.example", "--quiet")
    check("another name", named.ask("/today.json", host="news.example")[0] == 200)
    named.stop()


def test_misuse():
    check("no store", run("serve", f"--store=sqlite:{work}/none.db", "--port=0").returncode == 3)
    check("a port that is none", run("serve", f"--store={store}", "--port=99999").returncode == 2)
    check("an option that is none", run("serve", f"--store={store}", "--frob").returncode == 2)
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    taken.listen()
    r = run("serve", f"--store={store}", f"--port={taken.getsockname()[1]}")
    check("a port that is taken", r.returncode == 3 and "cannot listen" in r.stderr, (r.returncode, r.stderr))


def test_end():
    for how in (signal.SIGTERM, signal.SIGINT):
        s = Server("--quiet")
        listener = socket.create_connection(("127.0.0.1", s.port))
        listener.sendall(b"GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
        listener.recv(100)
        stuck = socket.create_connection(("127.0.0.1", s.port))
        stuck.sendall(b"GET /events.csv?since=all HTTP/1.1\r\nHost: localhost\r\n\r\n")
        began = time.time()
        check(f"ends on {how.name}", s.stop(how) == 0 and time.time() - began < 5, (s.process.returncode, time.time() - began))


def main():
    files = sorted(str(p) for p in examples.glob("*.txt"))
    done = run("ingest", "--quiet", f"--store={store}", *files, str(make_articles()))
    check("ingest", done.returncode == 0, done.stderr)
    s = Server("--quiet")
    try:
        for test in (test_lists, test_counts, test_one, test_talks, test_escapes, test_headers, test_page, test_refusals, test_code, test_edits, test_said, test_keep, test_given_tree, test_slow):
            test(s)
        talk = next(t["id"] for t in s.json("/talks.json")["rows"])
        test_openapi(s, {"talks": talk, "articles": "wire-1", "events": "wire-1#e1", "statements": s.json("/statements.json?since=all")["rows"][0]["id"]})
        test_stream(s)
        check("still up", s.process.poll() is None)
    finally:
        s.stop()
    check("a graceful end", s.process.returncode == 0, s.process.returncode)
    test_token()
    test_no_edits()
    test_misuse()
    test_end()
    shutil.rmtree(work)
    return 1 if bad else 0


sys.exit(main())
