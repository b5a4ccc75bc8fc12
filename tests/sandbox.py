"""tests/sandbox.py DATELINE: what is parsed in the sandbox comes out as it does without; a parser that crashes, hangs, grows or reaches out
costs the document it was at, and no more."""
import gzip, json, os, subprocess, sys, tempfile, zipfile

EXE = os.path.abspath(sys.argv[1])
bad = []


def run(*args, test=None, data=None):
    env = dict(os.environ, DATELINE_TEST_SANDBOX=test) if test else os.environ
    p = subprocess.run([EXE, "extract", *args], input=data, capture_output=True, timeout=60, env=env)
    return [json.loads(x) for x in p.stdout.splitlines()], p.stderr.decode().splitlines(), p.returncode


def expect(what, wanted, got):
    if wanted != got:
        bad.append(f"{what}: wanted {wanted}, got {got}")


def page(word):
    return f"<!doctype html><html><head><title>News</title></head><body><article><p>The envoy arrived on Monday, officials said: {word}.</p></article></body></html>"


def files(ill=()):
    word = lambda i: "BOOM" if i in ill else f"number {i}"
    item = "<item><title>News &amp;amp; views</title><description>Talks went on, the ministry said: %s.</description></item>"
    open("pages.jsonl", "w").write("".join(json.dumps({"id": str(i), "html": page(word(i))}) + "\n" for i in range(6)))
    with gzip.open("lines.gz", "wt") as f:
        f.write("".join(json.dumps({"id": str(i), "text": "She said: " + word(i)}) + "\n" for i in range(6)))
    with zipfile.ZipFile("pages.zip", "w") as z:
        for i in range(6):
            z.writestr(f"{i}.html", page(word(i)))
        z.writestr("latin.xml", "<?xml version='1.0' encoding='koi8-r'?><rss><channel>" + item % "\u043c\u0438\u0440" + "</channel></rss>".encode("koi8-r").decode("koi8-r"))
    open("feed.xml", "w").write("<?xml version='1.0'?><rss version='2.0'><channel><title>Wire</title>" + "".join(item % word(i) for i in range(6)) + "</channel></rss>")
    open("cyrillic.xml", "wb").write(("<?xml version='1.0' encoding='koi8-r'?><rss><channel>" + item % "\u043c\u0438\u0440" + "</channel></rss>").encode("koi8-r"))


ALL = ["pages.jsonl", "lines.gz", "pages.zip", "feed.xml", "cyrillic.xml"]
os.chdir(tempfile.mkdtemp())
files()
for flags in ((), ("--jobs=3",)):
    expect("with and without", run("--no-sandbox", *flags, *ALL), run(*flags, *ALL))
expect("nothing is lost", 26, len(run(*ALL)[0]))
expect("a stream", run("--no-sandbox", "-", data=open("pages.zip", "rb").read()), run("-", data=open("pages.zip", "rb").read()))
expect("the decoder was there", True, "\u043c\u0438\u0440" in run("cyrillic.xml")[0][0]["text"])
unfiltered = run("pages.zip", test="unfiltered")
expect("without a filter all is read", 7, len(unfiltered[0]))
expect("and that is said", ["dateline: the sandbox has limits but no filter of system calls (seccomp) on this system"], unfiltered[1])
filtered = not run("pages.jsonl")[1]

files(ill=(2, 4))
SAID = {"crash": "its parser was ended by a signal (Segmentation fault)", "hang": "takes more than 1 seconds to parse", "grow": "", "reach": "User defined signal 1"}
for test, said in SAID.items():
    if test == "reach" and not filtered:
        continue
    limits = ["--max-seconds=1", "--max-memory=100000000"]
    for name, places, left in (("pages.jsonl", [":3", ":5"], 4), ("lines.gz", [":3", ":5"], 4), ("pages.zip", ["!2.html", "!4.html"], 5), ("feed.xml", [""], 2)):
        if test in ("hang", "grow") and name not in ("pages.jsonl", "pages.zip"):
            continue
        docs, err, rc = run(*limits, name, test=test + " BOOM")
        expect(f"{test} {name}: documents", left, len(docs))
        expect(f"{test} {name}: places", [f"dateline: {name}{p}" for p in places], [e[:e.index(": ", 10)] for e in err])
        expect(f"{test} {name}: why", [True] * len(err), [said in e for e in err])
        expect(f"{test} {name}: exit", 1, rc)
files(ill=(2,))
for name, left in (("pages.jsonl", 5), ("feed.xml", 2)):
    docs, err, rc = run("--max-seconds=1", name, test="sleep BOOM")
    expect(f"sleep {name}", (left, 1, True), (len(docs), len(err), "takes more than 5 seconds of the clock" in err[0]))
files(ill=(2, 4))
docs, err, rc = run("-", "pages.jsonl", test="crash BOOM", data=open("lines.gz", "rb").read())
expect("the rest of a stream is lost, the next file is not", (6, True), (len(docs), "the rest is lost" in err[0]))
print("\n".join(bad))
sys.exit(bool(bad))
