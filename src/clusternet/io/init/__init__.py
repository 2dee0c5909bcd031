"""A first ``dataset.toml`` for a folder of workbooks: what each sheet and column seems to be, and why.

``look`` reads sheets as they lie, ``headers`` and ``columns`` tell what a column holds, ``kinds`` what a
sheet is, ``cells`` how its cells are cut, ``draft`` puts alike sheets into one block, ``writing`` words it,
``tables`` lists what the user has to say, ``updating`` adds to what is there, ``proposal`` writes all of it.
"""

from __future__ import annotations

from clusternet.io.init.proposal import Proposal, init

__all__ = ["Proposal", "init"]
