"""Where the frozen program starts: the same as the console command ``workflow-builder``."""

import sys

from builder_app.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
