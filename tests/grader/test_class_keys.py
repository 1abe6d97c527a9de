"""Are the keys of a class written so that they read the same, and found for what a release asks?"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.exercises.keys import Key, parse_keys
from grader.errors import ClassFolderError
from grader.keys import FILE, HEAD, add_keys, class_keys, keys_for, to_toml
from tests.grader.judge.lesson import as_bytes, release

LETTERS = st.text("abcdef", min_size=1, max_size=4).map(lambda text: tuple(sorted(set(text))))
# No DEL and no surrogate: TOML has no place for them, and no author types them.
SENTENCES = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x7f"), max_size=40)
KEYS = st.dictionaries(
    st.from_regex(r"[a-z][a-z0-9_]{0,10}", fullmatch=True),
    st.builds(Key, LETTERS, st.dictionaries(st.sampled_from("abcdef"), SENTENCES, max_size=3)),
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(keys=KEYS)
def test_what_is_written_is_read_again(keys: dict[str, Key]) -> None:
    """Do letters and sentences survive the file, quotes, newlines and signs included?"""
    assert parse_keys(to_toml(keys)) == keys


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    """Does it begin with a warning, and is a lesson without choices no reason to make one?"""
    assert list(add_keys(tmp_path, {})) == [] and not (tmp_path / FILE).exists()
    assert list(add_keys(tmp_path, {"one": Key(("a",), {})})) == ["keys of one put into keys.toml"]
    assert (tmp_path / FILE).read_text().startswith(HEAD) and "Not for students" in HEAD
    assert list(add_keys(tmp_path, {"one": Key(("a",), {})})) == []
    assert class_keys(tmp_path) == {"one": Key(("a",), {})}


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    """Does the message name the file that is to be mended?"""
    (tmp_path / FILE).write_text("[one")
    with pytest.raises(ClassFolderError, match=rf"{FILE}: key file: expected TOML"):
        class_keys(tmp_path)


def test_a_release_without_choices_needs_no_file(tmp_path: Path) -> None:
    """Is an assignment without choices graded as before, in a folder that has no keys, or damaged ones?"""
    path = tmp_path / "release" / "07_backprop" / "backprop.ipynb"
    (tmp_path / FILE).write_text("[one")
    assert keys_for(path, as_bytes(release())) == {}
