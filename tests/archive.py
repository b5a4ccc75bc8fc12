#!/usr/bin/env python3
"""archive.py FOLDER: an archive of 300 invented articles over 18 months, the same each time: text files, web pages and JSON lines; four negotiations run
through it, and a tenth is reprints. Countries are real and towns, people and deeds are not."""
import datetime, json, os, random, sys

r = random.Random(2016)
LANDS = "Kenya Chad Ghana Peru Nepal Oman Cuba Fiji Egypt Sudan Turkey Ukraine Iraq Nigeria Libya Colombia Pakistan India Serbia Jordan".split()
CAPITALS = dict(Kenya="NAIROBI", Egypt="CAIRO", Turkey="ANKARA", Ukraine="KYIV", Iraq="BAGHDAD", Colombia="BOGOTA", India="NEW DELHI", Serbia="BELGRADE", Jordan="AMMAN", Peru="LIMA")
OUTLETS = ["Northgate", "Harbour Wire", "Reuters", "Xinhua", "AP"]
MONTHS = "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split()
SENTENCES = """{A} expelled the ambassador of {B} on {day}, the Foreign Ministry said.
Rebels killed {n} people in an attack on a market in {town}, {A}, on {day}, police said.
{A} promised {n} million dollars in aid to {B} for victims of floods near {town}.
Thousands of protesters marched in the capital of {A} on {day} to demand the resignation of {person}.
The European Union imposed sanctions on {n} officials of {A} on {day}.
Government troops in {A} retook {town} from insurgents on {day}.
{A} accused {B} on {day} of arming the militia of {person}.
{B} rejected the accusation. "{town} has always been ours," Foreign Minister {person} said.
The president of {A} met the prime minister of {B} on {day} in {town}.
Police in {A} arrested {n} students in {town} on {day}.
The United Nations condemned the shelling of {town}.
{A} and {B} signed a trade agreement on {day}.
{person}, a doctor in {town}, told Reuters that {n} wounded had come in since dawn.
{A} threatened to close its border with {B} unless {person} is handed over.
{A} released {n} fishermen of {B} on {day}, according to state television.
Opposition leader {person} called on the government of {A} to step down.
"The road to {town} is cut," aid worker {person} said. "We have food for {n} days."
{A} withdrew its troops from {town} on {day}, a spokesman for the army said.""".splitlines()
TALKS = [("Russia", "United States", "Sergei Lavrov", "John Kerry", "Geneva", "a cease-fire in Syria"), ("Sudan", "South Sudan", "Ibrahim Ghandour", "Barnaba Benjamin", "Addis Ababa", "oil"),
         ("Serbia", "Kosovo", "Aleksandar Vucic", "Isa Mustafa", "Brussels", "border posts"), ("India", "Pakistan", "Sushma Swaraj", "Sartaj Aziz", "Islamabad", "Kashmir")]
STEPS = ["{A} and {B} agreed on {day} to hold talks on {issue} in {place} next week, officials said.",
         "{x} of {A} met {y} of {B} in {place} on {day} for talks on {issue}. \"The gap has narrowed,\" {x} said. {y} denied that a deal was near.",
         "Talks between {A} and {B} on {issue} ended without agreement in {place} on {day}. \"A lack of trust remains,\" {x} said.",
         "{A} accused {B} on {day} of stalling the talks on {issue}. {y} rejected the accusation.",
         "{x} and {y} resumed talks on {issue} in {place} on {day}, a U.N. spokesman said. They will meet again next month.",
         "{A} and {B} signed an agreement on {issue} in {place} on {day}. The European Union welcomed the deal."]


def word():
    return "".join(r.choice("bdfgklmnprstvz") + r.choice(["a", "e", "i", "o", "u", "an", "or", "il"]) for _ in range(r.randint(2, 4))).capitalize()


def filled(sentence, day, **given):
    a, b = r.sample(LANDS, 2)
    return sentence.format(**{"A": a, "B": b, "day": day.strftime("%A"), "n": r.randint(3, 90), "town": word(), "person": f"{word()} {word()}", **given})


def articles():
    first, out = datetime.date(2015, 3, 2), []
    for a, b, x, y, place, issue in TALKS:
        day = first + datetime.timedelta(r.randint(0, 40))
        for step in STEPS * 2:
            out.append([day, place.upper(), [filled(step, day, A=a, B=b, x=x, y=y, place=place, issue=issue)] + [filled(s, day) for s in r.sample(SENTENCES, 3)]])
            day += datetime.timedelta(r.randint(10, 60))
    while len(out) < 270:
        day, land = first + datetime.timedelta(r.randint(0, 545)), r.choice(list(CAPITALS))
        some = r.sample(SENTENCES, 5)
        out.append([day, CAPITALS[land], [filled(some[0], day, A=land)] + [filled(s, day) for s in some[1:]]])
    out += [list(a) for a in r.sample(out, 30)]
    return sorted(out, key=lambda a: (a[0], a[2]))


def main(folder):
    for kind in "text", "web", "json":
        os.makedirs(os.path.join(folder, kind), exist_ok=True)
    lines = open(os.path.join(folder, "json/wire.jsonl"), "w")
    for i, (day, place, text) in enumerate(articles()):
        outlet, head = OUTLETS[r.randrange(5)], text[0].split(". ")[0].replace(",", "")[:70]
        line = f"{place}, {MONTHS[day.month - 1]} {day.day} ({outlet}) - "
        if i % 3 == 0:
            lines.write(json.dumps({"id": f"w{i:03}", "published": day.isoformat(), "title": head, "outlet": outlet, "url": f"https://wire.example/{i}", "text": line + "\n\n".join(text)}) + "\n")
        elif i % 3 == 1:
            with open(os.path.join(folder, f"text/{day:%Y%m%d}-{i:03}.txt"), "w") as f:
                f.write(f"{head}\n\n{line.replace(' (', f', {day.year} (', 1)}" + "\n\n".join(text) + "\n")
        else:
            with open(os.path.join(folder, f"web/{i:03}.html"), "w") as f:
                f.write(f'<!doctype html><html lang="en"><head><title>{head}</title><meta property="article:published_time" content="{day}T08:00:00Z"><meta property="og:site_name" '
                        f'content="{outlet}"></head><body><nav><a href="/">Home</a></nav><article><h1>{head}</h1>' + "".join(f"<p>{p}</p>" for p in [line + text[0]] + text[1:]) + "</article></body></html>")


main(sys.argv[1])
