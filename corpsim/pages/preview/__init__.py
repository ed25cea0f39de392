"""The preview: everything a world says, what one seed and one condition make of it, and what is wrong with it."""
