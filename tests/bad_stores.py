"""tests/bad_stores.py DATELINE: every command on a store that is bad: one sentence that names the file, exit 3, nothing lost, nothing made.
Stores of each older version come up to date; a full disk, however full, leaves a store that goes on once there is room."""
import json, os, random, shutil, sqlite3, subprocess, sys, tempfile

exe, bad = os.path.realpath(sys.argv[1]), 0
os.chdir(home := tempfile.mkdtemp())
os.chmod(home, 0o755)
random.seed(5)
PAGE = 16384
WRITERS = ["ingest wire.jsonl", "talks rename t1 Border", "talks --refresh"]
READERS = ["events", "events --format=csv", "statements", "talks", "talks t1", "talks t1 --accounts", "talks --chain=x --format=json", "talks --changed-since=2016-01-01",
           "timeline NOR", "counts", "counts --by=month,dyad", "search treaty", "search --statements transit", "export --format=csv", "export --format=jsonl",
           "export --format=polecat", "export --format=rounds", "export --format=articles", "explain n1#e1", "explain n1"]


def complain(*what):
    global bad
    bad = 1
    print(*what)


def run(command, store, user=None):
    name, *rest = command.split()
    p = subprocess.run([exe, name, f"--store={store}", *rest], capture_output=True, user=user, timeout=60)
    return p.returncode, p.stdout.decode(errors="replace"), p.stderr.decode(errors="replace")


def refused(what, commands, store, sentence, names=None, user=None):
    for c in commands:
        rc, _, err = run(c, store, user)
        if rc != 3 or err.count("\n") != 1 or sentence not in err or (names or store) not in err:
            complain(f"{what}: {c}: exit {rc}, not 3 and one line with '{sentence}': {err.strip()[:300]}")


def answers(what, commands, store, user=None):
    for c in commands:
        rc, out, err = run(c, store, user)
        if rc or not out or err:
            complain(f"{what}: {c}: exit {rc}, {len(out)} bytes of answer: {err.strip()[:300]}")


def sql(path, *statements):
    c = sqlite3.connect(path)
    rows = [r for s in statements for r in c.execute(s)]
    c.commit()
    c.close()
    return rows


def dump(path):
    """All that a store holds but what full text is made of; times of edits aside."""
    c = sqlite3.connect(path)
    lines = [l for l in c.iterdump() if "_fts" not in l and 'INTO "edits"' not in l and 'INTO "failures"' not in l]
    lines += [repr(r) for t in ("articles", "statements") for r in c.execute(f"SELECT * FROM {t}_fts_config ORDER BY 1")]
    lines += [repr(r) for r in c.execute("SELECT kind, subject, change FROM edits ORDER BY id")]
    for t in ("articles_fts", "statements_fts"):
        c.execute(f"INSERT INTO {t}({t}) VALUES ('integrity-check')")
    assert c.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    c.close()
    return sorted(lines)


def write_wire(path, n, filler):
    words = ["harvest", "river", "council", "bridge", "timber", "signal", "copper", "garden", "lantern", "meadow"]
    with open(path, "w") as f:
        for i in range(n):
            a, b = random.sample(["Norway", "Kenya", "Chile", "Peru", "Russia", "Turkey"], 2)
            tail = " ".join(f"{random.choice(words)}{random.randrange(9999)}" for _ in range(filler[i % len(filler)]))
            f.write(json.dumps({"id": f"n{i}", "published": f"2016-09-{5 + i % 20:02}", "text":
                    f"OSLO, Sept {5 + i % 20} (Wire) -- {a} and {b} resumed talks on a border treaty on Monday. \"We agreed on transit fees, {tail},\" {a}'s foreign minister said."}) + "\n")


# ---- a good store, and files that are none ------------------------------------------------------

write_wire("wire.jsonl", 8, [40])
for c in ("ingest wire.jsonl", "talks rename t1 Border"):
    assert run(c, "base.db")[0] == 0
sql("base.db", "PRAGMA wal_checkpoint(TRUNCATE)")
answers("a good store", READERS, "base.db")
assert sql("base.db", "SELECT count(*) FROM articles WHERE duplicate_of") == [(0,)], "what kind of copies they are, an older store does not know"
size = os.path.getsize("base.db")


def altered(name, change):
    shutil.copy("base.db", name)
    with open(name, "r+b") as f:
        change(f)
    return name


def put(f, at, what):
    f.seek(at)
    f.write(what)


def unchanged(what, commands, path, sentence):
    before = open(path, "rb").read()
    refused(what, commands, path, sentence)
    if open(path, "rb").read() != before:
        complain(f"{what}: the file was changed")


BOTH = READERS + WRITERS
open("text.db", "w").write("no store at all, but long enough to look like a file of some kind or other\n" * 9)
unchanged("a text file", BOTH, "text.db", "is not a Dateline store")
open("short.db", "w").write("abc")
unchanged("three bytes", BOTH, "short.db", "is not a Dateline store")
open("empty.db", "w").close()
unchanged("an empty file", [c for c in BOTH if not c.startswith("ingest")], "empty.db", "is empty")
os.mkdir("folder.db")
refused("a folder", BOTH, "folder.db", "is no file")
refused("no such file", [c for c in BOTH if not c.startswith("ingest")], "nowhere.db", "there is no such store")
if os.path.exists("nowhere.db"):
    complain("no such file: it was made")
refused("no such folder", ["ingest wire.jsonl"], "no/where.db", "cannot be opened")
for url in ("postgres://u@h/db", "postgresql:db", "http://x/y.db", "mysql:db", "sqlite:"):
    refused("a wrong URL", BOTH, url, "write sqlite:FILE")
unchanged("a broken mark", BOTH, altered("mark.db", lambda f: put(f, 0, b"\xff")), "is not a Dateline store")
unchanged("a wrong page size", BOTH, altered("page.db", lambda f: put(f, 16, b"\x12\x34")), "is not a Dateline store")
unchanged("a broken schema", BOTH, altered("schema.db", lambda f: put(f, 100, b"\xff" * 3000)), "is damaged")
unchanged("half a file", BOTH, altered("half.db", lambda f: f.truncate(size // 2)), "is damaged")
unchanged("the start of a file", BOTH, altered("start.db", lambda f: f.truncate(1000)), "is damaged")
unchanged("all pages broken", BOTH, altered("pages.db", lambda f: [put(f, p * PAGE, b"\xff" * 200) for p in range(4, size // PAGE)]), "is damaged")
for i in range(6):      # a few bytes: answered, or said to be damaged, never another end
    path = altered("bytes.db", lambda f: [put(f, random.randrange(4 * PAGE, size), bytes([random.randrange(256)])) for _ in range(30)])
    for c in READERS:
        rc, _, err = run(c, path)
        if rc not in (0, 3) or (rc == 3) != ("damaged" in err and "bytes.db" in err and err.count("\n") == 1):
            complain(f"bytes flipped: {c}: exit {rc}: {err.strip()[:300]}")
shutil.copy("base.db", "newer.db")
sql("newer.db", "PRAGMA user_version = 99")
unchanged("a newer store", BOTH, "newer.db", "newer Dateline")
sql("foreign.db", "CREATE TABLE t(x)")
unchanged("another program's file", BOTH, "foreign.db", "another program")

# ---- locks, and what is read-only ----------------------------------------------------------------

HOLD = """import sqlite3, sys
c = sqlite3.connect(sys.argv[1]); c.isolation_level = None
for q in sys.argv[2:]: r = c.execute(q).fetchone()
print(r, flush=True); sys.stdin.read(); print(c.execute("SELECT count(*) FROM articles").fetchone()[0])"""


def holder(path, *statements):
    p = subprocess.Popen([sys.executable, "-c", HOLD, path, *statements], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    p.stdout.readline()
    return p


shutil.copy("base.db", "locked.db")
p = holder("locked.db", "PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE", "DELETE FROM failures")
refused("an exclusive lock", ["events", "talks t1", "export --format=jsonl", "explain n1", "search treaty"] + WRITERS[:2], "locked.db", "is locked by another program")
p.communicate("")
p = holder("locked.db", "BEGIN IMMEDIATE", "DELETE FROM failures")
answers("beside a writer", READERS, "locked.db")
refused("beside a writer", WRITERS[:2], "locked.db", "is locked by another program")
p.communicate("")
write_wire("more.jsonl", 30, [30])
p = holder("locked.db", "BEGIN", "SELECT count(*) FROM articles")
if run("ingest more.jsonl", "locked.db")[0]:
    complain("beside a long reader, nothing can be written")
if p.communicate("")[0].strip() != "8":
    complain("a long reader sees what came later")
answers("after them", READERS, "locked.db")

root = os.getuid() == 0
nobody = 65534 if root else None
os.mkdir("ro")
shutil.copy("base.db", "ro/a.db")
shutil.copy("wire.jsonl", "ro/wire.jsonl")
os.chmod("ro", 0o555)
mend = [c.replace("wire", "ro/wire") for c in WRITERS]
answers("a read-only folder", READERS, "ro/a.db", nobody)
refused("a read-only folder", mend, "ro/a.db", "read-only", user=nobody)
os.chmod("ro", 0o777)
sql("ro/a.db", "PRAGMA wal_checkpoint(TRUNCATE)")
c = sqlite3.connect("ro/a.db")
c.execute("UPDATE articles SET outlet = 'Other'")
c.commit()
shutil.copy("ro/a.db", "ro/b.db")
shutil.copy("ro/a.db-wal", "ro/b.db-wal")
c.close()
os.chmod("ro", 0o555)
refused("a log that cannot be read", READERS, "ro/b.db", "in the log beside it", user=nobody)
os.chmod("ro", 0o777)
os.chmod("ro/a.db", 0)
refused("a file that may not be read", READERS, "ro/a.db", "may you read it", user=nobody)

# ---- older versions ------------------------------------------------------------------------------

FTS = ("articles_fts", "statements_fts")
back = {   # step i takes a store from version i to the one before
    7: ["ALTER TABLE articles DROP COLUMN copy_of"],
    6: [f"INSERT INTO {t}({t}, rank) VALUES ('{o}', {v})" for t in FTS for o, v in (("automerge", 16), ("crisismerge", 16))],
    5: ["ALTER TABLE articles DROP COLUMN copy_kind"],
    4: ["DROP INDEX events_month", "DROP INDEX events_day", "DROP INDEX statements_day", "DROP INDEX dyads_pair", "DROP INDEX articles_outlet", "DROP TABLE totals",
        "ALTER TABLE events DROP COLUMN month", "ALTER TABLE events DROP COLUMN sides", "ALTER TABLE statements DROP COLUMN day",
        "CREATE TABLE dyads_old(source TEXT NOT NULL, target TEXT NOT NULL, month TEXT NOT NULL, event INTEGER NOT NULL REFERENCES events(id), date TEXT,"
        " plover TEXT NOT NULL, status TEXT NOT NULL, score REAL, PRIMARY KEY(source, target, month, event)) STRICT, WITHOUT ROWID",
        "INSERT INTO dyads_old SELECT source, target, coalesce(substr(date, 1, 7), ''), event, date, plover, status, score FROM dyads",
        "DROP TABLE dyads", "ALTER TABLE dyads_old RENAME TO dyads", "CREATE INDEX articles_outlet ON articles(outlet)", "CREATE INDEX entities_article ON entities(article)",
        "CREATE INDEX statements_article ON statements(article)", "CREATE INDEX statements_speaker ON statements(speaker_name, speaker_code)",
        "CREATE INDEX events_article ON events(article)", "CREATE INDEX events_month ON events(substr(date, 1, 7), plover, counted, score)",
        "CREATE INDEX events_day ON events(date_last, counted, plover, status, article, date, date_first, score, modes, place, country, lat, lon, geonames)"]
       + [f"DELETE FROM {t}_config WHERE k <> 'version'" for t in FTS],
    3: ["DROP TABLE searchable"],
    2: [f"DROP TABLE negotiation{t}" for t in ("_disputes", "_accounts", "_agreements", "_obstacles", "_round_reports", "_rounds", "_reports", "s")]
       + [f"ALTER TABLE talks DROP COLUMN {c}" for c in ("back_reference", "leads", "setting")] + ["UPDATE articles SET made_by = 'older'"]}


def made_old(path, version):
    shutil.copy("base.db", path)
    sql(path, *[s for v in range(7, version, -1) for s in back[v]], f"PRAGMA user_version = {version}")
    sql(path, "PRAGMA wal_checkpoint(TRUNCATE)")


want = dump("base.db")
assert sql("base.db", "PRAGMA user_version") == [(7,)], "a new version of the tables: say above how to take it back"
for version in range(1, 7):
    path = f"v{version}.db"
    made_old(path, version)
    unchanged(f"version {version}, to read", READERS, path, "is of an older version")
    if version > 1 and run("talks --refresh", path)[0] or run("ingest wire.jsonl", path)[0]:
        complain(f"version {version} cannot be brought up to date")
    elif dump(path) != want:
        complain(f"version {version}, brought up to date, differs:", *[l[:300] for l in sorted(set(dump(path)) ^ set(want))[:4]])

# ---- full disks ----------------------------------------------------------------------------------

def small_disk(size):
    return subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "none", "small"], stderr=subprocess.DEVNULL).returncode == 0


def fill(path):
    f = open(path, "wb", buffering=0)
    try:
        while f.write(b"x" * 4096) == 4096:
            pass
    except OSError:
        pass


os.mkdir("small")
if root and small_disk(4000):
    shutil.copy("base.db", "small/a.db")
    fill("small/filler")
    answers("a full disk", READERS, "small/a.db")
    refused("a full disk", ["ingest more.jsonl", "talks rename t1 Other"], "small/a.db", "the disk")
    os.remove("small/filler")
    answers("a full disk with room again", READERS, "small/a.db")
    subprocess.run(["umount", "small"])
    write_wire("full.jsonl", 160, [40, 250])         # the longer ones are no English to the program: kept, and not coded
    assert run("ingest full.jsonl", "whole.db")[0] == 0
    whole, failed = dump("whole.db"), 0
    need = os.path.getsize("whole.db") // 1024
    for share in (2, 30, 60, 90, 110, 130, 150, 170, 190, 205):       # per cent: while articles are put, in full text, indexes, negotiations, the log carried over
        assert small_disk(max(need * share // 100, 60))
        rc, _, err = run("ingest full.jsonl", "small/a.db")
        failed += rc != 0
        if rc and (rc != 3 or err.count("\n") != 1 or "small/a.db" not in err or "the disk" not in err):
            complain(f"a disk with {share}% of what is needed: exit {rc}: {err.strip()[:300]}")
        subprocess.run(["mount", "-o", "remount,size=400m", "small"])
        made = os.path.exists("small/a.db") and sql("small/a.db", "SELECT 1 FROM sqlite_schema WHERE name = 'articles'")
        had = sql("small/a.db", "SELECT count(*) FROM articles")[0][0] if made else 0
        rc, out, err = run("ingest full.jsonl", "small/a.db")
        if rc or f" {had} there before" not in out:
            complain(f"room again after {share}%: exit {rc}: {out} {err}")
        elif dump("small/a.db") != whole:
            complain(f"room again after {share}%: another store than on a large disk")
        subprocess.run(["umount", "small"])
    if failed < 4:
        complain(f"only {failed} disks were too small")
    made_old("old.db", 3)
    for room in (0, 64, 256):                       # kilobytes beside an old store
        assert small_disk(os.path.getsize("old.db") // 1024 + 40 + room)
        shutil.copy("old.db", "small/a.db")
        refused("bringing up to date on a full disk", ["ingest wire.jsonl"], "small/a.db", "the disk")
        if dump("small/a.db") != dump("old.db"):
            complain("a full disk leaves a store half brought up to date")
        subprocess.run(["mount", "-o", "remount,size=400m", "small"])
        if run("ingest wire.jsonl", "small/a.db")[0] or dump("small/a.db") != want:
            complain("bringing up to date with room again")
        subprocess.run(["umount", "small"])
else:
    print("note: no small disk can be mounted here; full disks are not tried")

os.chdir("/")
shutil.rmtree(home)
sys.exit(bad)
