"""Table 2: structure of the value network by year."""

from gallery import print_table

print_table(2)
