"""What a withheld module of the course holds instead of its contents: names that import, and raise when used."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from course.errors import WithheldError

_USES = """
    call getitem setitem delitem contains len iter next reversed bool int float complex index round hash
    eq ne lt le gt ge add radd iadd sub rsub isub mul rmul imul matmul rmatmul imatmul truediv rtruediv floordiv
    rfloordiv mod rmod pow rpow and rand or ror xor rxor neg pos abs invert enter exit aenter await aiter
    array array_ufunc array_function mro_entries instancecheck subclasscheck set_name get set delete
"""


def names_of(module: str) -> Callable[[str], Any]:
    """The ``__getattr__`` (PEP 562) of a withheld module: every name is there, and none can be used."""

    def name(which: str) -> Any:
        if which.startswith("__"):  # what Python itself asks of modules
            raise AttributeError(f"module {module!r} has no attribute {which!r}")
        return Withheld(module, which)

    return name


class Withheld:
    """A name of a withheld module. It may be imported, kept, passed on and printed; any use raises."""

    __slots__ = ("__module", "__name")

    def __init__(self, module: str, name: str) -> None:
        object.__setattr__(self, "_Withheld__module", module)
        object.__setattr__(self, "_Withheld__name", name)

    def __getattribute__(self, name: str) -> Any:
        # Python and its tools look at __class__ and the like of anything that passes by
        return object.__getattribute__(self, name) if name.startswith("__") else refuse(self)

    def __setattr__(self, name: str, value: object) -> None:
        refuse(self)

    def __delattr__(self, name: str) -> None:
        refuse(self)

    def __repr__(self) -> str:
        return f"<{full_name(self)}, withheld>"


def full_name(withheld: Withheld) -> str:
    """'course.gradcheck.numeric_gradient'."""
    module = object.__getattribute__(withheld, "_Withheld__module")
    return f"{module}.{object.__getattribute__(withheld, '_Withheld__name')}"


def refuse(withheld: Withheld, *args: Any, **kwargs: Any) -> NoReturn:
    """Raise `WithheldError`, naming the module."""
    raise WithheldError(
        f"{full_name(withheld)} was used, but it is not available while this exercise is graded. "
        "Try: write the answer without it"
    )


for _use in _USES.split():  # Python looks special methods up on the type, past __getattribute__
    setattr(Withheld, f"__{_use}__", refuse)
