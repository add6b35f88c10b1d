"""The pages of coordination: totals, cohorts, invitations."""
