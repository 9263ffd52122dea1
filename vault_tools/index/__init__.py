"""Generated notes, and marked regions in notes that people write. The only folder that knows jinja2."""
