"""Are the names that a student imports those that are promised?"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

import pytest

import course


def test_the_list_is_written_once_and_used_twice() -> None:
    """Is `__all__` the list of `PUBLIC`, in its order, and does `dir` show it?"""
    assert list(course.PUBLIC) == course.__all__
    assert set(course.PUBLIC) <= set(dir(course))


@pytest.mark.parametrize("name", course.PUBLIC)
def test_each_name_is_there_and_says_what_it_does(name: str) -> None:
    """Does each name lead to the thing itself, with a docstring?"""
    thing = getattr(course, name)
    assert thing is getattr(import_module(course.PUBLIC[name]), name) and thing.__doc__


def test_other_names_are_missing_in_the_usual_way() -> None:
    """Is a misspelt name an AttributeError that names it?"""
    with pytest.raises(AttributeError, match="'course' has no attribute 'chek'"):
        course.chek  # noqa: B018


@pytest.mark.parametrize("name", course.PUBLIC)
def test_no_module_hides_a_name(name: str) -> None:
    """Importing a submodule sets it as an attribute of the package: is no submodule named as a function is?"""
    assert find_spec(f"course.{name}") is None
