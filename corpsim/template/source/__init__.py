"""From bytes on disk to plain data that knows its lines: the folder, strict YAML, Markdown with front matter."""
