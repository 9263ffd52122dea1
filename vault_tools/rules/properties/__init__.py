"""The frontmatter of notes."""
