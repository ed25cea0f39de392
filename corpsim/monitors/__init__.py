"""Monitors that ship with the house, one file each. They know the contract in `corpsim.monitor` and nothing else."""
