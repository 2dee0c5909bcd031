"""Table 9: the ten largest flows between cities."""

from gallery import print_table

print_table(9)
