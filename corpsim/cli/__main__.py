"""`python -m corpsim.cli`, the same as `corpsim`."""

from corpsim.cli.app import main

main()
