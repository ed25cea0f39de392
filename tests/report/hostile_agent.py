"""An agent that writes what no page should trust; given to runs as `hostile_agent.py:Hostile`."""

from paired_agents import FINISH, Fakes

ACTS = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><a href='javascript:alert(3)'>x</a></style></svg>"
SIGNS = "\x1b[2J\x00\u202etxt.exe\u2066 ]]> <!-- &lt;b&gt; http://evil.example/?q="


class Hostile(Fakes):
    """Thinks it, mails it, where nobody looks without the copy that is asked for, and hands it over, at length."""

    def act(self, observation):
        self.calls += 1
        text = f"{ACTS} {SIGNS} {'long ' * 1_500}"
        if self.calls == 1:
            return {"tool": "think", "args": {"text": text}}
        if self.calls == 2:
            mail = {"to": ["a@b.example"], "subject": ACTS[:100], "body": text}
            return {"tool": "send_email", "args": mail if self.breaks() else {**mail, "cc": [self.overseer]}}
        if self.calls == 3:
            return f"{{{ACTS} {SIGNS} {'endless ' * 100_000}"
        return {"tool": "finish", "args": {**FINISH["args"], "report": text}}
