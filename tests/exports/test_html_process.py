"""The process that reads pages: bounded, begun again after each death, one page at a time, and without the network."""

import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from exports.formats import html_process
from tests.exports.conftest import ROOT
from tests.exports.pages import PARAGRAPHS, page
from tests.exports.test_html import TEXT, document, read


@pytest.mark.parametrize(
    "inner", ["<b>a</b>" * 9_000, "word<br>" * 9_000, "<a " + " ".join(f"a{i}=1" for i in range(150_000)) + ">x</a>"]
)
def test_a_page_that_is_slow_to_read_ends_in_a_document_or_a_sentence_and_the_next_is_read(inner):
    began = time.process_time()
    reading = read(page(inner))
    assert len(reading.documents) + len(reading.faults) == 1
    assert time.process_time() - began < 2  # of this process; the other one has its own bound
    assert document(page()).text == TEXT


def test_a_process_that_is_killed_costs_one_page():
    document(page())
    html_process._running[0].kill()
    html_process._running[0].wait()
    assert document(page()).text == TEXT


def test_a_process_that_ended_in_idleness_is_begun_again():
    document(page())
    html_process._running[0].stdin.close()
    html_process._running[0].wait()
    assert document(page()).text == TEXT


def test_pages_read_by_several_threads_at_once_are_not_mixed_up():
    found: dict[int, str] = {}
    pages = [page(f"{PARAGRAPHS[0]} Number {number}.") for number in range(12)]
    threads = [
        threading.Thread(target=lambda n=n: found.update({n: document(pages[n]).text})) for n in range(len(pages))
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert all(f"Number {number}." in found[number] for number in range(len(pages)))


def test_nothing_that_a_page_names_is_fetched():
    asked: list[str] = []

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

    server = HTTPServer(("127.0.0.1", 0), Listening)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    at = f"http://127.0.0.1:{server.server_port}"
    head = (
        f'<base href="{at}/base/"><link rel="canonical" href="{at}/own"><link rel="stylesheet" href="{at}/style.css">'
        f'<script src="{at}/script.js"></script><meta http-equiv="refresh" content="0; url={at}/refresh">'
    )
    body = f'<img src="{at}/picture.png"><iframe src="{at}/frame"></iframe><object data="{at}/object"></object>&x;'
    doctype = (
        f'<!DOCTYPE html SYSTEM "{at}/page.dtd" [<!ENTITY x SYSTEM "{at}/entity"><!ENTITY % p SYSTEM "{at}/p"> %p;]>'
    )
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{at}/include"/>'
    try:
        found = document(page(head=head, body=body + include).replace("<!DOCTYPE html>", doctype))
    finally:
        server.shutdown()
        server.server_close()
    assert found.url == f"{at}/own"
    assert asked == []


def test_the_process_that_reads_pages_cannot_open_a_connection():
    code = (
        "import runpy, socket, sys\n"
        f"reader = runpy.run_path({str(html_process.READER)!r})\n"
        "sys.addaudithook(reader['refuse_network'])\n"
        "try:\n    socket.create_connection(('127.0.0.1', 9))\n"
        "except PermissionError as error:\n    print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "a page is read without the network\n"


def test_loading_another_format_begins_no_process_and_reads_no_library():
    code = (
        "import sys, exports.sources as sources, exports.formats.html_process as process\n"
        "sources.read_upload('a.txt', b'Rockets hit.', scheme=None)\n"
        "print(process._running, [name for name in ('trafilatura', 'lxml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[] []\n"
