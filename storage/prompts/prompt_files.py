"""Queries about the pictures and files that go out with a prompt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.tables import Prompt, PromptFile, StoredFile

PURPOSE = "prompt"
"""The purpose of a stored file that a prompt holds: it is kept as long as the prompt is open."""


def of_prompt(session: Session, prompt_id: int) -> Sequence[PromptFile]:
    """The files of a prompt, in their order."""
    query = select(PromptFile).where(col(PromptFile.prompt_id) == prompt_id)
    return session.scalars(query.order_by(col(PromptFile.position))).all()


def put(session: Session, prompt_id: int, files: Sequence[tuple[int, str]]) -> None:
    """Let these stored files, each (id, name), go out with a prompt, in the place of what went before."""
    before = {file.file_id for file in of_prompt(session, prompt_id)}
    session.execute(delete(PromptFile).where(col(PromptFile.prompt_id) == prompt_id))
    for position, (file_id, name) in enumerate(files):
        stored = session.get(StoredFile, file_id)
        if stored is not None:
            stored.purpose = PURPOSE
            made = PromptFile(prompt_id=prompt_id, position=position, file_id=file_id, mime=stored.mime, name=name)
            session.add(made)
    session.flush()
    _remove_unheld(session, before)


def forget(session: Session, before: datetime, most: int) -> int:
    """Delete the files of prompts that were due before an instant, but for those that a later prompt holds as well."""
    over = (
        select(col(PromptFile.prompt_id))
        .join(Prompt, col(Prompt.id) == PromptFile.prompt_id)
        .where(col(Prompt.due_at) < before)
        .limit(most)
    )
    prompts = set(session.scalars(over))
    files = set(session.scalars(select(col(PromptFile.file_id)).where(col(PromptFile.prompt_id).in_(prompts))))
    session.execute(delete(PromptFile).where(col(PromptFile.prompt_id).in_(prompts)))
    _remove_unheld(session, files)
    return len(prompts)


def _remove_unheld(session: Session, file_ids: set[int]) -> None:
    """Delete those of these files that no prompt holds any more."""
    held = set(session.scalars(select(col(PromptFile.file_id)).where(col(PromptFile.file_id).in_(file_ids))))
    session.execute(delete(StoredFile).where(col(StoredFile.id).in_(file_ids - held)))
