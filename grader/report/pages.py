"""One HTML page that needs nothing else: no script, no request to anywhere, every value escaped.

Three layers keep a student's text from acting: Jinja escapes it, `visible` takes away terminal codes and reordering
marks, and the page's own Content-Security-Policy allows one style sheet, known by its hash, and nothing more.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from grader.text import STATUS, number, visible

_ROOMS = Path(__file__).parent.parent


def render(template: str, **values: Any) -> str:
    """Fill one of the templates of `grader.report` or `grader.feedback` with ``values``."""
    return _environment().get_template(template).render(**values)


def code(source: str) -> Markup:
    """Python as HTML with coloured words and a span a line; `visible` and escaped. Any text will do, code or not.

    Empty lines at the start go: IPython drops them before it counts, and a diagnosis says "your line 2".
    """
    shown = re.sub(r"\A(?:[ \t]*\n)+", "", visible(source))
    lines = highlight(shown, PythonLexer(stripnl=False), HtmlFormatter(nowrap=True)).rstrip("\n").split("\n")
    return Markup("\n".join(f'<span class="line">{line}</span>' for line in lines))


@cache
def _environment() -> Environment:
    folders = [_ROOMS / room / "templates" for room in ("report", "feedback")]
    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_plain,
    )
    style = "".join(path.read_text(encoding="utf-8") for folder in folders for path in sorted(folder.glob("*.css")))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment.globals.update(style=Markup(style), digest=digest, STATUS=STATUS)
    environment.filters["number"] = number
    return environment


def _plain(value: Any) -> Any:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
