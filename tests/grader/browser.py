"""A real browser for the tests of pages: opens a file, says whether a planted script acted, takes pictures."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import sync_playwright


@contextmanager
def page(**options: Any) -> Iterator[Any]:
    """A page of headless Chromium. Fails, never skips, where the browser is absent."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found is not None, "expected Chromium on the PATH. Try: apt install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, chromium_sandbox=False)
        try:
            yield browser.new_page(**options)
        finally:
            browser.close()


def acted(page: Any, address: str) -> bool:
    """Open a page, poke everything that could be poked, and say whether a planted script left its mark."""
    page.goto(address, wait_until="domcontentloaded")
    for details in page.query_selector_all("details"):
        details.evaluate("element => { element.open = true }")
    for link in page.query_selector_all("a[href^='javascript' i]"):
        link.click()
    return bool(page.evaluate("document.documentElement.dataset.owned === 'yes'"))
