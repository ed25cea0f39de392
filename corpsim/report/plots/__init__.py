"""Pictures of findings as SVG: pure functions, text as text."""
