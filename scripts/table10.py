"""Table 10: what cities supply and receive, the twenty largest."""

from gallery import print_table

print_table(10)
