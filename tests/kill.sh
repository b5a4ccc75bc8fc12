#!/bin/sh
# tests/kill.sh DATELINE [KILLS]: kill -9 at random moments of ingest: what was committed stays, no article is half there, and
# running on ends where a run that nobody disturbed ends.
set -u
exe=$(realpath "$1"); kills=${2:-200}; dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir" || exit 1
python3 - "$exe" "$kills" <<'P'
import json, random, signal, sqlite3, subprocess, sys, time
exe, kills = sys.argv[1], int(sys.argv[2])
random.seed(7)
N = 2200                               # more than the 2,000 articles that are committed at once; short, for it is not the coder that is tried
names = ["Norland", "Estavia", "Russia", "France", "Japan", "Turkey"]
with open("wire.jsonl", "w") as f:
    for i in range(N):
        a, b = random.sample(names, 2)
        words = " ".join(random.choice(["harvest", "river", "council", "bridge", "winter", "signal", "copper", "garden"]) + str(random.randrange(999)) for _ in range(6))
        f.write(json.dumps({"id": f"n{i}", "published": "2016-09-05",
                            "text": f"{a}'s foreign minister met {b}'s envoy on Monday. \"We agreed on {words},\" he said."}) + "\n")

mended = [0]
def look(path):
    """The number of articles, after checking that each is whole and found by its words: who searches first mends full text."""
    c = sqlite3.connect(path)
    if not c.execute("select count(*) from sqlite_schema where name = 'articles'").fetchone()[0]:
        return 0
    assert c.execute("pragma integrity_check").fetchone()[0] == "ok"
    n = c.execute("select count(*) from articles").fetchone()[0]
    for table in ("statements", "entities"):
        whole = c.execute(f"select count(distinct article) from {table}").fetchone()[0]
        assert whole == n, f"{n} articles, {whole} with {table}"
    assert c.execute("select count(*) from sketches").fetchone()[0] == n
    behind = c.execute("select count(*) from articles").fetchone()[0] - c.execute("select upto from searchable").fetchone()[0]
    c.close()
    if behind or random.random() < .1:
        found = subprocess.run([exe, "search", f"--store={path}", "--format=jsonl", "Monday"], capture_output=True).stdout.count(b"\n")
        assert found == n, f"{n} articles, {found} of them are found"
    c = sqlite3.connect(path)
    for table in ("articles_fts", "statements_fts"):
        c.execute(f"insert into {table}({table}) values ('integrity-check')")
    c.close()
    mended[0] += behind > 0
    return n

def copy_of(path):
    skip = ("failures", "_fts")
    return [l for l in sqlite3.connect(path).iterdump() if not any(s in l for s in skip)]

subprocess.run([exe, "ingest", "--store=whole.db", "--quiet", "wire.jsonl"], check=True, stdout=subprocess.DEVNULL)
want = copy_of("whole.db")
began = time.time()
subprocess.run([exe, "ingest", "--store=timed.db", "--quiet", "wire.jsonl"], check=True, stdout=subprocess.DEVNULL)
takes = time.time() - began
done = partly = 0
round_no = 0
path = "a0.db"
have = 0
while done < kills:
    p = subprocess.Popen([exe, "ingest", f"--store={path}", "--jobs=2", "--quiet", "wire.jsonl"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(random.random() * takes * 1.1)
    p.send_signal(signal.SIGKILL)
    killed = p.wait() == -signal.SIGKILL
    now = look(path)
    assert now >= have, f"{have} articles were committed, {now} are left"
    partly += 0 < now < N
    have = now
    done += killed
    if not killed or have == N:
        subprocess.run([exe, "ingest", f"--store={path}", "--quiet", "wire.jsonl"], check=True, stdout=subprocess.DEVNULL)
        assert copy_of(path) == want, "another store than without kills"
        round_no += 1
        path = f"a{round_no}.db"
        have = 0
assert partly, "no kill hit a store that was being filled"
print(f"{done} kills, {partly} of them over a part of the articles, {round_no} stores finished and equal; full text was behind {mended[0]} times and mended")
P
