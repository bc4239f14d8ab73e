"""The other end: the repository with which a folder is shared, fetching from it and pushing to it."""

import re

from lovp.cells import printable
from lovp.errors import LovpError
from lovp.exchange.sharing.git import Answer, Git
from lovp.i18n import _

_UNREACHABLE = re.compile(
    r"could not resolve|couldn't resolve|name resolution|name or service not known|unable to look up"
    r"|unreachable|no route to host|timed out|connection (refused|reset|closed)|(failed to|couldn't) connect"
    r"|does not appear to be a git repository|returned error: 5\d\d|network is down|host is down",
    re.IGNORECASE,
)
_NOT_LET_IN = re.compile(
    r"authentication failed|permission denied|could not read (username|password)|prompts disabled"
    r"|host key verification|error: 40[134]|access (denied|rights)|repository.*not found|invalid username",
    re.IGNORECASE,
)
_OTHERS_WERE_QUICKER = re.compile(
    r"^!.*\((fetch first|non-fast-forward|.*lock|.*update ref|.*old value)", re.M
)


class UnreachableError(Exception):
    """The other end can't be reached just now; the text is what git said of it."""


def find_remote(git: Git, branch: str) -> str:
    """The name of the remote that the branch goes with; empty where there is none."""
    names = git("remote").text.split()
    chosen = git.run("config", "--get", f"branch.{branch}.remote").text
    for name in (chosen, "origin"):
        if name in names:
            return name
    if len(names) > 1:
        raise LovpError(
            _("The folder has several remotes: {names}.").format(names=printable(", ".join(names))),
            _("Choose one: git push -u NAME {branch}").format(branch=branch),
        )
    return "".join(names)


def fetch(git: Git, remote: str, branch: str) -> str:
    """Fetch what the others have; the commit at which their branch ends, empty if nothing is there yet.

    Raises UnreachableError; LovpError where one isn't let in, or there are only other branches.
    """
    # Of a part of the history it can't be told what both have in common.
    is_part = git("rev-parse", "--is-shallow-repository").text == "true"
    options = ["--quiet", "--prune", "--no-tags", "--no-recurse-submodules", *["--unshallow"] * is_part]
    answer = _over_the_net(git, "fetch", *options, remote, f"+refs/heads/*:refs/remotes/{remote}/*")
    if answer.code != 0:
        raise _failure(answer, _("Nothing could be fetched from {remote}.").format(remote=remote))
    there = f"refs/remotes/{remote}/"
    lines = git("for-each-ref", "--format=%(refname) %(objectname)", there).text.splitlines()
    tips = dict(line.removeprefix(there).split(" ") for line in lines)
    others = [printable(name) for name in tips if name not in (branch, "HEAD")]
    if others and branch not in tips:
        raise LovpError(
            _("There is no branch {branch} on {name}; there is: {others}.").format(
                branch=printable(branch), name=remote, others=", ".join(others[:5])
            ),
            _("Give yours the same name: git branch -m {other}").format(other=others[0]),
        )
    return tips.get(branch, "")


def push(git: Git, remote: str, branch: str) -> bool:
    """Push the branch; False if others were quicker and theirs has to be fetched first.

    Raises UnreachableError; LovpError where it is not accepted.
    """
    answer = _over_the_net(git, "push", "--porcelain", "-u", remote, f"refs/heads/{branch}")
    if answer.code == 0:
        return True
    if _OTHERS_WERE_QUICKER.search(answer.text):
        return False
    raise _failure(answer, _("Nothing could be sent to {remote}.").format(remote=remote))


def _over_the_net(git: Git, *words: str) -> Answer:
    answer = git.run(*words)
    if answer.code != 0 and _UNREACHABLE.search(answer.said):
        raise UnreachableError(answer.shown.split("\n")[0])
    return answer


def _failure(answer: Answer, message: str) -> LovpError:
    if _NOT_LET_IN.search(answer.said):
        message += " " + _("You are not let in there.")
    remedy = _("What is recorded here is kept. Try with git fetch and git push until git says yes.")
    return LovpError(message, f"{answer.shown}\n{remedy}")
