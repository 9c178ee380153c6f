"""Linear algebra on one thread: vectors this short are done before a second thread has woken up.

On two busy cores the threads that wait for each other made training five times slower, not faster.
"""

from contextlib import AbstractContextManager

from sklearn.utils.parallel import ThreadpoolController


def one_thread() -> AbstractContextManager:
    """Inside, BLAS uses this thread alone, and the other core is left to the people who annotate."""
    return ThreadpoolController().limit(limits=1, user_api="blas")
