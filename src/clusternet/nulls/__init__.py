"""Random networks: whether a finding is more than chance, and who depends on whom."""
