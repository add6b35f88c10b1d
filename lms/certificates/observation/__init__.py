"""Practice that somebody has watched: a list of behaviours, ticked on a phone, without a free word."""
