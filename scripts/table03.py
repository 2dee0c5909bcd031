"""Table 3: the twenty sample firms of highest degree."""

from gallery import print_table

print_table(3)
