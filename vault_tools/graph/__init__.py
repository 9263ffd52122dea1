"""The link graph of a vault. The only folder that knows networkx."""
