"""From bytes to plain data that knows its place: folders and packed worlds, strict YAML, Markdown with front matter."""
