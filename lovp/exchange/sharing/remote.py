"""The other end: the repository and branch with which a folder is shared, fetching from it, sending to it."""

import re
from typing import NamedTuple

from lovp.cells import printable
from lovp.errors import LovpError
from lovp.exchange.sharing.git import Answer, Git, GitError, SlowError, what_it_said
from lovp.i18n import _

_UNREACHABLE = re.compile(
    r"could not resolve|couldn't resolve|name resolution|name or service not known|unable to look up"
    r"|network is unreachable|no route to host|timed out|connection refused|connection reset"
    r"|connection closed|failed to connect|couldn't connect|does not appear to be a git repository"
    r"|returned error: 5\d\d|network is down|host is down",
    re.IGNORECASE,
)
_NOT_LET_IN = re.compile(
    r"authentication failed|permission denied|could not read (username|password)|terminal prompts disabled"
    r"|host key verification failed|returned error: 40[134]|access denied|repository not found"
    r"|invalid username or password|correct access rights",
    re.IGNORECASE,
)
_OTHERS_WERE_QUICKER = re.compile(
    r"\((fetch first|non-fast-forward|stale info|needs force|failed to update ref|incorrect old value.*"
    r"|cannot lock ref.*|failed to lock|failed)\)",
)


class Remote(NamedTuple):
    """A remote by its name in the repository, and the branch there that is shared."""

    name: str
    branch: str
    tracked: bool
    """Whether the repository has it written down that its branch goes with that one."""

    @property
    def tip(self) -> str:
        """Where the repository keeps what it last knew of the branch there."""
        return f"refs/remotes/{self.name}/{self.branch}"

    @property
    def shown(self) -> str:
        """The branch there as people and git name it."""
        return printable(f"{self.name}/{self.branch}")


class UnreachableError(Exception):
    """The other end can't be reached just now; the text is what git said of it."""


def find_remote(git: Git, branch: str) -> Remote | None:
    """The remote that the branch goes with; None where there is none. LovpError where it can't be told."""
    name = git.tried("config", "--get", f"branch.{branch}.remote").word
    merge = git.tried("config", "--get", f"branch.{branch}.merge").word
    names = git("remote").word.split()
    if name in names and merge.startswith("refs/heads/"):
        return Remote(name, merge.removeprefix("refs/heads/"), tracked=True)
    if not names:
        return None
    if len(names) > 1 and "origin" not in names:
        raise LovpError(
            _("The folder has several remotes: {names}.").format(names=printable(", ".join(names))),
            _("Choose one: git push -u NAME {branch}").format(branch=branch),
        )
    return Remote(names[0] if len(names) == 1 else "origin", branch, tracked=False)


def fetch(git: Git, remote: Remote, *, whole: bool = False) -> bool:
    """Fetch the branch, with its `whole` history if a part was left out; whether there is one.

    Raises UnreachableError; LovpError where one isn't let in, or the branch is gone.
    """
    answer = _over_the_net(
        git,
        *("fetch", "--quiet", "--no-tags", "--no-recurse-submodules", *(["--unshallow"] if whole else [])),
        remote.name,
        f"+refs/heads/{remote.branch}:{remote.tip}",
    )
    if answer.code == 0:
        return True
    if "couldn't find remote ref" not in answer.said:
        raise _failed(answer, _("Nothing could be fetched from {remote}.").format(remote=remote.shown))
    heads = _over_the_net(git, "ls-remote", "--heads", remote.name)
    others = re.findall(r"\trefs/heads/(.*)", heads.word)
    if heads.code == 0 and not others:
        return False
    raise LovpError(
        _("There is no branch {branch} on {name}; there is: {others}.").format(
            branch=printable(remote.branch), name=remote.name, others=printable(", ".join(others[:5]))
        ),
        _("Go with another branch: git branch -m {other}, git branch -u {name}/{other}").format(
            other=printable(others[0]) if others else "main", name=remote.name
        )
        + "\n"
        + _("Or make it there: git push -u {name} HEAD:{branch}").format(
            name=remote.name, branch=printable(remote.branch)
        ),
    )


def push(git: Git, remote: Remote, branch: str) -> bool:
    """Send the branch; False if others were quicker and theirs has to be fetched first.

    Raises UnreachableError; LovpError where it is not accepted.
    """
    answer = _over_the_net(
        git,
        *("push", "--porcelain", *([] if remote.tracked else ["-u"]), remote.name),
        f"refs/heads/{branch}:refs/heads/{remote.branch}",
    )
    if answer.code == 0:
        return True
    refused = [line for line in answer.word.splitlines() if line.startswith("!")]
    if refused and all(_OTHERS_WERE_QUICKER.search(line) for line in refused):
        return False
    raise _failed(answer, _("Nothing could be sent to {remote}.").format(remote=remote.shown))


def _over_the_net(git: Git, *words: str) -> Answer:
    try:
        answer = git.tried(*words, net=True)
    except SlowError as error:
        raise UnreachableError(error.message) from None
    if answer.code != 0 and _UNREACHABLE.search(answer.said):
        raise UnreachableError(what_it_said(answer.said).split("\n")[0])
    return answer


def _failed(answer: Answer, message: str) -> LovpError:
    said = what_it_said(answer.said)
    if _NOT_LET_IN.search(answer.said):
        return LovpError(
            message + " " + _("You are not let in there."),
            said + "\n" + _("What is recorded here is kept. Try with git fetch until git lets you in."),
        )
    return GitError(message, said + "\n" + _("What is recorded here is kept, for the next lovp sync."))
