"""What a coordinator hands to others: figures of a period, frozen, none of so few that one is told."""
