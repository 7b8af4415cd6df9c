# Memory of each process of this container in MiB, and how much of it no other process shares:
# [what, rss, pss, private]. "what" is the program, and "child" where its parent is the same program.
# Plain Python, without Django: importing it would add a process as large as the ones that are measured.
import json
import os
import re
from pathlib import Path


def rollup(process):
    sizes = {}
    for line in (process / "smaps_rollup").read_text().splitlines()[1:]:
        name, kib = line.split(":")[0], line.split()[1]
        sizes[name] = int(kib) / 1024
    private = sizes["Private_Clean"] + sizes["Private_Dirty"]
    return [round(size) for size in (sizes["Rss"], sizes["Pss"], private)]


def kind(process):
    command = (process / "cmdline").read_text()
    for name, pattern in (
        ("uwsgi", "uwsgi"),
        ("celery worker1", "worker1@"),
        ("celery harvesting_worker", "harvesting_worker@"),
        ("celery beat", "celery\0.*\0beat\0"),
    ):
        if re.search(pattern, command):
            return name
    return None


rows = []
for process in Path("/proc").glob("[0-9]*"):
    if process.name == str(os.getpid()):
        continue
    try:
        what = kind(process)
        parent = re.search(r"PPid:\s+(\d+)", (process / "status").read_text()).group(1)
        child = parent != "0" and kind(Path("/proc") / parent) == what
        if what:
            rows.append([f"{what} child" if child else what, *rollup(process)])
    except (OSError, KeyError):
        continue  # it has ended
print(json.dumps(sorted(rows)))
