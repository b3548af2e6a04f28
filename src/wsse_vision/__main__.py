"""``python -m wsse_vision`` is the same as ``wsse-vision``."""

import sys

from wsse_vision.cli import main

sys.exit(main())
