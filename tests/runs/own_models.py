"""An agent of one's own with a model behind it, given to runs as `own_models.py:Other`."""


class Other:
    """Plays by script; the model behind it answers to `other` at the same server."""

    def __init__(self, *, model, base_url, max_retries, temperature):
        self.options = {"model": "other", "base_url": base_url, "max_retries": max_retries}

    def reset(self, brief):
        pass

    def act(self, observation):
        return {"tool": "finish", "args": {"report": "Done.", "confidence": 0.5}}

    def model_options(self):
        return self.options
