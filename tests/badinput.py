"""tests/badinput.py DATELINE EXAMPLES: every command with input and output that are not what they should be. A row of a table each: what was wrong,
the exit code of the contract (0 done, 1 some input failed, 2 misuse, 3 the store), and what is said: lines on standard error, all
of them "dateline: PLACE: ..." (misuse adds where help is). Nothing may die of a signal, hang, or leave out what else it was given."""
import gzip, io, json, os, random, re, resource, signal, subprocess, sys, tempfile, threading, zipfile

EXE, EXAMPLES = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
bad = []
os.chdir(tempfile.mkdtemp(prefix="dateline-badinput-"))
STORE = "--store=sqlite:good.db"


def run(*args, data=b"", out=subprocess.PIPE, **kw):
    try:
        p = subprocess.run([EXE, *args], input=data, stdout=out, stderr=subprocess.PIPE, timeout=60, **kw)
    except subprocess.TimeoutExpired:
        return None, b"", []
    return p.returncode, p.stdout or b"", p.stderr.decode("utf-8", "replace").splitlines()


def expect(what, wanted, got, more=""):
    if wanted != got:
        bad.append(f"{what}: wanted {wanted}, got {got} {more}")


def said(what, err):
    """Each line names a place and says something; where help is may follow."""
    for line in err:
        if not re.match(r"dateline: .+: .+|dateline: (no command|--[a-z-]+ \").+|Try: dateline (--help|help [a-z]+)$", line):
            bad.append(f"{what}: says {line!r}")


TEXT = "OSLO, May 3 (X) -- Norwegian Foreign Minister Ine Berg met rebels on Monday. \"We agreed to meet again,\" Berg said.\n"
PAGE = f"<!doctype html><html><head><title>Talks</title></head><body><article><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"
ITEM = f"<item><title>Talks</title><link>http://news.example/1</link><pubDate>Mon, 03 May 2021 10:00:00 GMT</pubDate><description>{TEXT}</description></item>"
open("good.txt", "w").write(TEXT)
zipped = io.BytesIO()
with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("one.html", PAGE)
    z.writestr("two.txt", TEXT)
block = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
GOOD = {
    "plain.txt": TEXT.encode(),
    "page.html": PAGE.encode(),
    "lines.jsonl": "".join(json.dumps({"id": str(i), "text": f"{i}. {TEXT}", "published": "2021-05-03"}) + "\n" for i in range(4)).encode(),
    "pages.jsonl": "".join(json.dumps({"id": str(i), "html": PAGE}) + "\n" for i in range(3)).encode(),
    "feed.xml": f"<?xml version='1.0'?><rss version='2.0'><channel><title>Wire</title>{ITEM * 3}</channel></rss>".encode(),
    "atom.xml": f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>Wire</title><entry><title>Talks</title><id>x:1</id><updated>2021-05-03T10:00:00Z</updated><summary>{TEXT}</summary></entry></feed>".encode(),
    "nitf.xml": f"<?xml version='1.0'?><nitf><head><title>Talks</title></head><body><body.head><hedline><hl1>Talks</hl1></hedline></body.head><body.content><p>{TEXT}</p></body.content></body></nitf>".encode(),
    "newsml.xml": f"<?xml version='1.0'?><newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='x:2'><contentMeta><headline>Talks</headline></contentMeta><contentSet><inlineXML><html xmlns='http://www.w3.org/1999/xhtml'><body><p>{TEXT}</p></body></html></inlineXML></contentSet></newsItem>".encode(),
    "ninjs.json": json.dumps({"uri": "x:3", "type": "text", "headline": "Talks", "body_text": TEXT, "versioncreated": "2021-05-03T10:00:00Z"}).encode(),
    "lexis.txt": f"1 of 1 DOCUMENTS\n\n\nThe Example Wire\n\nMay 3, 2021 Monday\n\nTalks\n\nLENGTH: 30 words\n\n{TEXT}\n\nLOAD-DATE: May 4, 2021\n".encode(),
    "factiva.txt": f"HD Talks\nWC 30 words\nPD 3 May 2021\nSN Example Wire\nLP {TEXT}\nAN Document EXWI000020210503eh5300001\n".encode(),
    "pages.zip": zipped.getvalue(),
    "lines.gz": gzip.compress(("".join(json.dumps({"text": f"{i}. {TEXT}"}) + "\n" for i in range(4))).encode()),
    "crawl.warc": f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://news.example/a\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n{block}\r\n\r\n".encode() * 2,
    "words.conllu": b"# text = He left.\n1\tHe\the\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n",
}

# What can happen to a file on its way.
DAMAGE = {"whole": lambda d: d, "no head": lambda d: d[len(d) // 10:], "doubled": lambda d: d + d, "glued to a text": lambda d: TEXT.encode() + d, "before a text": lambda d: d + TEXT.encode(),
          "line ends of DOS": lambda d: d.replace(b"\n", b"\r\n"), "line ends of old": lambda d: d.replace(b"\n", b"\r"), "marked as UTF-8": lambda d: b"\xef\xbb\xbf" + d,
          "marked as UTF-16": lambda d: b"\xff\xfe" + d, "in UTF-16": lambda d: d.decode("latin-1").encode("utf-16"), "NULs at the end": lambda d: d + bytes(3000),
          "NULs inside": lambda d: d[:len(d) // 2] + bytes(50) + d[len(d) // 2:], "no UTF-8": lambda d: d[:len(d) // 2] + b"\xff\xc0\xaf\xed\xa0\x80" + d[len(d) // 2:],
          "upside down": lambda d: d[::-1], "a byte in two": lambda d: d[::2], "huge numbers": lambda d: re.sub(rb"\d+", b"99999999999999999999999", d), "negative numbers": lambda d: re.sub(rb"\d+", b"-1", d),
          "a long line": lambda d: d.replace(b"Monday", b"x" * 300000), "empty": lambda d: b"", "a blank": lambda d: b"\n"}
DAMAGE |= {f"cut at {k} of 20": lambda d, k=k: d[:len(d) * k // 20] for k in range(1, 20)}


def flipped(d, seed):
    rng, b = random.Random(seed), bytearray(d)
    for _ in range(1 + len(b) // 200):
        b[rng.randrange(len(b))] ^= 1 << rng.randrange(8)
    return bytes(b)


DAMAGE |= {f"bits flipped, {k}": lambda d, k=k: flipped(d, k) for k in range(6)}


def test_damage():
    """All damaged files of a kind in one call of each command, a good one last: that is done whatever went before, the exit code is 0 or 1, and
    1 only with a reason said."""
    for name, data in GOOD.items():
        os.makedirs("damaged", exist_ok=True)
        paths = []
        for i, (how, damage) in enumerate(DAMAGE.items()):
            path = f"damaged/{i:02d}.{how.replace(' ', '-')}.{name}"
            open(path, "wb").write(damage(data))
            paths.append(path)
        commands = (["code", "--no-text"], ["extract"], ["dedup"], ["parse"]) if not name.endswith("conllu") else (["parse", "--tokenized"],)
        for command in commands:
            last = "words.conllu" if name.endswith("conllu") else "good.txt"
            rc, out, err = run(*command, "--max-line=200000", *paths, last)
            what = f"{command[0]} of {name}"
            if rc not in (0, 1) or (rc == 1) != bool(err):
                bad.append(f"{what}: exit {rc}, said {err[-3:]}")
            said(what, err)
            for line in err:
                if not line.startswith("dateline: damaged/"):
                    bad.append(f"{what}: no place in {line!r}")
            if command[0] in ("code", "extract"):
                docs = [json.loads(l) for l in out.splitlines()]
                if not docs or "Ine Berg" not in json.dumps(docs[-1]):
                    bad.append(f"{what}: what followed is left out")
            elif not out:
                bad.append(f"{what}: nothing came out")
        for p in paths:
            os.remove(p)


# Misuse and what cannot be read: arguments, exit code, a part of what is said (of the first line).
ROWS = [
    (["code", "nosuch.txt"], 1, "nosuch.txt: cannot open: No such file"), (["extract", "nosuch.txt"], 1, "nosuch.txt: cannot open"), (["dedup", "nosuch.txt"], 1, "nosuch.txt: cannot open"),
    (["parse", "nosuch.txt"], 1, "nosuch.txt: cannot open"), (["events", "nosuch.txt"], 1, "nosuch.txt: cannot open"), (["eval", "nosuch.conllu"], 1, "nosuch.conllu: cannot be read: No such file"),
    (["eval", "folder"], 1, "folder: cannot be read: Is a directory"), (["talks", "nosuch.jsonl"], 1, "nosuch.jsonl: cannot open: No such file"), (["rules", "coverage", "nosuch"], 1, "nosuch: cannot open"),
    (["code", "good.txt/x"], 1, "good.txt/x: cannot open: Not a directory"), (["code", "loop-a"], 1, "loop-a: cannot open: Too many levels"), (["code", "broken-link"], 1, "broken-link: cannot open: No such file"),
    (["code", "no\nsuch\x1b[2J.txt"], 1, "no?such?[2J.txt: cannot open"), (["code", "folder"], 0, None), (["code", "odd"], 1, "odd/pipe: is no file and no folder"), (["code", "/dev/null"], 0, None),
    (["code", "--date=2016-13-45", "good.txt"], 2, '--date: "2016-13-45" is no date'), (["code", "--date=2015-02-29", "good.txt"], 2, "--date"), (["code", "--date=2016-2-3", "good.txt"], 2, "--date"),
    (["code", "--date=99999999999-01-01", "good.txt"], 2, "--date"), (["code", "--date=", "good.txt"], 2, "--date"), (["code", "--date=2016-02-29", "good.txt"], 0, None),
    (["code", "--jobs=0", "good.txt"], 2, "--jobs"), (["code", "--jobs=many", "good.txt"], 2, "--jobs"), (["code", "--jobs=1000000", "good.txt"], 2, "--jobs"), (["code", "--jobs=-1", "good.txt"], 2, "--jobs"),
    (["code", "--max-line=1e6", "good.txt"], 2, "--max-line"), (["code", "--max-article=-1", "good.txt"], 2, "--max-article"), (["code", "--max-memory=99999999999999999999999", "good.txt"], 2, "--max-memory"),
    (["code", "--max-seconds=", "good.txt"], 2, "--max-seconds"), (["code", "--format=xml", "good.txt"], 2, 'no format "xml"'), (["code", "--frob", "good.txt"], 2, "--frob"), (["frob"], 2, "frob"),
    (["code", "--rules=nosuch", "good.txt"], 1, "nosuch: "), (["code", "--knowledge=nosuch", "good.txt"], 1, "nosuch: "), (["code", "--petrarch=nosuch", "good.txt"], 1, "nosuch: "), (["code", "--data=nosuch", "good.txt"], 1, "nosuch/"),
    (["code", "--rules=rules", "good.txt"], 1, "rules/bad.rules:1: "), (["rules", "check", "--rules=rules"], 1, "rules/bad.rules:1: "),
    (["who", "Berg", "--on", "2016-13-45"], 2, '"2016-13-45" is no date'), (["who"], 2, "needs a name"), (["rules", "test", "nosuch/rule"], 1, "nosuch/rule: "), (["rules", "explain", "xyzzy"], 1, "xyzzy: "),
    (["rules"], 2, "rules: "), (["knowledge", "import", "nosuch", "to"], 1, "nosuch: "), (["eval", "good.txt"], 1, "good.txt:1: is no CoNLL-U"), (["eval", "far.conllu"], 1, "far.conllu:3: is no CoNLL-U"),
    (["eval", "wide.conllu"], 1, "wide.conllu:2: is no CoNLL-U"), (["parse", "--tokenized", "good.txt"], 1, "good.txt:1: "),
    (["events", STORE, "--since=2016-99-99"], 2, "--since "), (["events", STORE, "--until=yesterday"], 2, "--until "), (["events", STORE, "--limit=-3"], 2, "--limit "), (["events", STORE, "--limit=99999999999999999999"], 2, "--limit "),
    (["events", STORE, "--confidence=high"], 2, "--confidence "), (["events", "--since=2016-99-99", "good.txt"], 2, "--since "), (["counts", STORE, "--by=mood"], 2, "mood"), (["search", STORE, '"'], 2, "no word"), (["search", STORE, '"Ine'], 0, None),
    (["talks", STORE, "--changed-since=lately"], 2, "--since "), (["talks", STORE, "t99999999999"], 1, "t99999999999: "), (["talks", "undo", STORE, "first"], 2, "first: "), (["explain", STORE, "nosuch#e3"], 1, "nosuch#e3: "),
    (["explain", STORE, "x#e99999999999999999999"], 1, "x#e9999"), (["export", STORE, "--format=docx"], 2, "docx"), (["serve", STORE, "--port=99999"], 2, "99999"), (["serve", STORE, "--listen=nowhere.invalid"], 2, "nowhere.invalid"),
    (["events", "--store=sqlite:nosuch.db"], 3, "nosuch.db: there is no such store"), (["events", "--store=sqlite:/nosuch/x.db"], 3, "/nosuch/x.db: "), (["events", "--store=sqlite:folder"], 3, "folder: is no file"),
    (["events", "--store=sqlite:fifo"], 3, "fifo: is no file"), (["events", "--store=sqlite:good.txt"], 3, "good.txt: is not a Dateline store"), (["events", "--store=mysql:x"], 3, "mysql:x: "), (["events", "--store=sqlite:"], 3, ""),
    (["ingest", "--store=sqlite:good.txt", "good.txt"], 3, "good.txt: is not a Dateline store"), (["ingest", "--store=sqlite:/nosuch/x.db", "good.txt"], 3, "/nosuch/x.db: "), (["ingest", "--store=sqlite:folder", "good.txt"], 3, "folder: is no file"),
    (["ingest", "--store=sqlite:new.db", "nosuch.txt", "good.txt"], 1, "nosuch.txt: cannot open"), (["events", "--store=sqlite:cut.db"], 3, "cut.db: "), (["statements", "--store=sqlite:flipped.db"], 3, "flipped.db: "),
    (["talks", "good.txt"], 1, "good.txt:1: "), (["talks", "deep.jsonl"], 1, "deep.jsonl:1: "),
]


def make_odd_files():
    run("ingest", STORE, "--quiet", "good.txt", EXAMPLES)
    os.makedirs("folder/inner", exist_ok=True)
    os.symlink("loop-b", "loop-a")
    os.symlink("loop-a", "loop-b")
    os.symlink("nowhere", "broken-link")
    os.symlink("..", "folder/inner/up")
    os.makedirs("odd")
    os.mkfifo("odd/pipe")
    os.mkfifo("fifo")
    os.makedirs("rules")
    open("rules/bad.rules", "w").write("frob the knob\n")
    row = "%s\tx\tx\tX\tX\t_\t%d\tdep\t_\t_\n"
    open("far.conllu", "w").write("# text = x\n" + row % ("1", 9999999) + "\n")
    open("wide.conllu", "w").write("# text = x\n" + row % ("1-2000000000", 0) + row % ("1", 0) + "\n")
    open("deep.jsonl", "w").write("[" * 100000 + "\n")
    open("words.conllu", "wb").write(GOOD["words.conllu"])
    store = open("good.db", "rb").read()
    open("cut.db", "wb").write(store[:len(store) // 2])
    open("flipped.db", "wb").write(store[:100] + bytes(b ^ 0x5A for b in store[100:]))


def test_rows():
    make_odd_files()
    for args, code, words in ROWS:
        what = " ".join(args)
        rc, out, err = run(*args)
        expect(what, code, rc, err[:2])
        said(what, [e for e in err if not e.startswith("0 rules")])
        if words is None:
            expect(what + ": says nothing", [], err)
        elif not err or words not in err[0]:
            bad.append(f"{what}: wanted {words!r}, said {err[:2]}")
    expect("the rest of an ingest is done", 0, run("events", "--store=sqlite:new.db")[0])


# 10,000 deep, bombs, names that lead elsewhere: the file, documents that may come at least, what is said, and other options.
def odd():
    deep = 10000
    nested = io.BytesIO()
    with zipfile.ZipFile(nested, "w", zipfile.ZIP_DEFLATED) as z:
        for name in ("../../outside.txt", "/tmp/absolute.txt", "a/./b//c.txt", "C:\\odd\\name.txt", "x" * 3000 + ".txt", "line\nend.txt"):
            z.writestr(name, TEXT)
    zeros = gzip.compress(bytes(100 << 20), 9)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("zeros.txt", bytes(100 << 20))
    entities = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a '" + "lol" * 100 + "'>" + "".join(f"<!ENTITY {b} '{f'&{a};' * 50}'>" for a, b in zip("abcdefgh", "bcdefghi")) + f"]><rss><channel><item><title>x</title><description>&i; {TEXT}</description></item></channel></rss>"
    return [
        ("deep.html", f"<!doctype html><html><body>{'<div>' * deep}<p>{TEXT}</p></body></html>".encode(), 1, None), ("deep.xml", f"<?xml version='1.0'?><rss><channel>{'<item>' * deep}{ITEM}".encode(), 0, None),
        ("deep.json", ('{"text":' * deep).encode(), 0, "deep.json"), ("deep-quotes.txt", ("\u201c" * deep + TEXT).encode(), 1, None), ("deep-brackets.txt", ("(" * deep + TEXT).encode(), 1, None),
        ("names.zip", nested.getvalue(), 6, None), ("zeros.gz", zeros, 0, "zeros.gz: unpacks to more"), ("zeros.zip", bomb.getvalue(), 0, "zeros.zip"), ("entities.xml", entities.encode(), 0, None),
        ("one-word.txt", b"x" * 3000000, 1, None), ("one-line.txt", TEXT.encode().replace(b"\n", b" ") * 1000, 1, None), ("capitals.txt", b"The " + b"Foreign Minister Of " * 5000, 1, None), ("stops.txt", b". " * 20000, 1, None),
        ("numbers.txt", b"9" * 20000 + b" people met on May 99999999999999, 99999999999.", 1, None), ("dates.txt", b"On 99/99/9999, 31 February 0000, May 3, 99999 and 2021-13-45T99:99:99Z he left.", 1, None),
        ("dates.jsonl", b"".join(json.dumps({"text": TEXT, "published": p}).encode() + b"\n" for p in ("9999-99-99", "99999999999999999999", "-1", "0000-00-00", 5, None, [], "x" * 5000, "2021-05-03T25:61:61+99:99")), 1, None),
    ]


def test_odd():
    """Within 2 GB of addresses and 20 seconds of the processor a file (the sandbox has its own limits)."""
    limit = lambda: (resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30)), resource.setrlimit(resource.RLIMIT_CPU, (20, 20)))
    for name, data, least, words in odd():
        open(name, "wb").write(data)
        for command in ("code", "extract"):
            rc, out, err = run(command, name, "good.txt", preexec_fn=limit)
            what = f"{command} {name}"
            docs = [json.loads(l) for l in out.splitlines()]
            if rc not in (0, 1) or (rc == 1) != bool(err):
                bad.append(f"{what}: exit {rc}, said {err[:3]}")
            if len(docs) < least + 1:
                bad.append(f"{what}: {len(docs)} documents, {err[:3]}")
            if words and not any(words in e for e in err):
                bad.append(f"{what}: wanted {words!r}, said {err[:3]}")
            said(what, err)
    for outside in ("../../outside.txt", "/tmp/absolute.txt"):
        if os.path.exists(outside):
            bad.append(f"{outside} was written")


def test_output():
    """A full disk is said and fails; a reader that leaves ends the program as it ends others; a closed output is no success."""
    open("many.jsonl", "wb").write(b"".join(b'{"text":"%d. %s"}\n' % (i, TEXT.replace('"', "").strip().encode()) for i in range(400)))
    commands = [["code", "many.jsonl"], ["code", "--format=text", "many.jsonl"], ["extract", "many.jsonl"], ["parse", "many.jsonl"], ["dedup", "many.jsonl"], ["events", STORE], ["statements", STORE], ["export", STORE], ["export", STORE, "--format=jsonl"],
                ["counts", STORE, "--by=type"], ["search", STORE, "talks"], ["talks", STORE, "--format=json"], ["who", "Angela Merkel"], ["rules", "check"], ["version"], ["help"], ["--help"], ["completions", "bash"], ["explain", STORE, ARTICLE]]
    for args in commands:
        what = " ".join(args)
        with open("/dev/full", "wb") as full:
            rc, _, err = run(*args, out=full)
        expect(what + " to a full disk", (1, ["dateline: standard output: cannot be written: No space left on device"]), (rc, err[-1:]))
        expect(what + " with no output", 1, subprocess.run(["sh", "-c", 'exec "$0" "$@" >&-', EXE, *args], stderr=subprocess.DEVNULL, timeout=60).returncode)
    p = subprocess.Popen([EXE, "code", "many.jsonl"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    p.stdout.read(100)
    p.stdout.close()
    expect("nobody reads", (-signal.SIGPIPE, b""), (p.wait(timeout=60), p.stderr.read()))


def test_streams():
    """Pipes that come in bits, a reader that is interrupted by signals, files that go away while a folder is read, and files one may not read."""
    rd, wr = os.pipe()
    p = subprocess.Popen([EXE, "code", "-"], stdin=rd, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    os.close(rd)

    def trickle():
        for i in range(0, len(GOOD["lines.jsonl"]), 37):
            p.send_signal(signal.SIGCONT)
            os.write(wr, GOOD["lines.jsonl"][i:i + 37])
        os.close(wr)

    t = threading.Thread(target=trickle)
    t.start()
    out, err = p.communicate(timeout=60)
    t.join()
    expect("in bits", (0, 4, b""), (p.returncode, len(out.splitlines()), err))
    t = threading.Thread(target=lambda: open("fifo", "wb").write(GOOD["lines.jsonl"]))
    t.start()
    rc, out, err = run("code", "fifo", "good.txt")
    t.join()
    expect("a named pipe", (0, 5, []), (rc, len(out.splitlines()), err))
    os.makedirs("vanishing")
    for i in range(100):
        open(f"vanishing/{i:03d}.txt", "w").write(TEXT)
    p = subprocess.Popen([EXE, "code", "vanishing"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out = p.stdout.read(1)                 # the folder has been listed, and what comes waits for a reader
    for i in range(80, 100):
        os.remove(f"vanishing/{i:03d}.txt")
    out, err = out + p.stdout.read(), p.stderr.read().decode().splitlines()
    rc = p.wait(timeout=60)
    expect("files that go away", (1, 80, 20), (rc, len(out.splitlines()), len(err)), err[:3])
    said("files that go away", err)
    os.chmod("good.txt", 0)
    os.makedirs("shut", 0)
    nobody = {"user": 65534} if os.getuid() == 0 else {}
    os.chmod(".", 0o755)
    rc, out, err = run("code", "good.txt", "shut", "lines.jsonl", **nobody) if readable_by(nobody) else (1, b"\n" * 4, ["dateline: good.txt: cannot open: Permission denied", "dateline: shut: cannot be listed: Permission denied"])
    expect("no permission", (1, 4, ["dateline: good.txt: cannot open: Permission denied", "dateline: shut: cannot be listed: Permission denied"]), (rc, len(out.splitlines()), err))
    os.chmod("good.txt", 0o644)
    os.chmod("shut", 0o755)


def readable_by(nobody):
    """Can that user run the program at all? Not if it lies in somebody's home."""
    try:
        return subprocess.run([EXE, "help"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **nobody).returncode == 0 and \
               subprocess.run([EXE, "code", "lines.jsonl"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **nobody).returncode == 0
    except OSError:
        return False


for name, data in GOOD.items():
    open(name, "wb").write(data)
TESTS = [test_damage, test_rows, test_odd, test_output, test_streams]
for test in TESTS:
    if test is test_output:
        rc, out, err = run("search", STORE, "talks", "--format=jsonl")
        ARTICLE = json.loads(out.splitlines()[0])["article"]
    test()
subprocess.run(["rm", "-rf", os.getcwd()])
print("\n".join(bad))
sys.exit(bool(bad))
