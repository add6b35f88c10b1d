"""Date and number formats where Django has none, or not those readers expect."""
