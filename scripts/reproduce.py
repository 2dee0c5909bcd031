"""Run every script, then print what was published beside what the network gives."""

import subprocess
import sys
from pathlib import Path

from gallery import options

import clusternet
from clusternet.synthetic import load, verify

HERE = Path(__file__).parent

chosen = options()
given = [*([chosen.data] if chosen.data else []), "--out", str(chosen.out), "--lang", chosen.lang]
for script in sorted(HERE.glob("*.py"), key=lambda path: (path.stem[:5] != "table", path.name)):
    if script.stem in ("gallery", "reproduce"):
        continue
    subprocess.run([sys.executable, script, *given], check=True)

table = verify(chosen.net, load(clusternet.shipped() / "targets"))
print(table.to_string(index=False, max_rows=None))
print(f"{table['within'].sum()} of {len(table)} published numbers within tolerance")
