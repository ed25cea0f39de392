"""What the preview shows, as data: pure functions of a `Scene`. Texts are as they were written: see `page_text`."""
