"""Events of a cohort: when and where, who took part, and what that counts for."""
