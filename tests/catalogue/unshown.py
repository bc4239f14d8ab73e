"""What the scan finds that no case can show, and what it finds that is no error."""

_ASKED = ("någon vid en terminal som svarar på en fråga", "somebody at a terminal who answers a question")

UNSHOWN: dict[str, tuple[str, str]] = {
    "Answer y or n.": _ASKED,
    "Stopped. Nothing was saved.": _ASKED,
    "Answer y or n, or a field to change: {names}.": _ASKED,
    "Answer y or n, the number of a line to change it, or -3 to take line 3 back.": _ASKED,
    "There is no line {number}.": _ASKED,
    "See the numbers to the left.": _ASKED,
    "Nothing was folded in.": _ASKED,
    "Stopped. The plan is as it was.": _ASKED,
    "The plan is as it was.": _ASKED,
    "the name has a sign that no name can have": (
        "en editor med ett tecken som ingen terminal släpper fram",
        "an editor with a sign that no terminal lets through",
    ),
    "“{file}” has no sheet named “{sheet}”.": (
        "en fil som ändras medan den läses",
        "a file that is changed while it is read",
    ),
    "Its sheets are: {sheets}.": ("detsamma", "the same"),
    "The sheet “{sheet}” in “{file}” has no rows.": ("detsamma", "the same"),
    "{file} has more than {count} mistakes; these are the first": (
        "en plan med flera hundra fel",
        "a plan with some hundreds of mistakes",
    ),
    "{key}: can't have this value": (
        "ett fel som inget annat meddelande beskriver; inget sådant är känt",
        "a mistake that no other message describes; none is known",
    ),
    "See the description of targets.yaml in the documentation.": ("detsamma", "the same"),
    "this can't be read": (
        "YAML som inget annat meddelande beskriver; ingen sådan är känd",
        "YAML that no other message describes; none is known",
    ),
    "Compare the indentation, colons, quotes and brackets with the lines above.": ("detsamma", "the same"),
    "Use spaces instead.": ("ett tabbtecken som inte redan har nämnts", "a tab that was not told of already"),
    "The cell is empty.": (
        "en tom cell som inget annat meddelande beskriver; ingen sådan är känd",
        "an empty cell that no other message describes; none is known",
    ),
    "Fill it in.": ("detsamma", "the same"),
}
"""The text as it stands in the source, and what it needs: in Swedish and in English."""

NO_ERRORS = {
    "The districts together",
    "Which office or role records here? (not a person's name)",
    "{target} is counted from the outcomes of {series}: recorded there.",
    "Area, or target",
    "A folder for the yearly plan. Esc or Ctrl-C stops, and nothing is written.",
    "Change the plan all the same?",
    "How is the folder shared",
    "Open it again to put that right?",
    "Open it again?",
    "Subregions, with commas between",
    "Which subregions are ours? Their places are offered first.",
    "Which year",
    "it lies in OneDrive, Nextcloud or on a server, where all see it",
    "none before the others",
    "through git, with lovp sync",
    "with nobody, or not yet",
    "What has been done of the plan of {organisation} for {year}. Give figures only: no names of persons.",
    "in all",
    "Column",
    "What is wrong",
    "What to do",
    "A suggestion, made from the headers and {count} rows. Look it over.",
    "FILL IN",
    "These words are not the plan's: take away the # and write what they mean.",
    "What it can say is described in docs/en/import.md.",
    "no row of headers was found: columns go by their letters",
    "part of every id: choose it now, and never change it",
    "line {line}: {name} was preliminary: is the new date certain?",
    "line {line}: {name}, {key}: {old} → {new}",
}
"""Questions, headings, and texts of a file: the search takes them along with an error's words."""
