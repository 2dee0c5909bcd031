"""Table 4: the twenty partner nodes of highest degree."""

from gallery import print_table

print_table(4)
