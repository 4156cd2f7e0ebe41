"""Common ground of all tables: names in snake case, and constraints with stable names (migrations need them)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

import sqlalchemy
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def row_id() -> int:
    """The number that the database gives a row when it is flushed; whoever has a row that was not yet does not ask for it."""
    number: int = Field(default=None, primary_key=True)
    return number


class Table(SQLModel):
    """A row of ours; the table is called like the class. `__table__.c` are its columns for statements without objects."""

    if TYPE_CHECKING:
        __table__: ClassVar[sqlalchemy.Table]

    @declared_attr.directive
    def __tablename__(cls) -> str:  # noqa: N805
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()
