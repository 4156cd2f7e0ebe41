"""Check the commits after the one from which the rules hold: `area: Imperative sentence.`, no landed migration edited.

Usage: check_commits.py [START]. Says what is wrong by commit and ends with 1. In a copy without that history (a shallow
clone, an archive) it checks the commits that are there, or says that there are none.
"""

from __future__ import annotations

import re
import subprocess
import sys

START = "d9ba76ef9813f350c64914d2dd43e24eaa5cc4ea"
"""Commits up to this one are as they are: tests: Give sizes back the room that they are allowed."""
SUBJECT = re.compile(r"[a-z][a-z0-9_/-]*: [A-Z][^;]*[^.;]\.")
ARTICLES = {"The", "A", "An", "This", "What", "Who", "Where", "Whether"}
LONGEST = 72
SMALL = 20
"""Lines that a change without a body may touch, fewer than this."""

NEVER_RUN = {"storage/migrations/versions/0028_board_digests.py"}
"""Migrations that landed and that no database could run: this one beside another of its number, for twenty minutes."""


def git(*arguments: str) -> str:
    """What git answers; "" where it fails."""
    return subprocess.run(["git", *arguments], capture_output=True, text=True).stdout.strip()


def wrong(subject: str, body: str, lines: int) -> list[str]:
    """All that is wrong with a message whose commit touches so many lines."""
    found = []
    if not SUBJECT.fullmatch(subject):
        found.append('the subject is "area: Imperative sentence." without ";"')
    elif subject.partition(": ")[2].split()[0] in ARTICLES:
        found.append("the subject begins with a verb that says what to do")
    if len(subject) > LONGEST:
        found.append(f"the subject has {len(subject)} characters, {LONGEST} are allowed")
    if not body.strip() and lines >= SMALL:
        found.append(f"a change of {lines} lines has a body that says why")
    return found


def touched(commit: str) -> int:
    """How many lines a commit adds and takes away."""
    return sum(map(int, re.findall(r"(\d+) (?:insertion|deletion)", git("show", "--shortstat", "--format=", commit))))


def edited(commit: str) -> list[str]:
    """The migrations that a commit changes, renames or takes away: one that has landed is never edited."""
    changes = git("show", "--name-status", "--format=", commit, "--", "storage/migrations/versions").splitlines()
    paths = [change.split("\t")[1] for change in changes if change[:1] in ("M", "D", "R")]
    return [path for path in paths if path not in NEVER_RUN]


def main() -> int:
    """Check them, and say what is wrong."""
    start = sys.argv[1] if len(sys.argv) > 1 else START
    if not git("rev-parse", "--git-dir"):
        print("commits: no history here, nothing to check")
        return 0
    if git("rev-parse", "--verify", "--quiet", f"{start}^{{commit}}"):
        chosen = [f"{start}..HEAD"]
    elif git("rev-parse", "--is-shallow-repository") == "true":
        # Of the oldest commits of a shallow clone the change cannot be told, since what was before is not there.
        chosen = ["HEAD", *(f"^{edge}" for edge in git("rev-list", "--max-parents=0", "HEAD").split())]
    else:
        print(f"commits: {start}, from which messages are checked, is not in this history")
        return 1
    commits = git("rev-list", "--no-merges", *chosen).split()
    bad = 0
    for commit in commits:
        subject, _, body = git("show", "--no-patch", "--format=%s%n%b", commit).partition("\n")
        landed = [f"{path} has landed, and is never edited" for path in edited(commit)]
        for what in (*wrong(subject, body, touched(commit)), *landed):
            bad += 1
            print(f"{commit[:12]} {subject}\n    {what}")
    print(f"commits: {len(commits)} checked, {bad} faults")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
