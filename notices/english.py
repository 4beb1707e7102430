"""The wording in English, a mirror of the Vietnamese one; names, papers and quoted words stay as they were written."""

from datetime import date

from models.telling import NoticeKind as K
from notices.texts import Audience, Frame, Grammar, Language, Text

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def english_day(day: date) -> str:
    """24 Aug 2020, whatever the machine's language."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _days(n: int) -> str:
    return f"{n} working day{'' if n == 1 else 's'}"


_NOT_SEEN = "By the end of {eve}, {inspecting} had recorded no report"
_IF_SENT = "If it was sent, please give its number and date so that {inspecting} can record it."
_OWES = "has not reported on items[ ({share})] under {source}[ (due {due})]"
_REPORT = "The report[ No. {report_number}] of {unit}[, arrived on {arrived_on},]"

TEXTS = {
    K.ASSIGNMENT: {
        Audience.UNIT: Text(
            "Remediation under {source}[ – items: {count}][, report due {due}]",
            "{inspecting} forwards {source}, with items[ ({count})] for your agency to remedy and report on to "
            "{inspecting}[ by {due} at the latest][ (as written: “{phrase}”)].",
            "Please confirm that you have received the paper.",
            "Your agency was given these items.",
        )
    },
    K.RECEIPT: {
        Audience.UNIT: Text(
            "{opening} please confirm receipt of {source}",
            "{source}, sent to your agency on {sent_on}, has not been confirmed as received; please check your "
            "incoming papers and confirm.",
        ),
        Audience.DESK: Text(
            "Reminder: {unit} has not confirmed receipt of {source}",
            "{source}, sent to {unit} on {sent_on}, has not been confirmed as received; please call the unit.",
            "If the unit has the paper, please record the receipt on its behalf with the day of arrival.",
        ),
    },
    K.DUE_SOON: {
        Audience.UNIT: Text(
            "{opening} [{left} to ]the remediation report ({due})",
            "Under {source} your agency's remediation report is due on {due}; some items[ ({share})] are not yet "
            "reported. Please see to it.",
        )
    },
    K.DUE_TODAY: {
        Audience.UNIT: Text(
            "{opening} [today ({due_today}) is the last day for the remediation report]"
            "[today is the last working day for the remediation report ({due_later})]",
            "[Today ({due_today}) is the last day]"
            "[Today is the last working day before the deadline ({due_later})] under {source}; if the report has been "
            "issued, please give its number and date so that {inspecting} can record it.",
        )
    },
    K.OVERDUE: {
        Audience.UNIT: Text(
            "{opening} remediation report – overdue[ by {overdue}]",
            f"{_NOT_SEEN} from your agency under {{source}}[ (due {{due}})]; please report without delay. {_IF_SENT}",
        )
    },
    K.OVERDUE_HEAD: {
        Audience.UNIT: Text(
            "Remediation report after the administrative-reform inspection – overdue[ by {overdue}]",
            f"{_NOT_SEEN} from your agency under {{source}}[ (due {{due}})]; your direction is requested. {_IF_SENT}",
        )
    },
    K.CHECK_REGISTER: {
        Audience.DESK: Text(
            "Reminder: check the incoming register – remediation report of {unit}",
            f"{_NOT_SEEN} from {{unit}} under {{source}}[ (due {{due}})]; please check the incoming register.",
            "If the report has arrived, please record its number, date and day of arrival.",
        )
    },
    K.REVIEW: {
        Audience.DESK: Text(
            "Reminder: review the undated items of {unit}[ ({count})]",
            "Items of {unit} under {source}[ ({count})] have no deadline and their review day has come; please find "
            "out how they stand and record it.",
        )
    },
    K.REPORT_RECEIVED: {
        Audience.DESK: Text(
            "Remediation report of {unit} received – please verify",
            "A report[ No. {report_number}] of {unit} was received[ on {arrived_on}]; please verify it and confirm, or "
            "ask for more.",
            reason="Your body verifies the remediation of {unit}.",
        )
    },
    K.VERIFICATION: {
        Audience.DESK: Text(
            "Reminder: verify the remediation report of {unit}",
            f"{_REPORT} awaits verification; please confirm completion or ask the unit for more.",
        ),
        Audience.SUPERIOR: Text(
            "For your information: the remediation report of {unit} awaits verification",
            f"{_REPORT} awaits verification; your direction is requested.",
        ),
    },
    K.RETURNED: {
        Audience.UNIT: Text(
            "Supplement to the remediation report – by {due}",
            "Having examined the report[ No. {report_number}], we ask your agency to supplement it by {due}: {reason}",
            reason="Your agency's report needs a supplement.",
        )
    },
    K.REOPENED: {
        Audience.UNIT: Text(
            "Follow-up continues after the administrative-reform inspection – report by {due}",
            "{inspecting} follows up again what had been closed; please report by {due}. Reason: {reason}",
            reason="Your agency's case was reopened.",
        )
    },
    K.CLOSED: {
        Audience.UNIT: Text(
            "End of the follow-up after the administrative-reform inspection",
            "[Having examined the report No. {report_number}, ]{inspecting} ends the follow-up of your agency's items[ "
            "({total})]; thank you for your cooperation. Reason: {reason}",
            reason="Your agency's case is closed.",
        )
    },
    K.RECALL: {
        Audience.UNIT: Text(
            "Correction of an earlier message: the report arrived in time",
            "{inspecting} received your agency's report[ No. {report_number}][ on {arrived_on}]; the earlier message "
            "that it was overdue no longer holds. We apologise.",
            reason="An earlier message that the report was overdue went to your agency.",
        ),
        Audience.DESK: Text(
            "Correction of an earlier message: {unit} reported in time",
            "The report[ No. {report_number}] of {unit} was received[ on {arrived_on}]; the earlier message about it "
            "no longer holds. We apologise.",
            reason="An earlier message about {unit} went to you.",
        ),
        Audience.SUPERIOR: Text(
            "For your information: correction of an earlier message – {unit} reported in time",
            "The report[ No. {report_number}] of {unit} was received[ on {arrived_on}]; the earlier message about it "
            "no longer holds. We apologise.",
            reason="An earlier message about {unit} went to you.",
        ),
    },
    K.LETTER: {
        Audience.UNIT: Text(
            "Request to report on remediation after the administrative-reform inspection",
            f"Your agency {_OWES}[; {{inspecting}} has issued Letter No. {{number}} about it]. Please report, so that "
            "{inspecting} can report to {committee}.",
            _IF_SENT,
            "Your agency is on the list of those that have not reported.",
        ),
        Audience.SUPERIOR: Text(
            "For your information: {unit} was asked to report on remediation",
            f"Under the approved plan of follow-up a request went to {{unit}}, which {_OWES}.",
        ),
    },
    K.SUBMISSION: {
        Audience.SUPERIOR: Text(
            "For your decision: remediation not reported by {unit}",
            f"{{unit}} {_OWES}; {{inspecting}} submits this for your consideration.",
        )
    },
    K.DRAFT_PREPARED: {
        Audience.SUPERIOR: Text(
            "For your decision: draft {draft_paper}[ – units: {units}]",
            "Units have not reported on remediation by {today}[: {units}]; the draft {draft_paper} is submitted for "
            "your signature or opinion.",
            "Please have the incoming register checked before it is issued.",
            "The draft {draft_paper} is yours to consider.",
        )
    },
    K.DRAFT_WAITING: {
        Audience.SUPERIOR: Text(
            "Submitted again for your decision: draft {draft_paper}[ – units: {units}]",
            "{inspecting} submits the draft {draft_paper} again[ (units: {units})]; your opinion is requested.",
        )
    },
    K.DRAFT_EMPTIED: {
        Audience.SUPERIOR: Text(
            "For your information: the draft {draft_paper} is no longer needed",
            "The units in the draft {draft_paper} reported before it was signed; it needs no further consideration.",
            reason="This draft was submitted to you.",
        )
    },
    K.ANSWERED: {
        Audience.DESK: Text(
            "A leader's opinion on the remediation of {unit}",
            "The leaders of {committee} gave this opinion on the remediation of {unit}: “{text}”; please prepare the "
            "paper for the unit.",
            reason="You follow up the remediation of {unit}.",
        ),
        Audience.SUPERIOR: Text(
            "For your information: a leader's opinion on the remediation of {unit}",
            "The leaders of {committee} gave this opinion on the remediation of {unit}: “{text}”; your direction on "
            "the paper for the unit is requested.",
            reason="{inspecting} had submitted the matter.",
        ),
    },
}

FACTS = {
    "inspection": "Inspection: {inspection_title}",
    "unit": "Unit: {unit}",
    "paper": "Paper: {paper}",
    "deadline": "Deadline: {due}[ – as written: “{phrase}”][ – rule: {rule}]",
    "new_deadline": "Deadline: {due}",
    "contents": "Items: {contents}",
    "report": "Report received: No. {report_number}[, arrived {arrived_on}]",
    "draft": "Draft: {draft}",
    "item": "{item_unit}: items {item_count}, due {item_due}[, overdue by {item_overdue}]",
    "case": "Case: {case}",
    "why": "Why: {why}",
}

FRAME = Frame(
    greeting="To: {seat}",
    greeting_superior="To: {seat}",
    banner="Rehearsal – the behaviour of the bodies is assumed (Diễn tập – hành vi của các cơ quan là giả định)",
    late="Sent later than scheduled because the system was interrupted; we apologise.",
    why="[{why} ]{addressed}",
    recorded="“{why}” (as recorded).",
    addressed="Sent to {seat} under the plan of follow-up of this inspection.",
    why_each="stated with each item.",
    footer=(
        "Sent automatically by the system of {inspecting} that follows up administrative-reform inspections; it does "
        "not replace a paper. Contact: {contact}. Why you receive this: {why} With respect."
    ),
    contact="[{person}, ]{desk}[, tel. {phone}], {email}",
    sender="{inspecting} {province} – follow-up of administrative-reform inspections",
    digest_subject="{opening} {count} matters of remediation after inspection",
    digest_says="{inspecting} sends you the following {count} matters, the most urgent first.",
    opening="Reminder:",
    opening_head="For your direction:",
    opening_superior="For your information:",
    draft_letter="chasing letter No. {nth}",
    draft_submission="submission to the Vice-Chair",
    draft_memorial="submission to the Chair",
    draft_any="paper",
)

ENGLISH = Language(
    texts=TEXTS, facts=FACTS, frame=FRAME, grammar=Grammar(english_day, str, _days, "{count} of {total}")
)
