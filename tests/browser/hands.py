"""How people work a page: with a mouse or a finger, or with the keyboard alone."""

from __future__ import annotations

from typing import Protocol

from playwright.sync_api import FilePayload, Locator

FARTHEST = 150  # presses of a key; who needs more to get somewhere will not get there


class Hand(Protocol):
    """What can be done with the parts of a page."""

    def press(self, it: Locator) -> None:
        """Press a button, follow a link."""

    def write(self, it: Locator, text: str) -> None:
        """Fill in a line or a text."""

    def choose(self, it: Locator, value: str) -> None:
        """Choose from a list."""

    def tick(self, it: Locator) -> None:
        """Choose one of several."""

    def attach(self, it: Locator, file: FilePayload) -> None:
        """Choose a file."""


class Pointer:
    """A mouse or a finger."""

    def press(self, it: Locator) -> None:
        it.click()

    def write(self, it: Locator, text: str) -> None:
        it.fill(text)

    def choose(self, it: Locator, value: str) -> None:
        it.select_option(value)

    def tick(self, it: Locator) -> None:
        it.check()

    def attach(self, it: Locator, file: FilePayload) -> None:
        it.set_input_files(file)


class Keyboard:
    """Tab, arrows, Enter, and the shortcuts that a page offers."""

    def press(self, it: Locator) -> None:
        if shortcut := it.get_attribute("data-key"):
            for key in shortcut.split(" "):
                it.page.keyboard.press(key)
            return
        self._reach(it)
        it.page.keyboard.press("Enter")

    def write(self, it: Locator, text: str) -> None:
        self._reach(it)
        it.page.keyboard.type(text)

    def choose(self, it: Locator, value: str) -> None:
        self._reach(it)
        self._repeat(it, "ArrowDown", f"e => e.value === '{value}'")

    def tick(self, it: Locator) -> None:
        self._repeat(it, "Tab", "e => document.activeElement.name === e.name")
        it.page.keyboard.press("Space")
        self._repeat(it, "ArrowDown", "e => e.checked")

    def attach(self, it: Locator, file: FilePayload) -> None:
        self._reach(it)
        it.set_input_files(file)  # the dialog in between is the browser's and not the page's

    def _reach(self, it: Locator) -> None:
        self._repeat(it, "Tab", "e => document.activeElement === e")

    def _repeat(self, it: Locator, key: str, until: str) -> None:
        it.wait_for()
        for _ in range(FARTHEST):
            if it.evaluate(until):
                return
            it.page.keyboard.press(key)
        raise AssertionError(f"{it} is not to be reached with {key}")


POINTER, KEYBOARD = Pointer(), Keyboard()


def answer(hand: Hand, it: Locator, value: str) -> None:
    """Give one answer of a form, whatever kind of field it is."""
    it.first.wait_for(state="attached")
    kind = it.first.evaluate("e => e.type")
    if kind == "radio":
        hand.tick(it.and_(it.page.locator(f'[value="{value}"]')))
    elif kind == "select-one":
        hand.choose(it, value)
    else:
        hand.write(it, value)
