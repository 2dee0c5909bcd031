"""The report of a network: ``report.build(net).write(folder)``, and its tables.

A function and its module share a name, as in :mod:`clusternet.plot`.
"""

from clusternet.report.build import build
from clusternet.report.document import Settings
from clusternet.report.parts import Report
from clusternet.report.tables import tables

__all__ = ["Report", "Settings", "build", "tables"]
