"""The handbook: its command blocks are run, its tables held against the program, its links followed.

Every ```console block of a page is run in a fresh folder, and what is answered is compared with what stands
there. A page says in comments, which its readers don't see, what goes before:

    <!-- scene: folder=example today=2024-05-31 -->  a fresh folder from here on (kinds: tests/folders.py)
    <!-- typed: skola | schoolinfo | hjo -->         what is typed at the questions of the next block
    <!-- fails -->                                   the last command of the next block is refused
    <!-- not here -->                                the next block is not run

A scene can also say `writer=kansli` and `columns=80`; without a folder it is an empty one. A line `…` in a
block stands for lines that are left out. A block with a title (```yaml title="targets.yaml") is a file,
written to the folder before what follows is run. UPDATE_DOCS=1 rewrites the answers, to be read before they
are committed.
"""
