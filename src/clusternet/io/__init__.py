"""Reading and writing networks: edge files, folders, descriptors and the formats of other programs."""

from __future__ import annotations

from clusternet.io.reading import Reading, examine, read, shipped
from clusternet.io.writing import write

__all__ = ["Reading", "examine", "read", "shipped", "write"]
