"""tests/containers.py DATELINE: gzip, zip, tar and web archives, whole, cut, nested and malicious: what can be read is, the rest is one line."""
import gzip, io, json, os, struct, subprocess, sys, tarfile, tempfile, zipfile, zlib

EXE = os.path.abspath(sys.argv[1])
bad = []


def page(title, text):
    return f"<!doctype html><html><head><title>{title}</title></head><body><article><p>{text}</p></article></body></html>".encode()


def run(name, data=None, *flags, stdin=False):
    if data is not None:
        open(name, "wb").write(data)
    p = subprocess.run([EXE, "extract", *flags, "-" if stdin else name], stdin=open(name, "rb") if stdin else None, capture_output=True, timeout=60)
    return [json.loads(x) for x in p.stdout.decode().splitlines()], p.stderr.decode().splitlines(), p.returncode


def expect(what, got, texts, errors=(), rc=None):
    docs, err, code = got
    found = [d["text"].strip() for d in docs]
    if found != list(texts):
        bad.append(f"{what}: wanted {texts}, got {found}")
    if len(err) != len(errors) or not all(e in line for e, line in zip(errors, err)):
        bad.append(f"{what}: wanted errors {errors}, got {err}")
    if code != (rc if rc is not None else 1 if errors else 0):
        bad.append(f"{what}: exit {code}")


A, B, C = ("The envoy arrived in the capital on Monday, officials said.", "Talks went on for a second day, the ministry said.",
           "The bridge was opened again on Friday, the mayor said.")
PA, PB, PC = page("One", A), page("Two", B), page("Three", C)
LINES = "".join(json.dumps({"id": str(i), "text": t}) + "\n" for i, t in enumerate((A, B, C))).encode()


def record(kind, block, url="http://news.example/a", content="application/http; msgtype=response", extra=""):
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2018-03-01T12:00:00Z\r\nContent-Type: {content}\r\n{extra}Content-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def answer(body, head="Content-Type: text/html; charset=utf-8", status="200 OK"):
    return f"HTTP/1.1 {status}\r\n{head}\r\n\r\n".encode() + body


def chunks(body, size=40):
    return b"".join(b"%x\r\n%s\r\n" % (len(body[i:i + size]), body[i:i + size]) for i in range(0, len(body), size)) + b"0\r\n\r\n"


def zipped(files, **kw):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **kw) as z:
        for name, data in files:
            z.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tarred(files, mode="w"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as t:
        for name, data in files:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            t.addfile(info, io.BytesIO(data))
    return out.getvalue()


def test_gzip():
    expect("gzip", run("a.gz", gzip.compress(PA)), [A])
    expect("gzip of lines", run("l.gz", gzip.compress(LINES)), [A, B, C])
    cut = len(LINES) // 2
    expect("two members", run("two.gz", gzip.compress(LINES[:cut]) + gzip.compress(LINES[cut:]) + b"\0" * 512), [A, B, C])
    expect("gzip on standard input", run("l.gz", None, stdin=True), [A, B, C])
    expect("lines on standard input", run("l.jsonl", LINES, stdin=True), [A, B, C])
    many = LINES * 400
    whole = gzip.compress(many)
    docs, err, rc = run("cut.gz", whole[:len(whole) * 2 // 3])
    if not (0 < len(docs) < 1200 and len(err) == 1 and "cut.gz: gzip is cut short at byte" in err[0] and rc == 1):
        bad.append(f"cut gzip: {len(docs)} documents, {err}")
    damaged = bytearray(gzip.compress(LINES))
    damaged[40] ^= 0x55
    docs, err, rc = run("damaged.gz", bytes(damaged))
    if len(err) != 1 or "damaged" not in err[0] or rc != 1:
        bad.append(f"damaged gzip: {err}")
    big = b"".join(json.dumps({"id": str(i), "text": A + " " + "x" * 2000}).encode() + b"\n" for i in range(2000)) + b"broken\n" + LINES
    docs, err, rc = run("big.gz", gzip.compress(big, 1), "--max-ratio=100000")
    if len(docs) != 2003 or len(err) != 1 or "big.gz:2001:" not in err[0]:
        bad.append(f"lines in pieces: {len(docs)} documents, {err}")
    long = LINES + b'{"text":"' + b"y" * 5000000 + b'"}\n' + LINES
    docs, err, rc = run("long.gz", gzip.compress(long), "--max-line=2000000", "--max-ratio=100000")
    if len(docs) != 6 or len(err) != 1 or "long.gz:4: the line is longer" not in err[0]:
        bad.append(f"a long line: {len(docs)} documents, {err}")


def test_large():
    """A file of much more than is held: memory stays where it is. $DATELINE_LARGE_MB makes it as large as wanted (48; 1000 takes minutes)."""
    size = int(os.environ.get("DATELINE_LARGE_MB", "48")) << 20
    line = json.dumps({"text": A + " " + "word " * 400}).encode() + b"\n"
    web = gzip.compress(record("response", answer(PA + b"<!-- " + b"noise " * 400 + b" -->")), 1)
    for name, part, count in (("large.jsonl", line, size // len(line)), ("large.jsonl.gz", gzip.compress(line * 1000, 1), size // len(line) // 1000),
                              ("large.warc.gz", web, min(size // 3000, 200000))):
        with open(name, "wb") as f:
            for _ in range(count):
                f.write(part)
        peak = {}
        for n in ("part", "whole"):
            with open(name, "rb") as f, open(os.devnull, "w") as out:
                p = subprocess.Popen([EXE, "extract", "-"], stdin=subprocess.PIPE, stdout=out, stderr=subprocess.PIPE)
                left = count * len(part) if n == "whole" else count // 8 * len(part)
                while left:
                    got = f.read(min(left, 1 << 20))
                    p.stdin.write(got)
                    left -= len(got)
                p.stdin.close()
                err = p.stderr.read()
                _, status, use = os.wait4(p.pid, 0)
                p.returncode = status
                peak[n] = use.ru_maxrss / 1024
                if err or status:
                    bad.append(f"{name}: {err[-200:]}")
        if peak["whole"] > peak["part"] + 4 or peak["whole"] > 120:
            bad.append(f"{name}: memory grows with the file: {peak}")
        if "DATELINE_LARGE_MB" in os.environ:
            print(f"{name}: {count} parts, {os.path.getsize(name) >> 20} MB, {peak['whole']:.0f} MB of memory")
        os.remove(name)


def test_cyclic():
    """A feed that names itself, in all the ways a feed can, is read once: nothing is fetched."""
    me = "http://news.example/feed.xml"
    rss = f"""<?xml version="1.0"?><?xml-stylesheet href="{me}"?><!DOCTYPE rss [<!ENTITY me SYSTEM "{me}"><!ENTITY a "&b;"><!ENTITY b "&a;">]>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:xi="http://www.w3.org/2001/XInclude"><channel><title>Wire</title><link>{me}</link>
<atom:link rel="self" href="{me}"/><atom:link rel="next" href="{me}"/><xi:include href="feed.xml"/>
<item><title>One</title><link>{me}</link><guid>{me}</guid><source url="{me}">Wire</source><description>{A} &a; &me;</description></item></channel></rss>"""
    docs, err, rc = run("feed.xml", rss.encode())
    if len(docs) != 1 or A not in docs[0]["text"] or docs[0]["text"].count(A) != 1 or rc:
        bad.append(f"a feed that names itself: {docs} {err}")


def flipped(data, at):
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1:]


def test_broken_members():
    """A member that is damaged or cut costs what is in it; reading goes on with the next, and says where and how much was left out."""
    noise = [os.urandom(2000).hex() for _ in range(3)]
    lines = [gzip.compress((json.dumps({"text": t}) + "\n" + json.dumps({"text": n}) + "\n").encode()) for t, n in zip((A, B, C), noise)]
    records = [gzip.compress(record("response", answer(page(n, t) + f"<!-- {n} -->".encode()))) for t, n in zip((A, B, C), noise)]
    for name, parts, whole in (("m.warc.gz", records, [A, B, C]), ("m.jsonl.gz", lines, None)):
        n = [len(p) for p in parts]
        for stdin in (False, True):
            got = lambda data: run(name, data, stdin=stdin)
            shown = "-" if stdin else name
            docs, err, rc = got(parts[0] + flipped(parts[1], n[1] // 2) + parts[2])
            found = [d["text"].strip() for d in docs]
            if found[-1] not in (C, noise[2]) or A not in found or noise[1] in found or rc != 1 or not any("gzip is damaged at byte" in e or "gzip is cut short at byte" in e for e in err):
                bad.append(f"{shown}: a damaged member: {found} {err}")
            docs, err, rc = got(parts[0] + parts[1][:n[1] // 2] + parts[2])
            found = [d["text"].strip() for d in docs]
            if A not in found or C not in found or noise[1] in found or rc != 1 or not any(f"gzip is cut short at byte {n[0] + n[1] // 2}, where the next member begins" in e for e in err):
                bad.append(f"{shown}: a cut member: {found} {err}")
            docs, err, rc = got(parts[0] + b"\0" * 70 + b"rubbish" + parts[1] + parts[2] + b"\0" * 100)
            if len(docs) != (3 if whole else 6) or len(err) != 1 or f"77 bytes are left out at byte {n[0]}" not in err[0]:
                bad.append(f"{shown}: between members: {len(docs)} {err}")
            docs, err, rc = got(parts[0] + parts[1][:10] + b"\xff" * 100000 + parts[2])
            if [d["text"].strip() for d in docs].count(C) != 1 or len(err) != 1 or f"gzip is damaged at byte {n[0] + 11}; " not in err[0] or "bytes are left out, up to the next member" not in err[0]:
                bad.append(f"{shown}: a member overwritten: {docs} {err}")
            checked = parts[1][:-8] + bytes(8)         # all of it can be unpacked, and its checksum says that it is not right
            docs, err, rc = got(parts[0] + checked + parts[2])
            if C not in [d["text"].strip() for d in docs] or len(err) != 1 or (whole and B in [d["text"].strip() for d in docs]):
                bad.append(f"{shown}: a checksum: {docs} {err}")


def test_bombs():
    zeros = gzip.compress(b'{"text":"' + b" " * 300000000 + b'"}\n', 9)
    expect("gzip bomb", run("bomb.gz", zeros), [], ["bomb.gz: unpacks to more than 200 times"])
    expect("gzip of gzip", run("gg.gz", gzip.compress(gzip.compress(PA))), [A])
    deep = PA
    for _ in range(6):
        deep = gzip.compress(deep)
    docs, err, rc = run("deep.gz", deep)
    if docs or len(err) != 1:
        bad.append(f"gzip six times: {docs} {err}")
    expect("zip bomb", run("bomb.zip", zipped([("a.html", PA), ("zeros", b"\0" * 100000000), ("b.html", PB)])), [A], ["unpacks to more than 200 times"])
    expect("a large member", run("large.zip", zipped([("a.html", PA), ("z.txt", os.urandom(3000000)), ("b.html", PB)]), "--max-member=1000000"), [A, B],
           ["large.zip!z.txt: holds more than 1000000 bytes"])
    expect("many members", run("many.zip", zipped([(f"{i}.html", PA) for i in range(20)]), "--max-members=5"), [A] * 5, ["has more than 5 members"])
    expect("all together", run("total.gz", gzip.compress(LINES * 1000), "--max-unpacked=1000"), [], ["unpacks to more than 1000 bytes"])
    nested = PA
    for i in range(5):
        nested = zipped([("a.zip", nested), ("page.html", PB)])
    docs, err, rc = run("nest.zip", nested)
    if len(err) != 1 or "deeper than 2 others" not in err[0] or [d["text"].strip() for d in docs] != [B] * 3:
        bad.append(f"nested five deep: {len(docs)} documents, {err}")
    entities = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "' + b"lol" * 1000 + b'">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 50) for i in range(12)) + b"]><html><body><p>&m;</p></body></html>"
    docs, err, rc = run("entities.zip", zipped([("bomb.xml", entities), ("a.html", PA)]))
    if A not in [d["text"].strip() for d in docs]:
        bad.append(f"entity bomb: {docs} {err}")
    docs, err, rc = run("divs.html", b"<html><body>" + b"<div>" * 100000 + PA)
    if len(docs) > 1 or len(err) > 1:
        bad.append(f"nested elements: {docs} {err}")


def test_archives():
    files = [("one.html", PA), ("dir/two.html", PB), (".hidden", b"x"), ("__MACOSX/._one.html", b"\0\1"), ("wire.jsonl", LINES)]
    expect("zip", run("a.zip", zipped(files)), [A, B, A, B, C])
    expect("zip on standard input", run("a.zip", None, stdin=True), [A, B, A, B, C])
    expect("tar", run("a.tar", tarred(files)), [A, B, A, B, C])
    expect("tar.gz", run("a.tgz", tarred(files, "w:gz")), [A, B, A, B, C])
    expect("gz in tar", run("g.tar", tarred([("l.jsonl.gz", gzip.compress(LINES)), ("p.html", PA)])), [A, B, C, A])
    expect("tar in zip", run("t.zip", zipped([("in.tar", tarred(files)), ("last.html", PC)])), [A, B, A, B, C, C])
    expect("web archive in tar", run("w.tar", tarred([("w.warc.gz", gzip.compress(record("response", answer(PA))))])), [A])
    expect("names with dots", run("dots.zip", zipped([("../../etc/x.html", PA), ("/abs.html", PB)])), [A, B])
    p = subprocess.run([EXE, "code", "--no-text", "a.zip"], capture_output=True)
    paths = [json.loads(x)["source"]["path"] for x in p.stdout.decode().splitlines()]
    if paths != ["a.zip!one.html", "a.zip!dir/two.html"] + ["a.zip!wire.jsonl"] * 3:
        bad.append(f"paths: {paths}")
    raw = zipped(files)
    docs, err, rc = run("cut.zip", raw[:len(raw) // 2])
    if docs or len(err) != 1 or rc != 1 or not err[0].startswith("dateline: cut.zip"):
        bad.append(f"cut zip: {docs} {err}")
    whole = tarred([("one.html", PA), ("two.html", PB + b" " * 20000), ("three.html", PC)])
    docs, err, rc = run("cut.tar", whole[:9000])
    if [d["text"].strip() for d in docs] != [A] or not err or not all("cut.tar" in e for e in err):
        bad.append(f"cut tar: {docs} {err}")
    broken = bytearray(zipped([("one.html", PA), ("two.html", PB), ("three.html", PC)]))
    at = broken.find(b"two.html") + 8
    broken[at + 5] ^= 0xFF
    broken[at + 9] ^= 0xFF
    docs, err, rc = run("broken.zip", bytes(broken))
    if [d["text"].strip() for d in docs][-1:] != [C] or len(err) != 1 or "broken.zip!two.html" not in err[0]:
        bad.append(f"a broken member: {docs} {err}")
    os.makedirs("tree/sub", exist_ok=True)
    open("tree/sub/p.html", "wb").write(PA)
    if not os.path.islink("tree/sub/loop"):
        os.symlink("..", "tree/sub/loop")
        os.symlink("sub", "tree/again")
    expect("a folder in itself", run("tree"), [A, A])


def test_warc():
    info = record("warcinfo", b"software: x\r\n", content="application/warc-fields")
    request = record("request", b"GET / HTTP/1.1\r\n\r\n", content="application/http; msgtype=request")
    crawl = [info, request, record("response", answer(PA)), record("response", answer(b"gone", status="404 Not Found")),
             record("response", answer(b"\x89PNG\0\0", "Content-Type: image/png")), record("response", answer(b"User-agent: *", "Content-Type: text/plain"), "http://x/robots.txt"),
             record("conversion", B.encode(), content="text/plain"), record("resource", PC, content="text/html"), record("metadata", b"x: y", content="application/warc-fields")]
    expect("warc", run("w.warc", b"".join(crawl)), [A, B, C])
    expect("warc.gz, a member a record", run("w.warc.gz", b"".join(map(gzip.compress, crawl))), [A, B, C])
    expect("warc.gz, one stream", run("one.warc.gz", gzip.compress(b"".join(crawl))), [A, B, C])
    html = "Content-Type: text/html"
    kinds = [("chunked", chunks(PA), html + "\r\nTransfer-Encoding: chunked"), ("said to be chunked", PA, html + "\r\nTransfer-Encoding: chunked"),
             ("gzip", gzip.compress(PA), html + "\r\nContent-Encoding: gzip"), ("said to be gzip", PA, html + "\r\nContent-Encoding: gzip\r\nContent-Length: 7"),
             ("gzip, not said", gzip.compress(PA), html), ("zlib", zlib.compress(PA), html + "\r\nContent-Encoding: deflate"),
             ("deflate", zlib.compress(PA)[2:-4], html + "\r\nContent-Encoding: deflate"), ("chunked gzip", chunks(gzip.compress(PA)), html + "\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip"),
             ("said to be br", PA, html + "\r\nContent-Encoding: br"), ("line feeds", PA, None)]
    for name, body, head in kinds:
        block = answer(body, head) if head else b"HTTP/1.0 200 OK\nContent-Type: text/html\n\n" + body
        expect(name, run("k.warc", record("response", block)), [A])
    expect("br", run("br.warc", record("response", answer(b"\x1b\x30\x01\xf8\x8d\x94\x6e\xde\x00\x44\x55\x66", html + "\r\nContent-Encoding: br")) + record("response", answer(PB))),
           [B], ['br.warc:1: is packed with "br"'])
    expect("a broken gzip body", run("bg.warc", record("response", answer(gzip.compress(PA)[:-20], html)) + record("response", answer(PB))), [B], ["bg.warc:1: is packed, and damaged"])
    expect("cut in a record", run("cut.warc", (b"".join(crawl[:3]) + record("response", answer(PB)))[:-80]), [A], ["cut.warc:4: the file ends inside the record (at byte"])
    expect("cut in a head", run("cuth.warc", record("response", answer(PA)) + record("response", answer(PB))[:60]), [A], ["cuth.warc:2: the file ends in the head of a record"])
    gz = gzip.compress(record("response", answer(PA))) + gzip.compress(record("response", answer(PB + os.urandom(3000).hex().encode())))[:-900]
    docs, err, rc = run("cut.warc.gz", gz)
    if [d["text"].strip() for d in docs] != [A] or len(err) != 1 or "cut.warc.gz" not in err[0]:
        bad.append(f"cut warc.gz: {docs} {err}")
    wrong = record("response", answer(PA)).replace(b"Content-Length: %d" % len(answer(PA)), b"Content-Length: %d" % (len(answer(PA)) - 30), 1)
    docs, err, rc = run("wrong.warc", wrong + record("response", answer(PB)))
    if [d["text"].strip() for d in docs][-1:] != [B] or len(err) != 1 or "wrong.warc:1: the record does not end where it says" not in err[0]:
        bad.append(f"a wrong length: {docs} {err}")
    expect("a record too large", run("large.warc", record("response", answer(PA + b" " * 3000000)) + record("response", answer(PB)), "--max-member=100000"), [B],
           ["large.warc:1: the record is larger than --max-member"])
    expect("a body that is a bomb", run("bomb.warc", record("response", answer(gzip.compress(b"<html>" + b" " * 60000000))) + record("response", answer(PB))), [B], ["bomb.warc:1: unpacks to more"])
    expect("no length", run("nolen.warc", b"WARC/1.0\r\nWARC-Type: response\r\n\r\nabc\r\n\r\n" + record("response", answer(PB))), [B],
           ["nolen.warc:1: the record's head has no end or no length", "nolen.warc:1: the record does not end"])
    expect("Latin-1", run("latin.warc", record("response", answer("<html><body><p>Le président est arrivé dans la capitale lundi, dit-on.</p></body></html>".encode("latin-1"), "Content-Type: text/html; charset=iso-8859-1"))),
           ["Le président est arrivé dans la capitale lundi, dit-on."])
    p = subprocess.run([EXE, "code", "--no-text", "w.warc"], capture_output=True)
    r = json.loads(p.stdout.decode().splitlines()[0])
    if r["source"].get("url") != "http://news.example/a" or r["source"].get("fetched") != "2018-03-01T12:00:00Z" or r["published"] is not None:
        bad.append(f"what a record tells: {r['source']} {r['published']}")


os.chdir(tempfile.mkdtemp())
for f in (test_gzip, test_large, test_cyclic, test_broken_members, test_bombs, test_archives, test_warc):
    f()
subprocess.run(["rm", "-rf", os.getcwd()])
print("\n".join(bad))
sys.exit(bool(bad))
