"""What a coordinator hands to others: figures of a period, frozen, and none of so few that it tells of one."""
