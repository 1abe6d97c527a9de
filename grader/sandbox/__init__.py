"""Student code, run where it can reach nothing: the judge's side of the worker."""
