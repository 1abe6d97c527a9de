"""One run over a class folder: which submissions to judge, where, and one recorder at the end of it."""
