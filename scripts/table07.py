"""Table 7: what provinces supply and receive, the twenty largest."""

from gallery import print_table

print_table(7)
