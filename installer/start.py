"""The first line of the frozen program: the same commands as in the source tree."""

import sys

from kvinnobyran.cli import main

sys.exit(main())
