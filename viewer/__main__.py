"""`python -m viewer` is the command `rootatlas`."""

import sys

from viewer.cli import main

sys.exit(main())
