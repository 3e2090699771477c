"""The core of Viceversa: the same under pytest, the command line and the screen."""

import os

__version__ = "0.1.0"

# onnxruntime (from 1.29 on) tells its maker about each session unless this stands in the
# environment before it is imported, under either name. Nothing here reports to anybody.
os.environ["ORT_DISABLE_TELEMETRY"] = os.environ["ORT_TELEMETRY_DISABLED"] = "1"
