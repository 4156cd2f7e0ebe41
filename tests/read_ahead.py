"""All that the work of the program's own processes reads, for the one process that forks them: imported, it is there.

The program has one such process for long; here hundreds of programs have one each, and each would read modules and texts for
a second and more.
"""

from __future__ import annotations

import importlib
import pkgutil

import digests
import jobs
import storage.roster
from texts.catalogue import LANGUAGES, catalogue_for

for _room in (digests, jobs, storage.roster):
    for _module in pkgutil.iter_modules(_room.__path__, f"{_room.__name__}."):
        importlib.import_module(_module.name)
for _library in ("altair", "vl_convert", "docxtpl", "PIL.Image"):
    importlib.import_module(_library)
for _language in LANGUAGES:
    catalogue_for(_language)
    catalogue_for(_language, typed_only=True)
