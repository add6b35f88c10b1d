"""Questions from other programs and for them: GIFT, Moodle XML and our own YAML."""
