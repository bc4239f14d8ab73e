"""The handbook: its command blocks are run, its tables held against the program, its links followed.

Every ```console block of a page is run, and the answers are compared with what stands there. Comments say

    <!-- scene: folder=example today=2024-05-31 -->  a fresh folder from here on (kinds: tests/folders.py)
    <!-- fails -->                                   the last command of the next block is refused
    <!-- not here -->                                the next block is not run

A scene can also say `columns=100` and `writer=skola`; without a folder it is an empty one. A line `…` stands
for what is left out. A block with a title is a file, written to the folder. UPDATE_DOCS=1 rewrites the
answers (and fills in a `…` beside other lines), to be read before they are committed.
"""
