"""Work that is not a request: the job table with leases, and the loop that runs it."""
