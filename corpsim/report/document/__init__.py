"""A report as one HTML file to attach to a paper: no script, nothing loaded, every word of a model escaped."""
