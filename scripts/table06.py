"""Table 6: structure of the platform network by year."""

from gallery import print_table

print_table(6)
