"""The applications of the company: one file each, every tool a typed function on a desk."""
