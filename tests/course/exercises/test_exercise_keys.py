"""Are keys read whole or not at all, and only where they are at hand?"""

from __future__ import annotations

from pathlib import Path

import pytest

from course.errors import InputError
from course.exercises import find
from course.exercises.keys import VARIABLE, Key, key_problems, parse_keys, read_keys, visible_keys, with_key
from course.exercises.spec import ChoiceExercise

ONE = ChoiceExercise(id="one", lesson="02_x", title="One", points=1.0, options="abc")
MANY = ChoiceExercise(id="many", lesson="02_x", title="Many", points=1.0, options="abcd", several=True)
TEXT = '[one]\nanswer = "b"\n[one.wrong]\na = "No."\nc = "Not quite: ½"\n'


def test_a_key_file_is_read() -> None:
    """Do letters and sentences come out as they stand?"""
    assert parse_keys(TEXT) == {"one": Key(("b",), {"a": "No.", "c": "Not quite: ½"})}
    assert parse_keys('[many]\nanswer = "ca"\n') == {"many": Key(("a", "c"), {})}
    assert parse_keys("") == {}


@pytest.mark.parametrize(
    "text", ["[one", 'one = "b"', "[one]\n", '[one]\nanswer = ["b"]\n', '[one]\nanswer = "b"\nwrong = "a"\n',
             '[one]\nanswer = "b"\nwrong = {a = 1}\n', '[one]\nanswer = "b"\nright = "b"\n'],
)  # fmt: skip
def test_anything_else_is_refused(text: str) -> None:
    """Is a damaged key file an error that says what is expected?"""
    with pytest.raises(InputError, match=r"^key file: expected .*Try: "):
        parse_keys(text)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """Is a missing file, or one that is no text, the same kind of error?"""
    (tmp_path / "keys.toml").write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path / "keys.toml", tmp_path / "none.toml", tmp_path):
        with pytest.raises(InputError, match="a readable file"):
            read_keys(path)


def test_only_the_variable_makes_keys_visible(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Are there no keys unless COURSE_KEYS names a file?"""
    monkeypatch.delenv(VARIABLE, raising=False)
    assert visible_keys() == {}
    (tmp_path / "keys.toml").write_text(TEXT)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "keys.toml"))
    assert visible_keys().keys() == {"one"}


def test_a_key_goes_into_its_own_exercise_alone() -> None:
    """Is the spec itself left as it is, and are other exercises handed back untouched?"""
    keys = parse_keys(TEXT)
    keyed = with_key(ONE, keys)
    assert isinstance(keyed, ChoiceExercise) and keyed.key == keys["one"] and ONE.key is None
    assert with_key(MANY, keys) is MANY and with_key(find("margin"), keys) is find("margin")


@pytest.mark.parametrize(
    "exercise, key, said",
    [
        (ONE, Key(("b",), {"a": "No.", "c": "No."}), []),
        (MANY, Key(("a", "c"), {"b": "No.", "d": "No."}), []),
        (ONE, Key((), {"a": "x", "b": "x", "c": "x"}), ["an answer among"]),
        (ONE, Key(("b", "b"), {"a": "x", "c": "x"}), ["an answer among"]),
        (ONE, Key(("z",), {"a": "x", "b": "x", "c": "x"}), ["an answer among"]),
        (ONE, Key(("a", "b"), {"c": "x"}), ["one letter"]),
        (ONE, Key(("b",), {"a": "x"}), ["none for c"]),
        (ONE, Key(("b",), {"a": "x", "b": "x", "c": "x"}), ["got one for b"]),
        (ONE, Key(("b",), {"a": " ", "c": "x"}), ["an empty text"]),
        (ONE, Key(("b",), {"a": "Look at (b).", "c": "It is 'b'."}), ["for a names", "for c names"]),
    ],
)  # fmt: skip
def test_problems_of_a_key_are_named(exercise: ChoiceExercise, key: Key, said: list[str]) -> None:
    """Is each thing that does not fit its exercise said, and nothing of a key that does?"""
    found = key_problems(exercise, key)
    assert len(found) == len(said) and all(part in line for part, line in zip(said, found, strict=True))


def test_no_exercise_of_the_course_holds_a_key() -> None:
    """Is every choice in the course without its answer?"""
    from course.exercises import catalogue

    assert not [e.id for e in catalogue().values() if isinstance(e, ChoiceExercise) and e.key is not None]
