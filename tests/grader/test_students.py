from __future__ import annotations

import pytest

from grader.students import check_student


@pytest.mark.parametrize(
    "name", ["ada", "1815", "Ada Lovelace", "o'neil@uni.edu", "Zoë_2-b", "李明", "Zoe\u0308", "प्रिया"]
)
def test_ordinary_ids_pass(name: str) -> None:
    """Are the ids that real classes have allowed?"""
    assert check_student(name) == name
