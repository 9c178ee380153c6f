"""Actions per span: a scripted annotator who knows the gold makes each span in the cheapest way the page offers.

A key, a click or a double-click is 1 action, a drag is 2. Every action is done on the real page, in a real browser, and
at the end the page holds exactly the gold spans. What a person would have to look at and pass over is counted too: a
wrong suggestion costs an action, by being rejected, or by being removed after all of its label were taken.
"""

from collections import Counter
from dataclasses import dataclass, field

from playwright.sync_api import Page

from labeling.core.tokens import Tokens
from tests.browser import annotator

Place = tuple[int, int, str]
CLICK = DOUBLE_CLICK = KEY = 1
DRAG = 2


@dataclass
class Cheapest:
    """Works one open document; `n` counts actions, `kinds` what they were."""

    page: Page
    text: str
    tokens: Tokens
    gold: set[Place]
    kinds: Counter = field(default_factory=Counter)

    @property
    def n(self) -> int:
        return sum(self.kinds.values())

    def work(self) -> None:
        """Make the page hold exactly the gold spans."""
        for label in sorted({label for _, _, label in self.open()} | {label for _, _, label in self.gold}):
            self.judge(label)
            self.make_missing(label)
        self.judge_all()
        annotator.expect_spans(self.page, sorted(self.gold))

    def open(self) -> list[Place]:
        return annotator.suggestions(self.page)

    def marked(self) -> set[Place]:
        return set(annotator.spans(self.page))

    def judge(self, label: str) -> None:
        """All of a label at once and then the wrong ones away, where any is right; else each wrong one is rejected."""
        offered = [one for one in self.open() if one[2] == label]
        right = [one for one in offered if one in self.gold]
        if len(right) > 1:
            self.page.locator(f'[data-sitrep="accept-all"][data-label="{label}"]').click()
            self.count("take all", CLICK)
            self.settle(lambda: not any(one in self.open() for one in offered))
            for wrong in self.marked() - self.gold:
                self.remove(wrong)
        else:
            for one in offered:
                self.press_row(one, "accept" if one in self.gold else "reject")

    def judge_all(self) -> None:
        """What is still offered at the end: mentions of what was marked."""
        while offered := self.open():
            self.press_row(offered[0], "accept" if offered[0] in self.gold else "reject")

    def make_missing(self, label: str) -> None:
        """Choose the label once and point at each span, or, for a single one, point at it and press the label's key."""
        missing = sorted(one for one in self.gold - self.marked() if one[2] == label)
        if not missing:
            return
        self.page.keyboard.press("Escape")
        self.page.locator(f'[data-sitrep="label"][data-label="{label}"]').click()
        self.count("choose the label", CLICK)
        while missing:
            self.point_at(missing[0])
            self.take_mentions(label)
            missing = sorted(one for one in self.gold - self.marked() if one[2] == label)
        self.page.keyboard.press("Escape")

    def take_mentions(self, label: str) -> None:
        """The other mentions of what was just marked: all with one key, or one by one."""
        offered = [one for one in self.open() if one[2] == label]
        if len(offered) > 1 and all(one in self.gold for one in offered):
            self.page.locator(f'[data-sitrep="accept-all"][data-label="{label}"]').click()
            self.count("take all", CLICK)
            self.settle(lambda: not any(one in self.open() for one in offered))
            return
        for one in offered:
            self.press_row(one, "accept" if one in self.gold else "reject")

    def point_at(self, one: Place) -> None:
        start, end, _ = one
        is_word = start in self.tokens.starts and self.tokens.ends[self.tokens.starts.index(start)] == end
        on_tokens = start in self.tokens.starts and end in self.tokens.ends
        (x1, y1), (x2, y2) = self.page.evaluate(annotator.EDGES, [start, end])
        if is_word and self.text[start:end].isalnum():
            self.page.mouse.dblclick((x1 + x2) / 2, (y1 + y2) / 2) if y1 == y2 else self.page.mouse.dblclick(x1 + 2, y1)
            self.count("double-click", DOUBLE_CLICK)
        else:
            if not on_tokens:
                self.page.keyboard.down("Alt")
            self.page.mouse.move(x1, y1)
            self.page.mouse.down()
            self.page.mouse.move((x1 + x2) / 2, (y1 + y2) / 2, steps=2)
            self.page.mouse.move(x2, y2, steps=2)
            self.page.mouse.up()
            if not on_tokens:
                self.page.keyboard.up("Alt")
            self.count("drag", DRAG)
        self.settle(lambda: one in self.marked())

    def press_row(self, one: Place, name: str) -> None:
        start, end, label = one
        row = f'[data-sitrep="suggestion"][data-start="{start}"][data-end="{end}"][data-label="{label}"]'
        self.page.locator(f'{row} [data-sitrep="{name}"]').click()
        self.count(name, CLICK)
        self.settle(lambda: one not in self.open())

    def remove(self, one: Place) -> None:
        start, end, label = one
        row = f'[data-sitrep="span"][data-start="{start}"][data-end="{end}"][data-label="{label}"]'
        self.page.locator(row).hover()
        self.page.locator(f'{row} [data-sitrep="remove"]').click()
        self.count("remove", CLICK)
        self.settle(lambda: one not in self.marked())

    def count(self, kind: str, n: int) -> None:
        self.kinds[kind] += n

    def settle(self, done) -> None:
        for _ in range(100):
            if done():
                self.page.wait_for_timeout(20)
                return
            self.page.wait_for_timeout(20)
        raise AssertionError(f"the page did not follow: {self.kinds}, marked {sorted(self.marked() ^ self.gold)[:3]}")
