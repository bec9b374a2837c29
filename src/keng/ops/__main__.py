"""`python -m keng.ops`."""

from __future__ import annotations

import sys

from keng.ops.main import main

sys.exit(main())
