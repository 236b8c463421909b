"""``python -m kvinnobyran``."""

import sys

from kvinnobyran.cli import main

if __name__ == "__main__":
    sys.exit(main())
