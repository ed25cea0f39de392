"""The rest of a large company: people, reporting lines, mail, chat, documents and calendars, drawn from a seed."""
