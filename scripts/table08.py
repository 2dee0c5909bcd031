"""Table 8: the twenty largest flows between provinces."""

from gallery import print_table

print_table(8)
