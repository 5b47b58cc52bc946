"""The kinds of change that a variant can make to a scenario, a small class each."""

from allocator.model.changes.aims import SetWeight
from allocator.model.changes.base import Amount, Change
from allocator.model.changes.data import (
    AddEvidence,
    AddIndustry,
    AddPark,
    AddSource,
    AdjustAffinity,
    SetNeed,
    SetSupply,
    StrikeEvidence,
)
from allocator.model.changes.limits import (
    CountPer,
    DropQuota,
    GrantException,
    RevokeExceptions,
    SetBudget,
    SetCap,
    SetFloor,
    SetQuota,
    SetThreshold,
)
from allocator.model.changes.pairs import Freeze, KeepCurrent, LockPair, UnlockPair, Withdraw
from allocator.model.changes.removals import RemoveIndustry, RemovePark

__all__ = [
    "AddEvidence",
    "AddIndustry",
    "AddPark",
    "AddSource",
    "AdjustAffinity",
    "Amount",
    "Change",
    "CountPer",
    "DropQuota",
    "Freeze",
    "GrantException",
    "KeepCurrent",
    "LockPair",
    "RemoveIndustry",
    "RemovePark",
    "RevokeExceptions",
    "SetBudget",
    "SetCap",
    "SetFloor",
    "SetNeed",
    "SetQuota",
    "SetSupply",
    "SetThreshold",
    "SetWeight",
    "StrikeEvidence",
    "UnlockPair",
    "Withdraw",
]
