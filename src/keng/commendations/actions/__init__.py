"""What can be done about commendations; each act asks for permission and writes the journal."""

from __future__ import annotations

from keng.commendations.actions._refusing import DecisionHead
from keng.commendations.actions.calling import (
    NewCall,
    NewSeat,
    close_call,
    end_seat,
    open_call,
    reopen_call,
    seat_member,
)
from keng.commendations.actions.deciding import decide, number_decision, revoke
from keng.commendations.actions.dossier import attach_file, remove_file, restore_file
from keng.commendations.actions.posting import begin_register
from keng.commendations.actions.proposing import (
    Described,
    change_proposal,
    decline_proposal,
    propose,
    return_proposal,
    withdraw_proposal,
)
from keng.commendations.actions.ruling import NewRuling, answer_rule
from keng.commendations.actions.voting import vote
from keng.commendations.actions.withdrawing import withdraw_name

__all__ = [
    "DecisionHead",
    "Described",
    "NewCall",
    "NewRuling",
    "NewSeat",
    "answer_rule",
    "attach_file",
    "begin_register",
    "change_proposal",
    "close_call",
    "decide",
    "decline_proposal",
    "end_seat",
    "number_decision",
    "open_call",
    "propose",
    "remove_file",
    "reopen_call",
    "restore_file",
    "return_proposal",
    "revoke",
    "seat_member",
    "vote",
    "withdraw_name",
    "withdraw_proposal",
]
