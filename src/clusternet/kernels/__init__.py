"""Arrays in, numbers out: the computations everything else is built on."""
