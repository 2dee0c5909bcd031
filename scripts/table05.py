"""Table 5: structure of the platform network."""

from gallery import print_table

print_table(5)
