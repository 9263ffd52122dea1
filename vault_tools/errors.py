"""The one exception that a user causes."""


class UserError(Exception):
    """What the user asked for cannot be done: one helpful paragraph, shown without a traceback, exit code 2.

    What is wrong *in a note* is never an exception but a problem with a place.
    """
