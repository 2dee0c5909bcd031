"""Tables that are no network: indicators, records, counts, coordinates."""
