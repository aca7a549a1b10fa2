"""The whole API: every operation declares who may call it."""

from segue.config.api import api
from segue.kernel.http import Policy


def test_every_operation_has_one_policy() -> None:
    operations = [
        (path, operation)
        for _, router in api._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
    ]
    assert len(operations) > 1
    undeclared = [
        path
        for path, operation in operations
        if [type(check) for check in operation.auth_callbacks] != [Policy]
    ]
    assert undeclared == []
