# Memory of each process of this container in MiB, and how much of it no other process shares: [name, rss, pss, private].
# Plain Python, without Django: importing it would add a process as large as the ones that are measured.
import json
from pathlib import Path


def rollup(process):
    sizes = {}
    for line in (process / "smaps_rollup").read_text().splitlines()[1:]:
        name, kib = line.split(":")[0], line.split()[1]
        sizes[name] = int(kib) / 1024
    private = sizes["Private_Clean"] + sizes["Private_Dirty"]
    return [round(size) for size in (sizes["Rss"], sizes["Pss"], private)]


rows = []
for process in Path("/proc").glob("[0-9]*"):
    try:
        command = (process / "cmdline").read_text().replace("\0", " ").strip()
        rows.append([command[:120], *rollup(process)])
    except (OSError, KeyError):
        continue  # it has ended
print(json.dumps(rows))
