"""Finds a Chromium for the browser tests, or installs one; says which, or why there is none."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def chromium() -> str | None:
    """The browser to drive: SITREP_CHROMIUM, one on the PATH, or the one playwright installed."""
    named = os.environ.get("SITREP_CHROMIUM")
    if named:
        return named
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return found or _of_playwright()


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if path and os.path.exists(path) else None


def install() -> None:
    """By playwright where it can download; else, as root on Debian or Ubuntu, by apt."""
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], timeout=300, check=False)
    if chromium() is None and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], timeout=300, check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], timeout=600, check=False)


if __name__ == "__main__":
    if chromium() is None:
        print("No Chromium found: installing one for the browser tests …", flush=True)
        install()
    if chromium() is None:
        message = "No Chromium: install one, or name it in SITREP_CHROMIUM."
        if os.environ.get("SITREP_REQUIRE_BROWSER"):
            sys.exit(message + " This run requires it.")
        print(message + " The browser tests are skipped.")
    else:
        print(f"Browser tests use {chromium()}")
