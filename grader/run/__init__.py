"""One run over a class folder: which submissions to judge, where, and one recorder at the end of it."""

from grader.run.lean import skip_slow_imports

skip_slow_imports()
