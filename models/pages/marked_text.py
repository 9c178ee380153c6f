"""An article with the words marked that moved its score: stronger is bolder, and the line says which way."""

from collections.abc import Sequence
from html import escape

UP = "text-decoration:underline solid 2px;background:color-mix(in srgb,#c8573a {strength}%,transparent)"
DOWN = "text-decoration:underline dotted 2px;background:color-mix(in srgb,#8a8f94 {strength}%,transparent)"
BOX = "max-width:46rem;max-height:32rem;overflow:auto;line-height:1.7;white-space:pre-wrap;overflow-wrap:anywhere"
STRONGEST = 45  # per cent of the colour: the word must stay readable
WEAKEST = 0.2  # of the strongest effect; what moves the score less is not marked, or every “the” would be


def marked_text(text: str, marks: Sequence[tuple[int, int, float]]) -> str:
    """HTML; marks: (start, end, effect) in code points, sorted, not overlapping.

    >>> 'title="+10 points">bomb</span> &lt;went&gt;' in marked_text("A bomb <went>", [(2, 6, 0.1)])
    True
    """
    most = max((abs(effect) for _, _, effect in marks), default=1.0) or 1.0
    pieces, last = [], 0
    for start, end, effect in marks:
        if abs(effect) < WEAKEST * most:
            continue
        style = (UP if effect > 0 else DOWN).format(strength=round(STRONGEST * abs(effect) / most))
        title = f"{effect * 100:+.0f} points".replace("-", "−")
        word = f'<span style="{style};text-underline-offset:3px" title="{title}">{escape(text[start:end])}</span>'
        pieces += [escape(text[last:start]), word]
        last = end
    inside = "".join([*pieces, escape(text[last:])])
    about = 'tabindex="0" role="region" aria-label="Article with marked words" dir="auto"'
    return f'<div style="{BOX}" {about}>{inside}</div>'
