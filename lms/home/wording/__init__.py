"""The wording check at the site's doors: a page for readers, an endpoint for programs."""
