"""What tests of negotiations share: what was expected and not found, and the negotiations of reports, by dateline."""
import json, subprocess

faults = []


def expect(what, wanted, got):
    if wanted != got:
        faults.append("%s: wanted %r, got %r" % (what, wanted, got))


def ingest(exe, url, *files):
    subprocess.run([exe, "ingest", "--quiet", "--store=" + url] + list(files), check=True)


def chain(exe, url, name):
    return json.loads(subprocess.run([exe, "talks", "--store=" + url, "--format=json", "--chain=" + name], check=True, capture_output=True).stdout)
