"""The handbook: its blocks are run, its figures worked out anew, its links followed, its site built.

Every ```console block of a page is run, command by command, in a fresh folder, and what is answered is
compared with what stands there. A page says in comments, which its readers don't see, what goes before:

    <!-- scene: folder=example today=2024-05-31 -->  a fresh folder from here on (kinds: tests/folders.py)
    <!-- typed: skola | schoolinfo | hjo -->         what is typed at the questions of the next block
    <!-- fails -->                                   the last command of the next block is refused
    <!-- not here: REASON -->                        the next block is run elsewhere (test_fresh.py)

A scene can also say `writer=kansli`, `language=sv` and `columns=80`; without a folder it is an empty one.
A line `…` in a block stands for lines that are left out. A block with a title (```yaml title="targets.yaml")
is a file, written to the folder before what follows is run. UPDATE_DOCS=1 rewrites the answers: they are to
be read before they are committed.
"""
