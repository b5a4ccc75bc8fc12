"""verbs.py DATELINE: a lab's own verb patterns, of both PETRARCH dialects, beside ours."""
import json, os, subprocess, sys, tempfile

EXE = os.path.realpath(sys.argv[1])
ONE = """&FORCE
+SOLDIERS
+BORDER_GUARDS

--- APPLAUD [051] ---
APPLAUD
SERENADE
- * ^ OF $ BY_ + [0234]
- &FORCE * + ROUNDLY [190]
--- MEASURE [---] ---
MEASURE
- % * DEPTH OF STRAIT [062:062]
TWEAK [040]
- $ WILL_* + [136]
- * + SLIGHTLY [---]
"""
TWO = """--- HUM [---] ---
HUM {HUMS HUMMED HUMMING}
- &NOWHERE * [010]
- SOLDIERS * {NATIONAL ANTHEM} (FOR) [0312]
- * (BEFORE TRIBUNAL) [:173]
- * (TO +) [043:042]
BEEF_UP [152]
"""
# sentence -> what the dictionary's own events are
CASES = {"one": {
    "Chile serenaded Peru.": "SUPPORT 051 CHL>PER",
    "Chile applauded Peru.": "",                                # ours know the verb: a bare verb of theirs is silent
    "Chilean soldiers applauded Peru roundly.": "ASSAULT 190 CHLMIL>PER",
    "Chile and Peru measured the depth of the strait.": "COOPERATE 062 CHL,PER>CHL,PER",
    "Norway will tweak Sweden.": "THREATEN 136 NOR>SWE",
    "Norway will later tweak Sweden.": "AGREE 036 NOR>SWE",     # "WILL_*": nothing stands between; a meeting to come
    "Norway tweaked Sweden slightly.": "",
    "Norway measured Sweden.": "",
}, "two": {
    "Kenyan soldiers hummed the national anthem for Uganda.": "AGREE 0312 KENMIL>UGA",
    "Kenyan soldiers hummed an anthem for Uganda.": "",
    "Kenya hummed to Uganda.": "CONSULT 042 UGA>KEN",           # whoever hosts is the target
}}
bad = 0


def say(*what):
    global bad
    bad = 1
    print(*what)


def run(*args, text=None):
    return subprocess.run([EXE, *args], input=text, capture_output=True, text=True)


def events(record):
    code = {e["id"]: str(e["code"]) for e in record["entities"]}
    return "; ".join("%s %s %s>%s" % (e["plover"], e["cameo"], ",".join(sorted(code[a] for a in e["source"])), ",".join(sorted(code[a] for a in e["target"])))
                     for e in record["events"] if e["rule"].startswith("petrarch/"))


def code(folder, cases):
    lines = "".join(json.dumps({"id": s, "text": s, "published": "2004-05-06"}) + "\n" for s in cases)
    records = [json.loads(r) for r in run("code", "--petrarch=" + folder, "-", text=lines).stdout.splitlines()]
    for r in records:
        if events(r) != cases[r["id"]]:
            say("%s: wanted '%s', got '%s'" % (r["id"], cases[r["id"]], events(r)))
    if len(records) != len(cases):
        say(folder, "gave", len(records), "records")
    elif records[0]["made_by"]["rules"] == json.loads(run("version", "--json").stdout)["rules"]:
        say("made_by does not tell of the dictionary")


with tempfile.TemporaryDirectory() as d:
    os.chdir(d)
    for folder, name, text in (("one", "lab.verbs.txt", ONE), ("two", "CAMEO.lab.txt", TWO)):
        os.mkdir(folder)
        with open(os.path.join(folder, name), "w") as f:
            f.write(text)
        code(folder, CASES[folder])
    os.mkdir("none")
    check = run("rules", "check", "--petrarch=two")
    if check.returncode or "2 verbs, 3 patterns, 0 sets of two; 1 lines left out" not in check.stdout:
        say("check says", check.stdout)
    if "two/CAMEO.lab.txt:3: a set that is defined nowhere before" not in check.stderr:
        say("the unknown set is not named:", check.stderr)
    if run("rules", "check", "--petrarch=none").returncode != 1:
        say("a folder without dictionaries passes")
sys.exit(bad)
