"""Relations that hold between the numbers of tables, found in the numbers and checked cell by cell.

:mod:`lattice` lays cells out as tests of items, :mod:`search` proposes relations, :mod:`belief` weighs them,
:mod:`blame` names the cell that is wrong, :mod:`check` writes down what was found.
"""
