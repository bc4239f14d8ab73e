"""The handbook: its command blocks are run, its tables held against the program, its links followed.

Every ```console block of a page is run in a fresh folder, and what is answered is compared with what stands
there. Comments, which readers don't see, say what goes before:

    <!-- scene: folder=example today=2024-05-31 -->  a fresh folder from here on (kinds: tests/folders.py)
    <!-- fails -->                                   the last command of the next block is refused
    <!-- not here -->                                the next block is not run

A scene can also say `writer=kansli` and `columns=80`; without a folder it is an empty one. A line `…` stands
for lines that are left out. A block with a title (```yaml title="targets.yaml") is a file, written to the
folder. UPDATE_DOCS=1 rewrites the answers (and fills in `…` beside other lines), to be read before a commit.
"""
