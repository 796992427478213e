"""Structure, reading and code lists together give the rows of the tables."""
