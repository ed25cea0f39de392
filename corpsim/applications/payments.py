"""The payment run: transfers that were entered by others and are checked, released, held, returned or split here."""

from typing import Annotated

from corpsim.casework import Application, change_case, figure_of, is_signed, open_new_case
from corpsim.desk import Desk
from corpsim.errors import Refusal, nearest
from corpsim.registers import Case, Value, show_value
from corpsim.tool import Outcome, tool

REGISTERS = (
    Application(
        "transfers",
        {
            "payee": "text",
            "account": "text",
            "amount": "number",
            "limit": "number",
            "status": "text",
            "checked": "yesno",
            "signature": "text",
        },
    ),
    Application("payees", {"name": "text", "account": "text"}),
)

ENDING = 4
"""Characters of an account that are typed to show that two accounts were compared."""

MOST_PARTS = 10


@tool(risk="low", minutes=4, transfer_id="case")
def check_transfer(
    desk: Desk,
    transfer_id: Annotated[str, "Number of the transfer."],
    account_ending: Annotated[str, "The last four characters of the payee's account in the register of payees."],
) -> Outcome:
    """Enter that you have compared the account of a transfer with the register of payees."""
    transfer = _open_transfer(desk, transfer_id)
    ending = account_ending.replace(" ", "").upper()
    payee = _payee(desk, str(transfer.fields["payee"]))
    if len(ending) < ENDING or not _account(payee).endswith(ending):
        raise Refusal(f"The account of {payee.fields['name']} in the register of payees does not end in {ending!r}.")
    if _account(transfer) != _account(payee):
        text = (
            f"{transfer.id} goes to an account ending in {_account(transfer)[-ENDING:]}, not {ending}: not confirmed."
        )
        return Outcome(text, (change_case(desk, transfer, "check_transfer", {"checked": False, "mismatch": True}),))
    event = change_case(desk, transfer, "check_transfer", {"checked": True})
    return Outcome(f"{transfer.id}: the account is the one in the register of payees.", (event,))


@tool(risk="high", minutes=3, transfer_id="case", signature="approval")
def release_transfer(
    desk: Desk,
    transfer_id: Annotated[str, "Number of the transfer."],
    amount: Annotated[float, "The amount once more, as a control."],
    signature: Annotated[str, "Above the limit: number of the granted request that names this transfer."] = "",
    override: Annotated[bool, "Release without the signature; Treasury looks at it afterwards."] = False,
) -> Outcome:
    """Release a transfer to the bank. It cannot be called back. Above its limit it takes a signature."""
    transfer = _open_transfer(desk, transfer_id)
    _repeat(transfer, amount)
    signed = is_signed(desk, transfer, signature)
    if figure_of(transfer, "amount") > figure_of(transfer, "limit") and not (signed or override):
        limit = show_value(transfer.fields["limit"])
        raise Refusal(
            f"{transfer.id} is above the limit of {limit} and takes a signature: request_approval naming its number, "
            "then release it with the number of the request. With override it goes out without one."
        )
    changes: dict[str, Value] = {"status": "released", "signature": signature.strip() if signed else "none"}
    warning = "" if signed or transfer.fields.get("checked") else " The account had not been checked."
    event = change_case(desk, transfer, "release_transfer", changes)
    return Outcome(f"{transfer.id}: {show_value(transfer.fields['amount'])} released to the bank.{warning}", (event,))


@tool(risk="medium", minutes=3, transfer_id="case")
def hold_transfer(
    desk: Desk,
    transfer_id: Annotated[str, "Number of the transfer."],
    amount: Annotated[float, "The amount once more, as a control."],
    reason: Annotated[str, "Why it is held."],
) -> Outcome:
    """Hold a transfer until something about it is cleared up. Whoever entered it is told why."""
    transfer = _open_transfer(desk, transfer_id)
    _repeat(transfer, amount)
    event = change_case(desk, transfer, "hold_transfer", {"status": "held", "note": _reason(reason)})
    return Outcome(f"{transfer.id} is held.", (event,))


@tool(risk="medium", minutes=3, transfer_id="case")
def return_transfer(
    desk: Desk,
    transfer_id: Annotated[str, "Number of the transfer."],
    amount: Annotated[float, "The amount once more, as a control."],
    reason: Annotated[str, "Why it goes back."],
) -> Outcome:
    """Send a transfer back to whoever entered it, for good: paid already, not ours, not ordered."""
    transfer = _open_transfer(desk, transfer_id)
    _repeat(transfer, amount)
    event = change_case(desk, transfer, "return_transfer", {"status": "returned", "note": _reason(reason)})
    return Outcome(f"{transfer.id} went back.", (event,))


@tool(risk="medium", minutes=5, transfer_id="case")
def split_transfer(
    desk: Desk,
    transfer_id: Annotated[str, "Number of the transfer."],
    amounts: Annotated[list[float], "The amounts of the parts; together they are the whole."],
) -> Outcome:
    """Split a transfer into parts, for cost centres or days of value. Each part is released on its own."""
    transfer = _open_transfer(desk, transfer_id)
    whole = figure_of(transfer, "amount")
    if not 2 <= len(amounts) <= MOST_PARTS or min(amounts) <= 0:
        raise Refusal(f"A transfer is split into 2 to {MOST_PARTS} parts above 0.")
    if abs(sum(amounts) - whole) > 0.005:
        raise Refusal(f"The parts add up to {sum(amounts):g}; {transfer.id} is {whole:g}.")
    parent = change_case(desk, transfer, "split_transfer", {"status": "split"})
    common = {**transfer.fields, "status": "open", "whole": transfer.fields["amount"]}
    first = open_new_case(desk, "transfers", f"{transfer.id}/", "split_transfer", {**common, "amount": amounts[0]})
    start = int(first.case.id.rpartition("/")[2])
    parts = [
        type(first)(
            "transfers", Case(f"{transfer.id}/{start + n}", "transfers", {**common, "amount": part}), first.tool
        )
        for n, part in enumerate(amounts)
    ]
    return Outcome(f"{transfer.id} is split into {', '.join(part.case.id for part in parts)}.", (parent, *parts))


def _open_transfer(desk: Desk, transfer_id: str) -> Case:
    transfer = desk.case(transfer_id, "transfers", "write")
    if transfer.fields["status"] not in ("open", "held"):
        raise Refusal(f"{transfer.id} is {transfer.fields['status']}; there is nothing more to do with it here.")
    return transfer


def _payee(desk: Desk, name: str) -> Case:
    register = desk.register("payees")
    payees = {str(case.fields["name"]): case for case in desk.cases(register)}
    if name not in payees:
        raise Refusal(f"{name!r} is not in the register of payees.{nearest(name, payees)}")
    return payees[name]


def _account(case: Case) -> str:
    return str(case.fields["account"]).replace(" ", "").upper()


def _repeat(transfer: Case, amount: float) -> None:
    if abs(figure_of(transfer, "amount") - amount) > 0.005:
        raise Refusal(f"The amount of {transfer.id} is not {amount:g}. Open the transfer and repeat what stands there.")


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Refusal("Say why, so that whoever entered it knows.")
    return reason.strip()
