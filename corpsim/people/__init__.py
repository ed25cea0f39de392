"""The habits of coworkers: what people do when something reaches them. A world says in data who has which."""
