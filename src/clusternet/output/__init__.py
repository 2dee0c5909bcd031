"""One record of a result, and every form it is written in."""
