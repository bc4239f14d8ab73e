"""Pages as a real browser sees them: headless Chromium, installed by the set-up of the tests where it may."""

import json
import re
import subprocess
import tempfile
from html import escape, unescape
from importlib.resources import files
from pathlib import Path
from typing import Any

_QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-extensions --hide-scrollbars"
).split()
_NO_SCRIPTS = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_ANSWER = re.compile(r'<pre id="answer">(.*?)</pre>', re.S)
_SECONDS = 120

_MEASURED = """
addEventListener("load", () => setTimeout(() => {
  const found = [...document.querySelectorAll("iframe")].map(frame => {
    const page = frame.contentDocument, root = page.documentElement
    const every = [...page.querySelectorAll("body *")].filter(each => each.checkVisibility())
    const right = each => each.getBoundingClientRect().right
    const edge = each => each.matches("svg *") ? right(each.closest("svg")) : root.clientWidth
    const wide = every.filter(each => right(each) > edge(each) + 1)
    const hasLetters = node => node.nodeType === Node.TEXT_NODE && node.data.trim()
    const letters = every.filter(each => [...each.childNodes].some(hasLetters))
    const size = each => {
      const drawn = each.closest("svg")
      const scale = drawn ? drawn.getBoundingClientRect().width / drawn.viewBox.baseVal.width : 1
      return parseFloat(frame.contentWindow.getComputedStyle(each).fontSize) * scale
    }
    return {
      width: root.clientWidth,
      content: root.scrollWidth,
      height: root.scrollHeight,
      wide: wide.map(each => each.outerHTML.slice(0, 90)),
      smallest: Math.min(...letters.map(size)),
      stops: every.filter(each => each.matches("a[href], button, input, summary, [tabindex]")).length,
      tables: every.filter(each => frame.contentWindow.getComputedStyle(each).display === "table").length,
      shown: page.body.innerText,
    }
  })
  const answer = document.createElement("pre")
  answer.id = "answer"
  answer.textContent = JSON.stringify(found)
  document.body.append(answer)
}, 300))
"""
_CHECKED = """
axe.run(document, {resultTypes: ["violations"]}).then(found => {
  const answer = document.createElement("pre")
  answer.id = "answer"
  answer.textContent = JSON.stringify(found.violations.map(
    each => ({id: each.id, impact: each.impact, where: each.nodes.map(node => node.html.slice(0, 200))})
  ))
  document.body.append(answer)
})
"""


def chromium(*words: object) -> "subprocess.CompletedProcess[str]":
    """Run the browser, with a profile of its own that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="lovp-browser-") as profile:
        return subprocess.run(
            ["chromium", *_QUIET, f"--user-data-dir={profile}", *map(str, words)],
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=True,
        )


def measured(page: str, widths: tuple[int, ...], folder: Path) -> list[dict[str, Any]]:
    """For each width of the window how the page looks in it, and what of it sticks out."""
    frames = "".join(
        f'<iframe style="width:{width}px;height:900px;border:0" srcdoc="{escape(page)}"></iframe>'
        for width in widths
    )
    found: list[dict[str, Any]] = _asked(f"<body>{frames}<script>{_MEASURED}</script>", folder)
    return found


def faults(page: str, folder: Path) -> list[dict[str, Any]]:
    """What axe-core, which knows the rules of accessibility (WCAG), finds wrong with the page."""
    axe = (files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = _asked(f"{page}<script>{axe}</script><script>{_CHECKED}</script>", folder)
    return found


def messages(page: str, folder: Path) -> list[str]:
    """What the browser complains of in the page as it is."""
    said = chromium("--enable-logging=stderr", "--dump-dom", _address(page, folder)).stderr
    return [line for line in said.splitlines() if "CONSOLE" in line]


def printed(page: str, folder: Path) -> Path:
    paper = folder / "page.pdf"
    chromium("--no-pdf-header-footer", f"--print-to-pdf={paper}", _address(page, folder))
    return paper


def _address(page: str, folder: Path) -> str:
    """Write the page to a file in the folder; its address."""
    file = folder / "page.html"
    file.write_text(page, encoding="utf-8")
    return file.as_uri()


def _asked(page: str, folder: Path) -> Any:
    """What the scripts in the page answer; the page's own rule against scripts is taken off for them."""
    allowed = _NO_SCRIPTS.sub("", page).replace("&lt;meta http-equiv", "&lt;meta x-equiv")
    shown = chromium("--virtual-time-budget=20000", "--dump-dom", _address(allowed, folder)).stdout
    answer = _ANSWER.search(shown)
    assert answer, shown[-2000:]
    return json.loads(unescape(answer[1]))
