"""Plots as SVG: small pure functions from figures to elements. Colours and type are those of the page around."""
