"""Reads XML of unknown origin element by element: no document type, so no entities, and nothing is fetched."""

from collections.abc import Callable
from xml.parsers import expat

from labeling.core.errors import FileRefused

MOST_DEPTH = 100
SEPARATOR = " "  # between the address of a namespace and a name; neither holds one


def read_xml(
    data: bytes,
    *,
    where: str,
    start: Callable[[str, dict[str, str], int, int], None],
    end: Callable[[str, str, int], None] | None = None,
    characters: Callable[[str], None] | None = None,
) -> None:
    """Call `start(name, attributes, depth, line)` and `end(name, text, depth)` for each element; the root has depth 1.

    `characters(text)` is called for each piece of text between them, in order. Names are "namespace name". FileRefused
    names the line of what is not XML, or may not be in it.
    """
    parser = expat.ParserCreate(namespace_separator=SEPARATOR)
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    texts: list[list[str]] = []

    def refuse(*_: object) -> None:
        raise FileRefused(
            f"{where}, line {parser.CurrentLineNumber}: a document type (<!DOCTYPE …>), with which XML can grow "
            "without bound or reach for other files. Remove it."
        )

    def open_element(name: str, attributes: dict[str, str]) -> None:
        texts.append([])
        if len(texts) > MOST_DEPTH:
            raise FileRefused(
                f"{where}, line {parser.CurrentLineNumber}: more than {MOST_DEPTH} elements inside each other."
            )
        start(name, attributes, len(texts), parser.CurrentLineNumber)

    def close_element(name: str) -> None:
        text = "".join(texts.pop())
        if end is not None:
            end(name, text, len(texts) + 1)

    def add_text(text: str) -> None:
        if end is not None:
            texts[-1].append(text)
        if characters is not None:
            characters(text)

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler = open_element, close_element
    parser.CharacterDataHandler = add_text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise FileRefused(
            f"{where}, line {error.lineno}: this is not XML ({expat.errors.messages.get(error.code, error)}). "
            "Export it again."
        ) from None
    except (LookupError, ValueError) as error:  # an encoding that is not known, or bytes that are not in it
        raise FileRefused(f"{where}: this is not XML that can be read ({error}). Save it as UTF-8.") from None
