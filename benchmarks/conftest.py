"""Makes pytest collect the files bench_*.py of this directory."""
import pytest


def pytest_collect_file(file_path, parent):
    """Collect a benchmark file; one that is named on the command line pytest takes by itself."""
    if file_path.match("bench_*.py") and not parent.session.isinitpath(file_path):
        return pytest.Module.from_parent(parent, path=file_path)
