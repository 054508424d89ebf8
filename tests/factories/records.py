"""Makes registry records that say only what a test is about."""

from typing import Any


def make_record(registry_id: str = "NCT00000001", **modules: dict[str, Any]) -> dict[str, Any]:
    """A minimal API v2 record; each module's fields are added to what every record needs."""
    protocol: dict[str, Any] = {
        "identificationModule": {"nctId": registry_id, "briefTitle": "A study"},
        "statusModule": {"overallStatus": "RECRUITING"},
        "designModule": {"studyType": "INTERVENTIONAL"},
    }
    for module, fields in modules.items():
        protocol.setdefault(module, {}).update(fields)
    return {"protocolSection": protocol}
