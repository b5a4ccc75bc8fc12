"""discards.py DATELINE: a lab's discard phrases keep sentences and articles from giving events."""
import json, os, subprocess, sys, tempfile

EXE = os.path.realpath(sys.argv[1])
DISCARDS = """# what is no politics
+TURNIP_PAGEANT_
GARDEN   SHOW_   ; a blank is a "_"
CAFÉ
1987
$5
O'HARA CUP
SIDE-CAR
"""
ISSUES = '<ISSUE CATEGORY="Roots" TYPE="ALL">\nn:turnip [TRN]\n</ISSUE>\n'
KEPT = "Chile attacked Peru."
# second sentence of an article whose first is KEPT -> events with the dictionary; "both": as many as without it
CASES = {
    "Norway condemned Sweden at the garden\n show.": "first",
    "Norway condemned Sweden at the Garden_Show, again.": "first",
    "Norway condemned Sweden at the garden shows.": "both",         # whole words
    "Norway condemned Sweden at the old-garden show.": "first",     # a hyphen bounds a word
    "Norway condemned Sweden at the garden, show or no show.": "both",
    "Norway condemned Sweden at the Olgarden show.": "both",
    "Norway condemned Sweden in a Cafe.": "first",                  # case and accents are nothing
    "Norway condemned Sweden in cafés.": "both",
    "Norway condemned Sweden in 1987.": "first",
    "Norway condemned Sweden over 19870 turnips.": "both",
    "Norway condemned Sweden over the $5 bill.": "first",
    "Norway condemned Sweden over the $50 bill.": "both",
    "Norway condemned Sweden at the O’Hara\u00a0Cup.": "first",
    "Norway condemned Sweden over a side-car.": "first",
    "Norway condemned Sweden over a side car.": "both",
    "Norway condemned Sweden before the TURNIP PAGEANT.": "none",   # "+": the article
    "Norway condemned Sweden before the turnip pageants.": "both",
}
ARTICLES = [{"id": s, "text": KEPT + "\n\n" + s + "\n", "published": "2004-05-06"} for s in CASES]
bad = 0


def say(*what):
    global bad
    bad = 1
    print(*what)


def code(*args):
    text = "".join(json.dumps(a) + "\n" for a in ARTICLES)
    done = subprocess.run([EXE, "code", *args, "-"], input=text, capture_output=True, text=True)
    return {r["id"]: r for r in map(json.loads, done.stdout.splitlines())}


def put(folder, name, text):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "w") as f:
        f.write(text)


with tempfile.TemporaryDirectory() as d:
    os.chdir(d)
    put("lab", "our.discards.txt", DISCARDS)
    put("lab", "our.issues.txt", ISSUES)
    put("issues", "our.issues.txt", ISSUES)
    plain, lab, issues = code(), code("--petrarch=lab"), code("--petrarch=issues")
    for s, wanted in CASES.items():
        events = plain[s]["events"]
        if sorted(e["plover"] for e in events) != ["ACCUSE", "ASSAULT"]:
            say("%r gives without a dictionary %s" % (s, [e["plover"] for e in events]))
        want = [e["plover"] for e in events if wanted == "both" or (wanted == "first" and e["plover"] == "ASSAULT")]
        if [e["plover"] for e in lab[s]["events"]] != want:
            say("%r: wanted %s, got %s" % (s, want, [e["plover"] for e in lab[s]["events"]]))
        if issues[s]["events"] != events:
            say("%r: an issue file changes events" % s)
        if (lab[s]["statements"], lab[s]["notes"]) != (plain[s]["statements"], plain[s]["notes"]):
            say("%r: more than events is discarded" % s)
    first = ARTICLES[0]["id"]
    if lab[first]["made_by"]["rules"] == plain[first]["made_by"]["rules"]:
        say("made_by does not tell of the discards")
    if issues[first]["made_by"]["rules"] != plain[first]["made_by"]["rules"]:
        say("made_by tells of discards where there are none")
sys.exit(bad)
