"""What to look at again after the guidelines changed."""

from dataclasses import dataclass

from labeling.core.guidance.guideline import GuidelineVersion, Topic


@dataclass(frozen=True, slots=True)
class ToReview:
    """Documents that one author marked with a label, or answered, before a version that touched it.

    `documents` holds (id, title, how many marks of theirs).
    """

    topic: Topic
    since: GuidelineVersion
    documents: tuple[tuple[str, str | None, int], ...]


def newest_touch(versions: list[GuidelineVersion]) -> dict[Topic, GuidelineVersion]:
    """For each topic the newest version of this project that touched it; `versions` are newest first."""
    found: dict[Topic, GuidelineVersion] = {}
    for version in versions:
        for topic in version.touched if version.number > 0 else ():
            found.setdefault(topic, version)
    return found
