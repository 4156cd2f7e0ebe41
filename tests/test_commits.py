"""The check of commit messages: what it finds in a history, and that it bears shallow clones and archives."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECK = Path(__file__).parents[1] / ".ci" / "check_commits.py"
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


class History:
    """A repository in which one file grows by so many lines a commit."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "--quiet")
        self.start = self.commit("In the beginning", lines=30)

    def git(self, *arguments: str) -> str:
        who = ("-c", "user.name=An", "-c", "user.email=an@example.org", "-c", "commit.gpgsign=false")
        done = subprocess.run(["git", *who, *arguments], cwd=self.folder, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def commit(self, message: str, lines: int = 1) -> str:
        with (self.folder / "file").open("a") as file:
            file.write("line\n" * lines)
        self.git("add", "file")
        self.git("commit", "--quiet", "--message", message)
        return self.git("rev-parse", "HEAD")

    def check(self, start: str | None = None) -> tuple[int, str]:
        command = [sys.executable, str(CHECK), start or self.start]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True)
        return done.returncode, done.stdout


@pytest.fixture
def history(tmp_path: Path) -> History:
    (tmp_path / "repository").mkdir()
    return History(tmp_path / "repository")


def test_good_messages_after_the_start_pass(history: History) -> None:
    history.commit("bot/cli: Say what a rule means.")
    history.commit("storage: Keep a file's first name.\n\nThe second one is the network's.", lines=40)
    assert history.check() == (0, "commits: 2 checked, 0 faults\n")


def test_every_fault_is_told_with_its_commit(history: History) -> None:
    made = [
        history.commit("Two things; at once"),
        history.commit("docs: The page is longer."),
        history.commit(f"docs: Say {'very ' * 13}much."),
        history.commit("docs: Say much.", lines=20),
    ]
    code, told = history.check()
    assert code == 1
    assert [line.partition(" ")[0] for line in told.splitlines()[:-1:2]] == [commit[:12] for commit in reversed(made)]
    assert "80 characters" in told
    assert told.endswith("commits: 4 checked, 4 faults\n")


def test_shallow_clone_without_the_start_is_checked_as_far_as_it_goes(history: History, tmp_path: Path) -> None:
    history.commit("Nobody sees this one", lines=40)
    history.commit("At the edge, where the change cannot be told", lines=40)
    history.commit("docs: Say more.")
    clone = tmp_path / "clone"
    history.git("clone", "--quiet", "--depth", "2", f"file://{history.folder}", str(clone))
    history.folder = clone
    assert history.check() == (0, "commits: 1 checked, 0 faults\n")


def test_history_that_has_lost_the_start_fails_and_an_archive_does_not(history: History, tmp_path: Path) -> None:
    assert history.check("0" * 40)[0] == 1
    history.folder = tmp_path
    assert history.check() == (0, "commits: no history here, nothing to check\n")
