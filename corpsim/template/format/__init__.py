"""The format: a pydantic model for every file of a world folder. What is not named in a model is refused."""
