"""Letters of a script, and what stands in Latin ones in any text."""

from __future__ import annotations

import re

HAN = re.compile("[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff5e]+")
LATIN = re.compile("[A-Za-z]{3,}")
METHODS = re.compile(
    r"--\w+(?: \w+)?|\w+\.(?:csv|toml|md)|clusternet(?: \w+)?|powerlaw|(?i:gephi)|(?i:louvain)|PageRank|"
    r"Clauset|Shalizi|Newman|"
    r"(?i:networkx)|core_number|Gould|Fernandez|Freeman|Kanbur|Zhang|Krugman|Mann-Kendall|Kendall|Sen|Holm|Benjamini|Hochberg|Vuong|C\\?_rand|xmin|TOP|CCDF|"
    r"(?<![A-Za-z])(?:HHI|AMI|NMI|ARI|RCA|ECI|PCI|AAA|ABA|ABB|AAB|ABC|IFF|DCM|swap|alpha|rate|sigma|beta|IBM|Arm|OPPO|PPML|PDF|PNG|dpi|McFadden|logit|VOSviewer)(?![A-Za-z])"
)
"""What a Chinese text says in Latin letters: names of methods, software and files, options, formulas."""
