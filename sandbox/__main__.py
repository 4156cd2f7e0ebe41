"""`python -m sandbox`: the look-alike servers and the page alone."""

from __future__ import annotations

import sys

from sandbox.run import main

sys.exit(main())
