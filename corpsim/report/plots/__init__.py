"""Plots as SVG: small pure functions from figures to elements, text as text; colours and type are those of the page."""
