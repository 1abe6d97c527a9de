from __future__ import annotations

import errno
import os
import pickle

import pytest

from grader import errors
from grader.errors import SandboxMissingError, from_the_system


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        (errno.ENOSPC, "free some space"),
        (errno.EDQUOT, "quota"),
        (errno.EROFS, "mounted read-only"),
        (errno.EACCES, "rights"),
        (errno.EMFILE, "fewer --jobs"),
        (errno.EIO, "another disk"),
    ],
)
def test_a_refusal_of_the_system_says_what_to_try(code: int, advice: str) -> None:
    """Does the message name the file, the system's reason and a way on?"""
    said = from_the_system(OSError(code, os.strerror(code), "class/gradebook.db"))
    assert said.startswith(f"expected to use class/gradebook.db, got: {os.strerror(code)}. Try: ")
    assert advice in said
    assert said.endswith(", then the same command again")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.EXDEV, "Invalid link", "a", None, "b"), "use a and b, got: Invalid link"),
        (OSError(errno.ENOSPC, "No space left on device"), "use this machine, got: No space left"),
        (OSError("something else"), "got: something else. Try: mend that"),
        (TimeoutError(), "got: TimeoutError. Try: mend that"),
        (OSError(12345, "An error of tomorrow"), "got: An error of tomorrow. Try: mend that"),
    ],
)
def test_any_refusal_of_the_system_has_a_message(error: OSError, words: str) -> None:
    """Is there a sentence for two files, for none, for no number and for a number that nobody knows?"""
    assert words in from_the_system(error)


def test_every_error_is_in_the_tree_and_in_the_list() -> None:
    """Can ``except GraderError`` catch them all, and does the module's list name them?"""
    classes = {name for name, value in vars(errors).items() if isinstance(value, type)}
    assert classes | {"from_the_system"} == set(errors.__all__)
    assert all(issubclass(getattr(errors, name), errors.GraderError) for name in classes)


def test_what_a_judge_says_of_its_sandbox_arrives_as_it_was() -> None:
    """Does the refusal come out of another process with its text once?"""
    error = SandboxMissingError("it is not installed")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
