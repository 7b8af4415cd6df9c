# The names that GeoNode's packages read from the environment.
import importlib.util
import json
import re
from pathlib import Path

READ = re.compile(r"""(?:getenv\(|environ\.get\(|environ\.setdefault\(|environ\[)\s*["']([A-Za-z_0-9]+)["']""")
PACKAGES = ("geonode", "geonode_mapstore_client", "importer")
found = [importlib.util.find_spec(package) for package in PACKAGES]
names = {
    name
    for spec in found
    if spec is not None
    for file in Path(spec.origin).parent.rglob("*.py")
    if "tests" not in file.name
    for name in READ.findall(file.read_text())
}
print(json.dumps(sorted(names)))
