"""JupyterLab's server as `npqml lab` starts it: `python -m npqml.lab.server` puts off what it never uses.

Measured before: a second of its start went into grammars of addresses that no notebook holds.
"""

from __future__ import annotations

from jupyterlab.labapp import main

if __name__ == "__main__":
    main()
