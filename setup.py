# Everything else is in pyproject.toml. This file is here for one thing that setuptools
# cannot say there: resources/ lies beside the package in the source tree (architecture.md
# section 1) and inside it, as kvinnobyran/resources, when the program is installed.
from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["kvinnobyran", "kvinnobyran.*"]), "kvinnobyran.resources"],
    package_dir={"kvinnobyran.resources": "resources"},
    package_data={
        "kvinnobyran": ["py.typed", "**/*.sql"],
        "kvinnobyran.resources": ["**/*"],
    },
)
