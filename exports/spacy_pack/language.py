"""The language a pack is cut into tokens by, and which documents are in it."""

import pkgutil
from functools import lru_cache

import spacy
import spacy.lang
from spacy.language import Language

from labeling.core.closest import did_you_mean
from labeling.core.errors import FileRefused
from labeling.nlp.tokens import blank_pipeline

USUAL = "en"
ANY = "xx"  # spaCy's name for rules of no language in particular


def language_of(name: str | None) -> str:
    """The code that a document's language begins with; "" where it names none.

    >>> language_of("ar-IQ"), language_of("EN"), language_of(None)
    ('ar', 'en', '')
    """
    return (name or "").strip().lower().replace("_", "-").split("-")[0]


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """The codes of spaCy's languages, "xx" among them."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(spacy.lang.__path__) if module.ispkg))


def pipeline_of(language: str | None) -> Language:
    """The blank pipeline of a language (None: English); FileRefused where spaCy has none as it is installed."""
    code = language_of(language) if language is not None else USUAL
    if code == USUAL:
        return blank_pipeline()
    if code not in languages():
        raise FileRefused(
            f"--language: spaCy has no rules for {language!r}.{did_you_mean(code, languages())} "
            f"There are {', '.join(languages())}; {ANY} is for any language. Nothing was written."
        )
    try:
        nlp = spacy.blank(code)
    except ImportError as error:
        raise FileRefused(
            f"--language {code}: spaCy needs another package to cut this language into tokens ({_first_line(error)}). "
            f"Install it, or take --language {ANY}, which cuts at blanks and punctuation. Nothing was written."
        ) from None
    nlp.max_length = 10**9
    return nlp


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0].rstrip(".")
