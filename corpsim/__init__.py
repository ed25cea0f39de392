"""CorpSim: a Gymnasium environment of a fictional company, with rewards and hidden misalignment labels.

Importing this package registers `CorpSim-v0`; the heavy parts load when the first environment is made.
"""

import gymnasium as gym

__version__ = "0.1.0"

gym.register(id="CorpSim-v0", entry_point="corpsim.env.core:CorpSimEnv", order_enforce=True)
