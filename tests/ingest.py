"""ingest.py DATELINE: articles go in from files, folders, standard input and JSON lines alike; what fails is listed, kept and asked for; progress is a
line that is drawn over on a terminal, now and then a line elsewhere, and nothing with --quiet; broken off, it goes on."""
import json, os, pty, signal, subprocess, sys, tempfile, time
from expect import expect, faults

exe = os.path.realpath(sys.argv[1])
LAND = ["Kenya", "Chad", "Ghana", "Peru", "Nepal", "Oman", "Cuba", "Fiji"]
TEXT = [f"{LAND[i % 8]} expelled the ambassador of {LAND[(i + 3) % 8]} on Monday, the Foreign Ministry said. The {40 + i} houses of lane {i} stood empty." for i in range(24)]


def run(*args, **more):
    return subprocess.run([exe, *args], capture_output=True, text=True, **more)


def records(store):
    """What the store has, without where it came from and what ids it was given."""
    out = [json.loads(l) for l in run("export", "--store=" + store, "--format=jsonl").stdout.splitlines()]
    return sorted((r["text"], len(r["events"]), len(r["statements"])) for r in out)


def on_terminal(*args):
    """Exit status, and what stands on a terminal of 80 columns."""
    pid, fd = pty.fork()
    if not pid:
        os.execv(exe, [exe, *args])
    out = b""
    try:
        while got := os.read(fd, 4096):
            out += got
    except OSError:
        pass
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), out.decode()


with tempfile.TemporaryDirectory() as d:
    os.chdir(d)
    os.makedirs("in/deeper")
    for i, text in enumerate(TEXT):
        with open(f"in/{'deeper/' if i % 2 else ''}{i:02}.txt", "w") as f:
            f.write(text)
    with open("wire.jsonl", "w") as f:
        f.writelines(json.dumps({"id": f"w{i}", "text": text}) + "\n" for i, text in enumerate(TEXT))
    files = sorted(os.path.join(at, name) for at, _, names in os.walk("in") for name in names)

    # ---- the same from everywhere ----
    ways = {"files.db": (files, None), "folder.db": (["in"], None), "jsonl.db": (["wire.jsonl", "--jobs=2"], None), "stdin.db": (["-"], open("wire.jsonl").read())}
    for store, (args, given) in ways.items():
        p = run("ingest", "--store=" + store, *args, input=given)
        expect(store + ": exit, standard error", (0, ""), (p.returncode, p.stderr))
        expect(store + ": the summary", True, p.stdout.startswith(f"{store}: 24 new ("))
    for store in ways:
        expect(store, records("files.db"), records(store))
    expect("all of it", sorted(TEXT), [r[0] for r in records("files.db")])
    p = run("ingest", "--store=folder.db", "--quiet", "in")
    expect("again, quiet", (0, "", ""), (p.returncode, p.stdout, p.stderr))

    # ---- what fails ----
    os.makedirs("bad")
    with open("bad/mixed.jsonl", "w") as f:
        f.write('{"id": "x1", "text": "Russia met Iran on Monday."}\n{"id": "x2", "text":\n{"id": "x3", "nothing": 1}\nnot json\n{"id": "x4", "text": "Kenya praised Uganda on Tuesday."}\n')
    for name, content in ("picture.jpg", bytes(range(256)) * 8 + bytes(9)), ("paper.pdf", b"%PDF-1.4\n1 0 obj\n"), ("empty.txt", b""), ("blank.txt", b" \n\n"), \
            ("german.txt", "Der Außenminister hat am Montag in Berlin den russischen Botschafter empfangen und sagte, die Gespräche würden fortgesetzt.".encode()), \
            ("wide.txt", "Peru expelled the ambassador of Nepal on Monday.".encode("utf-16-le")):
        with open("bad/" + name, "wb") as f:
            f.write(content)
    os.symlink("nowhere", "bad/dangling.txt")
    if os.getuid():
        with open("bad/secret.txt", "w") as f:
            f.write("Peru met Cuba.")
        os.chmod("bad/secret.txt", 0)
    p = run("ingest", "--store=bad.db", "bad", "missing.txt")
    expect("failures: exit", 1, p.returncode)
    expect("failures: the rest is done", True, p.stdout.startswith("bad.db: 4 new (0 of them copies), 0 coded anew, 0 there before, 1 not in English, "))
    want = {"bad/mixed.jsonl:2": "is no JSON object", "bad/mixed.jsonl:3": 'has neither a string "text"', "bad/mixed.jsonl:4": "is no JSON object", "bad/picture.jpg": "holds binary data",
            "bad/paper.pdf": "is a PDF file", "bad/empty.txt": "there is no text", "bad/blank.txt": "there is no text", "bad/dangling.txt": "cannot open: No such file",
            "missing.txt": "cannot open: No such file", **({"bad/secret.txt": "cannot open: Permission denied"} if os.getuid() else {})}
    kept = dict(line.split("\t")[0::2] for line in run("export", "--store=bad.db", "--format=failures").stdout.splitlines()[1:])
    expect("failures: kept", sorted(want), sorted(kept))
    for place, reason in want.items():
        expect(place, True, kept.get(place, "").startswith(reason))
        expect(place + ": listed", True, f"dateline: {place}: {kept.get(place)}" in p.stderr.splitlines())
    expect("failures: told apart by day", (0, 0), (len(run("export", "--store=bad.db", "--format=failures", "--until=2020").stdout.splitlines()) - 1,
                                                  run("export", "--store=bad.db", "--format=failures", "--since=2020").returncode))
    with open("missing.txt", "w") as f:
        f.write("Chad met Ghana on Monday.")
    run("ingest", "--store=bad.db", "missing.txt")
    expect("failures: forgotten once read", False, "missing.txt" in run("export", "--store=bad.db", "--format=failures").stdout)
    p = run("ingest", "--store=bad.db", "--quiet", "bad")
    expect("failures, quiet: they alone are told", (1, "", len(want) - 1), (p.returncode, p.stdout, len(p.stderr.splitlines())))
    expect("misuse", 2, run("ingest", "--frob", "in").returncode)
    expect("no store", 3, run("ingest", "--store=nowhere/at/all.db", "in").returncode)

    # ---- progress ----
    code, seen = on_terminal("ingest", "--store=seen.db", "--no-sandbox", "in")
    lines = seen.split("\r")
    expect("on a terminal: exit, one line drawn over", (0, True), (code, any(" articles, " in l and "words/s" in l and l.endswith("\033[K") for l in lines)))
    expect("on a terminal: no wider than it is", [], [l for l in lines if len(l.replace("\033[K", "")) > 79 and " new (" not in l])
    code, seen = on_terminal("ingest", "--store=seen.db", "--quiet", "in")
    expect("on a terminal, quiet", (0, ""), (code, seen))
    p = subprocess.Popen([exe, "ingest", "--store=slow.db", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(6)
    out, err = p.communicate(open("wire.jsonl").read())
    expect("elsewhere: a line after five seconds", 1, len([l for l in err.splitlines() if l.startswith("dateline: ") and "words/s" in l]))

    # ---- broken off ----
    p = subprocess.Popen([exe, "ingest", "--store=broken.db", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    p.stdin.write("".join(json.dumps({"id": f"w{i}", "text": text}) + "\n" for i, text in enumerate(TEXT[:12])))
    p.stdin.flush()
    while not os.path.exists("broken.db"):
        time.sleep(.05)
    p.send_signal(signal.SIGINT)
    time.sleep(.5)
    out, err = p.communicate("".join(json.dumps({"id": f"w{i}", "text": text}) + "\n" for i, text in enumerate(TEXT) if i >= 12))
    expect("broken off: exit, said so", (130, True), (p.returncode, "the same command goes on from here" in err))
    some = len(records("broken.db"))
    expect("broken off: some of it", True, some < 24)
    p = run("ingest", "--store=broken.db", "wire.jsonl")
    expect("gone on with", (0, records("jsonl.db"), True), (p.returncode, records("broken.db"), f" {some} there before" in p.stdout))
print("\n".join(faults))
sys.exit(bool(faults))
