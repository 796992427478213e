"""Tables and checks become a Frictionless data package."""
