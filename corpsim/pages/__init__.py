"""Pages in the browser, served from this machine to this machine: what a world is, while it is written.

`door`, `files`, `news`, `watch` and `serve` are the base of every page; a page is a folder of its own beside them
(`preview`), whose front end lies in `static`. The web server is the extra `corpsim[view]`; the data of a page are plain
functions that need none.
"""
