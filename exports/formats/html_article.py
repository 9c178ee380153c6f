"""Run by itself, in a process of its own: pages of HTML on stdin, what is the article of each on stdout, as JSON.

Each way a number of 8 bytes goes before the bytes it counts. Nothing here looks at the network: not the parser, which
is given a string, and not Python, which is kept from it.
"""

import json
import logging
import re
import sys
import threading
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from os import _exit
from typing import Any
from urllib.parse import urlsplit

MOST_MEMORY = 448 * 2**20  # bytes of address space
MOST_SECONDS = 5  # of the processor, for one page
IDLE_SECONDS = 60.0  # without a page, after which the process ends
MOST_TITLE = 300  # characters
PUBLISHED = {  # names of <meta> that say when the article, and not the page, came out
    *("article:published_time", "article.published", "datepublished", "date", "pubdate", "publishdate"),
    *("publish-date", "publication_date", "parsely-pub-date", "sailthru.date", "citation_publication_date"),
    *("dc.date", "dc.date.issued", "dc.date.created", "dcterms.date", "dcterms.issued", "dcterms.created"),
}
ARTICLE = re.compile(r"\w*(Article|BlogPosting|Report)")  # types of schema.org
LANGUAGE = re.compile(r"([A-Za-z]{2,3})([-_]|$)")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
BLOCKS = ("head", "p", "quote", "code", "list", "table", "div")
ENDS_AROUND = dict.fromkeys(BLOCKS, 2) | dict.fromkeys(("item", "row", "lb"), 1)  # line ends …
MOST_ENDS_INSIDE = {"item": 1, "row": 1, "cell": 0}  # … and how many there may be in a row


def main() -> None:
    logging.disable()
    sys.addaudithook(refuse_network)
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    while True:
        idle = threading.Timer(IDLE_SECONDS, _exit, (0,))
        idle.daemon = True
        idle.start()
        size = stdin.read(8)
        idle.cancel()
        if len(size) < 8:
            return
        markup = stdin.read(int.from_bytes(size)).decode("utf-8")
        limit_process()
        answer = json.dumps(answer_to(markup)).encode("ascii")
        stdout.write(len(answer).to_bytes(8) + answer)
        stdout.flush()


def answer_to(markup: str) -> dict[str, Any]:
    try:
        return article(markup)
    except Exception as error:  # whatever a parser raises, the reader outside says it in its own words
        return {"error": f"{type(error).__name__}: {error}"[:200]}


def refuse_network(event: str, _: tuple) -> None:
    if event.startswith("socket."):
        raise PermissionError("a page is read without the network")


def limit_process() -> None:
    """Bound memory, and the time of the page that is begun, where the system can."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + MOST_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def article(markup: str) -> dict[str, Any]:
    """Text, title, source, url, published and language of the article of this page; all None where there is none."""
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html

    tree = load_html(markup)
    if tree is None:  # a piece of a page
        tree = load_html(f"<html><head></head><body>{markup}</body></html>")
    found = None
    if tree is not None:
        no_search = {"original_date": True, "extensive_search": False, "max_date": date.max.isoformat()}
        found = bare_extraction(
            tree, include_comments=False, with_metadata=True, date_extraction_params=no_search
        )  # its date is not used: it also takes one that an advertisement or a comment bears
    text = text_of(found.body) if found is not None else ""
    if not text:
        return dict.fromkeys(("text", "title", "source", "url", "published", "language"))
    url = url_of(tree, markup)
    return {
        "text": text,
        "title": _named(found.title),
        "source": _named(found.sitename) or (urlsplit(url).hostname if url else None),
        "url": url,
        "published": published(tree),
        "language": language(tree),
    }


def _named(value: object) -> str | None:
    """A title or the name of a site; what a page declares may also be no string, or a whole text."""
    return value if isinstance(value, str) and 0 < len(value) <= MOST_TITLE else None


class Lines:
    """Text that grows by pieces; `part` says how many line ends come before the next piece that is no blank."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.n_ends, self.at_begin = 0, True

    def say(self, text: str | None, *, begins: bool = False) -> None:
        """`begins`: what comes next belongs to this, on the same line."""
        piece = re.sub(r"\s+", " ", text or "")
        if self.at_begin or self.n_ends:
            piece = piece.lstrip() if not begins else piece
        if piece:
            self.pieces += ["\n" * self.n_ends, piece]
            self.n_ends, self.at_begin = 0, begins

    def part(self, n_ends: int) -> None:
        if not self.at_begin:
            self.n_ends = max(self.n_ends, n_ends)


def text_of(body) -> str:
    """The blocks of the article parted by blank lines; items, rows and broken lines stand on lines of their own."""
    lines = Lines()
    _walk(body, lines, 2)
    text = "\n".join(line.rstrip() for line in "".join(lines.pieces).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"^-$", "", text, flags=re.MULTILINE)).strip()


def _walk(element, lines: Lines, most_ends: int) -> None:
    lines.say(element.text)
    for number, child in enumerate(element):
        n_ends = min(most_ends, ENDS_AROUND.get(child.tag, 0))
        lines.part(n_ends)
        if child.tag == "item":
            lines.say("- ", begins=True)
        elif child.tag == "cell" and number:
            lines.say(" | ", begins=True)
        elif child.tag in ENDS_AROUND and not n_ends:
            lines.say(" ")
        _walk(child, lines, min(most_ends, MOST_ENDS_INSIDE.get(child.tag, most_ends)))
        lines.part(n_ends)
        lines.say(child.tail)


def url_of(tree, markup: str) -> str | None:
    """Where the page says that it is: the canonical link, else og:url, else what a browser notes as it saves a page."""
    links = [one.get("href") for one in tree.iterfind(".//link[@rel='canonical']")]
    links += [one.get("content") for one in tree.iterfind(".//meta[@property='og:url']")]
    links += re.findall(r"<!--\s*saved from url=\(\d+\)(\S+)", markup[:4000])
    return next((link.strip() for link in links if link and is_address(link.strip())), None)


def is_address(link: str) -> bool:
    try:
        parts = urlsplit(link)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and link.isprintable() and " " not in link
    except ValueError:
        return False


def language(tree) -> str | None:
    """The language that the page declares, without its region."""
    said = [tree.get("lang")] if tree.tag == "html" else []
    said += [one.get("content") for one in tree.iterfind(".//meta[@http-equiv]") if _key(one) == "content-language"]
    said += [one.get("content") for one in tree.iterfind(".//meta[@property='og:locale']")]
    found = (LANGUAGE.match(one.strip()) for one in said if one)
    return next((match[1].lower() for match in found if match), None)


def published(tree) -> str | None:
    """When the article came out, where the page declares it for machines, once and in ISO 8601; nothing is guessed."""
    for dates in (_in_meta(tree), _in_json(tree), _in_microdata(tree)):
        valid = [one for one in map(iso, dates) if one]
        if len({one[:10] for one in valid}) == 1:
            return valid[0]
    return None


def iso(value: object) -> str | None:
    """The date, or date and time, as it is written; only the day where the rest is no time.

    >>> iso("2031-03-05T06:40:00+02:00"), iso("2031-03-05 morning"), iso("05.03.2031"), iso("2031-02-30")
    ('2031-03-05T06:40:00+02:00', '2031-03-05', None, None)
    """
    value = value.strip() if isinstance(value, str) else ""
    for one, read in ((value, datetime.fromisoformat), (value[:10], date.fromisoformat)):
        try:
            if DAY.match(one) and read(one):
                return one
        except ValueError:
            continue
    return None


def _in_meta(tree) -> Iterator[str | None]:
    return (one.get("content") for one in tree.iterfind(".//meta[@content]") if _key(one) in PUBLISHED)


def _key(meta) -> str:
    return (meta.get("property") or meta.get("name") or meta.get("http-equiv") or "").strip().lower()


def _in_json(tree) -> Iterator[object]:
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            value = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        yield from (one.get("datePublished") for one in _objects(value) if _is_article(one))


def _objects(value: object) -> Iterable[dict]:
    """The things a page declares itself to be; not those that it tells of."""
    listed = value if isinstance(value, list) else [value]
    for one in listed:
        if isinstance(one, dict):
            yield one
            graph = one.get("@graph")
            yield from (inner for inner in graph if isinstance(inner, dict)) if isinstance(graph, list) else ()


def _is_article(one: dict) -> bool:
    types = one.get("@type")
    return any(
        isinstance(type_, str) and ARTICLE.fullmatch(type_) for type_ in (types if isinstance(types, list) else [types])
    )


def _in_microdata(tree) -> Iterator[str | None]:
    yield from (one.get("datetime") or one.get("content") for one in tree.iterfind(".//*[@itemprop='datePublished']"))
    yield from (one.get("datetime") for one in tree.iterfind(".//time[@pubdate]"))


if __name__ == "__main__":
    main()
