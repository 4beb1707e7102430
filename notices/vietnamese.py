"""The wording in Vietnamese (officials.md section 6).

To superiors the verbs are kính trình and kính báo cáo; the product's name never stands in a subject or sender.
"""

from models.dates import written
from models.telling import NoticeKind as K
from notices.texts import Audience, Frame, Grammar, Language, Text

_NOT_SEEN = "Đến hết ngày {eve}, {inspecting} chưa ghi nhận được báo cáo của"
_IF_SENT = "Trường hợp đã gửi, xin cho biết số, ngày văn bản để {inspecting} cập nhật."
_OWES = "còn [{share} ]nội dung chưa có báo cáo theo {source}[ (hạn {due})]"
_REPORT = "Báo cáo[ số {report_number}] của {unit}[, đến ngày {arrived_on},]"

TEXTS = {
    K.ASSIGNMENT: {
        Audience.UNIT: Text(
            "V/v khắc phục hạn chế theo {source}[ – {count} nội dung][, hạn báo cáo {due}]",
            "{inspecting} kính chuyển {source}; theo đó, Quý cơ quan có [{count} ]nội dung cần khắc phục và gửi báo "
            "cáo về {inspecting}[ chậm nhất ngày {due}][ (văn bản ghi: “{phrase}”)].",
            "Đề nghị Quý cơ quan xác nhận đã nhận văn bản.",
            "Quý cơ quan được giao thực hiện các nội dung này.",
        )
    },
    K.RECEIPT: {
        Audience.UNIT: Text(
            "{opening} đề nghị xác nhận tiếp nhận {source}",
            "{source} gửi Quý cơ quan ngày {sent_on} đến nay chưa được xác nhận tiếp nhận; kính đề nghị Quý cơ quan "
            "kiểm tra văn bản đến và xác nhận giúp.",
        ),
        Audience.DESK: Text(
            "Nhắc việc: {unit} chưa xác nhận tiếp nhận {source}",
            "{source} gửi {unit} ngày {sent_on} đến nay chưa được xác nhận tiếp nhận; đề nghị đồng chí gọi điện cho "
            "đơn vị.",
            "Nếu đơn vị đã nhận được văn bản, đề nghị đồng chí ghi nhận thay, kèm ngày đến.",
        ),
    },
    K.DUE_SOON: {
        Audience.UNIT: Text(
            "{opening} [còn {left} ]đến hạn báo cáo khắc phục ({due})",
            "Theo {source}, hạn Quý cơ quan báo cáo kết quả khắc phục là ngày {due}; hiện còn [{share} ]nội dung chưa "
            "có báo cáo, kính đề nghị Quý cơ quan quan tâm thực hiện.",
        )
    },
    K.DUE_TODAY: {
        Audience.UNIT: Text(
            "{opening} [hôm nay ({due_today}) là ngày cuối của hạn báo cáo khắc phục]"
            "[hôm nay là ngày làm việc cuối của hạn báo cáo khắc phục ({due_later})]",
            "[Hôm nay ({due_today}) là ngày cuối của thời hạn]"
            "[Hôm nay là ngày làm việc cuối của thời hạn (ngày {due_later})] theo {source}; nếu báo cáo đã ban hành, "
            "đề nghị Quý cơ quan cho biết số, ngày văn bản để {inspecting} ghi nhận.",
        )
    },
    K.OVERDUE: {
        Audience.UNIT: Text(
            "{opening} báo cáo khắc phục sau kiểm tra CCHC – quá hạn[ {overdue}]",
            f"{_NOT_SEEN} Quý cơ quan theo {{source}}[ (hạn {{due}})]; kính đề nghị Quý cơ quan khẩn trương thực hiện. "
            f"{_IF_SENT}",
        )
    },
    K.OVERDUE_HEAD: {
        Audience.UNIT: Text(
            "V/v báo cáo khắc phục sau kiểm tra CCHC – quá hạn[ {overdue}]",
            f"{_NOT_SEEN} Quý cơ quan theo {{source}}[ (hạn {{due}})]; kính đề nghị đồng chí quan tâm chỉ đạo. "
            f"{_IF_SENT}",
        )
    },
    K.CHECK_REGISTER: {
        Audience.DESK: Text(
            "Nhắc việc: đối chiếu sổ văn bản đến – báo cáo khắc phục của {unit}",
            f"{_NOT_SEEN} {{unit}} theo {{source}}[ (hạn {{due}})]; đề nghị đồng chí đối chiếu sổ văn bản đến.",
            "Nếu báo cáo đã đến, đề nghị đồng chí ghi nhận thay số, ngày văn bản và ngày đến.",
        )
    },
    K.REVIEW: {
        Audience.DESK: Text(
            "Nhắc việc: xem lại [{count} ]nội dung không quy định thời hạn của {unit}",
            "{unit} có [{count} ]nội dung theo {source} không quy định thời hạn, nay đến ngày xem lại; đề nghị đồng "
            "chí nắm tình hình thực hiện và ghi nhận kết quả.",
        )
    },
    K.REPORT_RECEIVED: {
        Audience.DESK: Text(
            "Đã nhận báo cáo khắc phục của {unit} – đề nghị thẩm tra",
            "Đã nhận Báo cáo[ số {report_number}] của {unit}[, đến ngày {arrived_on}]; đề nghị đồng chí thẩm tra, xác "
            "nhận hoàn thành hoặc đề nghị đơn vị bổ sung.",
            reason="Cơ quan của đồng chí xác minh kết quả khắc phục của {unit}.",
        )
    },
    K.VERIFICATION: {
        Audience.DESK: Text(
            "Nhắc việc: thẩm tra báo cáo khắc phục của {unit}",
            f"{_REPORT} đang chờ thẩm tra; đề nghị đồng chí xác nhận hoàn thành hoặc đề nghị đơn vị bổ sung.",
        ),
        Audience.SUPERIOR: Text(
            "Kính báo cáo: báo cáo khắc phục của {unit} đang chờ thẩm tra",
            f"Kính báo cáo đồng chí: {_REPORT} đang chờ thẩm tra; kính đề nghị đồng chí quan tâm chỉ đạo.",
        ),
    },
    K.RETURNED: {
        Audience.UNIT: Text(
            "V/v bổ sung báo cáo khắc phục – chậm nhất ngày {due}",
            "Qua xem xét Báo cáo[ số {report_number}], đề nghị Quý cơ quan bổ sung và gửi chậm nhất ngày {due}: "
            "{reason}",
            reason="Báo cáo của Quý cơ quan cần bổ sung.",
        )
    },
    K.REOPENED: {
        Audience.UNIT: Text(
            "V/v tiếp tục theo dõi khắc phục sau kiểm tra CCHC – báo cáo chậm nhất ngày {due}",
            "{inspecting} tiếp tục theo dõi nội dung đã kết thúc, đề nghị Quý cơ quan báo cáo chậm nhất ngày {due}. "
            "Lý do: {reason}",
            reason="Hồ sơ của Quý cơ quan được mở lại.",
        )
    },
    K.CLOSED: {
        Audience.UNIT: Text(
            "V/v kết thúc theo dõi khắc phục sau kiểm tra CCHC",
            "[Qua xem xét Báo cáo số {report_number}, ]{inspecting} kết thúc theo dõi [{total} ]nội dung của Quý cơ "
            "quan; trân trọng cảm ơn sự phối hợp của Quý cơ quan. Lý do kết thúc: {reason}",
            reason="Hồ sơ của Quý cơ quan đã kết thúc.",
        )
    },
    K.RECALL: {
        Audience.UNIT: Text(
            "Đính chính tin đã gửi: đã nhận báo cáo đúng hạn",
            "{inspecting} đã nhận Báo cáo[ số {report_number}] của Quý cơ quan[ ngày {arrived_on}]; tin báo quá hạn đã "
            "gửi không còn giá trị, mong Quý cơ quan thông cảm.",
            reason="Trước đây tin báo quá hạn đã gửi tới Quý cơ quan.",
        ),
        Audience.DESK: Text(
            "Đính chính tin đã gửi: {unit} báo cáo đúng hạn",
            "Đã nhận Báo cáo[ số {report_number}] của {unit}[ ngày {arrived_on}]; tin đã gửi về nội dung này không còn "
            "giá trị, mong đồng chí thông cảm.",
            reason="Trước đây tin về {unit} đã gửi tới đồng chí.",
        ),
        Audience.SUPERIOR: Text(
            "Kính báo cáo: đính chính tin đã gửi – {unit} báo cáo đúng hạn",
            "Kính báo cáo đồng chí: đã nhận Báo cáo[ số {report_number}] của {unit}[ ngày {arrived_on}]; tin đã gửi về "
            "nội dung này không còn giá trị, mong đồng chí thông cảm.",
            reason="Trước đây tin về {unit} đã gửi tới đồng chí.",
        ),
    },
    K.LETTER: {
        Audience.UNIT: Text(
            "V/v đôn đốc báo cáo kết quả khắc phục hạn chế sau kiểm tra CCHC",
            f"Đến nay, Quý cơ quan {_OWES}[; {{inspecting}} đã ban hành Công văn số {{number}} về việc này]. Để kịp "
            "tổng hợp, báo cáo {committee}, đề nghị Quý cơ quan gửi báo cáo.",
            _IF_SENT,
            "Quý cơ quan có trong danh sách chưa gửi báo cáo.",
        ),
        Audience.SUPERIOR: Text(
            "Kính báo cáo: việc đôn đốc {unit} báo cáo kết quả khắc phục",
            f"Kính báo cáo đồng chí: theo phương án đôn đốc đã được phê duyệt, tin đôn đốc đã gửi {{unit}}; "
            f"đơn vị {_OWES}.",
        ),
    },
    K.SUBMISSION: {
        Audience.SUPERIOR: Text(
            "Kính trình: việc chưa báo cáo khắc phục sau kiểm tra CCHC của {unit} – xin ý kiến chỉ đạo",
            f"Kính báo cáo đồng chí: đến nay, {{unit}} {_OWES}; {{inspecting}} kính trình đồng chí xem xét, "
            "cho ý kiến.",
        )
    },
    K.DRAFT_PREPARED: {
        Audience.SUPERIOR: Text(
            "Kính trình: dự thảo {draft_paper}[ – {units} cơ quan]",
            "Kính báo cáo đồng chí: đến ngày {today}, còn [{units} ]cơ quan chưa báo cáo kết quả khắc phục; "
            "kính trình đồng chí xem xét, ký ban hành dự thảo {draft_paper} hoặc cho ý kiến.",
            "Đề nghị đối chiếu sổ văn bản đến trước khi ban hành.",
            "Dự thảo {draft_paper} thuộc thẩm quyền xem xét của đồng chí.",
        )
    },
    K.DRAFT_WAITING: {
        Audience.SUPERIOR: Text(
            "Kính trình lại: dự thảo {draft_paper}[ – {units} cơ quan]",
            "{inspecting} kính trình lại dự thảo {draft_paper}[ về {units} cơ quan], kính mong đồng chí cho ý kiến.",
        )
    },
    K.DRAFT_EMPTIED: {
        Audience.SUPERIOR: Text(
            "Kính báo cáo: dự thảo {draft_paper} không còn cần ban hành",
            "Kính báo cáo đồng chí: các cơ quan trong dự thảo {draft_paper} đã báo cáo trước khi ký ban hành; dự thảo "
            "không còn cần đồng chí xem xét.",
            reason="Dự thảo này đã được trình đồng chí.",
        )
    },
    K.ANSWERED: {
        Audience.DESK: Text(
            "Ý kiến chỉ đạo về khắc phục hạn chế sau kiểm tra CCHC của {unit}",
            "Lãnh đạo {committee} có ý kiến về việc khắc phục của {unit}: “{text}”; đề nghị đồng chí tham mưu văn bản "
            "để đơn vị triển khai.",
            reason="Đồng chí theo dõi việc khắc phục của {unit}.",
        ),
        Audience.SUPERIOR: Text(
            "Kính báo cáo: ý kiến chỉ đạo về khắc phục hạn chế sau kiểm tra CCHC của {unit}",
            "Kính báo cáo đồng chí: lãnh đạo {committee} có ý kiến về việc khắc phục của {unit}: “{text}”; kính đề "
            "nghị đồng chí chỉ đạo tham mưu văn bản để đơn vị triển khai.",
            reason="{inspecting} đã kính trình nội dung này.",
        ),
    },
}

FACTS = {
    "inspection": "Cuộc kiểm tra: {inspection_title}",
    "unit": "Cơ quan, đơn vị: {unit}",
    "paper": "Văn bản: {paper}",
    "deadline": "Thời hạn: {due}[ – văn bản ghi: “{phrase}”][ – cách tính: {rule}]",
    "new_deadline": "Thời hạn: {due}",
    "contents": "Nội dung: {contents}",
    "report": "Báo cáo đã nhận: số {report_number}[, đến ngày {arrived_on}]",
    "draft": "Mã dự thảo: {draft}",
    "item": "{item_unit}: {item_count} nội dung, hạn {item_due}[, quá hạn {item_overdue}]",
    "case": "Mã hồ sơ: {case}",
    "why": "Vì sao: {why}",
}

FRAME = Frame(
    greeting="Kính gửi: {seat}",
    greeting_superior="Kính gửi: đồng chí {seat}",
    banner="Diễn tập – hành vi của các cơ quan là giả định",
    late="Tin gửi muộn so với lịch do hệ thống gián đoạn; mong được thông cảm.",
    why="[{why} ]{addressed}",
    recorded="{why}",
    addressed="Tin gửi {seat} theo phương án theo dõi cuộc kiểm tra này.",
    why_each="nêu tại từng mục.",
    footer=(
        "Tin do hệ thống theo dõi sau kiểm tra CCHC của {inspecting} gửi tự động, không thay thế văn bản. "
        "Cần trao đổi: {contact}. Vì sao tôi nhận tin này: {why} Trân trọng."
    ),
    contact="[đ/c {person}, ]{desk}[, ĐT {phone}], thư điện tử {email}",
    sender="{inspecting} {province} – theo dõi sau kiểm tra CCHC",
    digest_subject="{opening} {count} việc khắc phục sau kiểm tra CCHC",
    digest_says="{inspecting} kính gửi {count} việc sau, việc gấp nêu trước.",
    opening="Nhắc việc:",
    opening_head="Kính gửi đồng chí:",
    opening_superior="Kính báo cáo:",
    draft_letter="công văn đôn đốc lần {nth}",
    draft_submission="phiếu trình Phó Chủ tịch {committee}",
    draft_memorial="tờ trình Chủ tịch {committee}",
    draft_any="văn bản",
)

VIETNAMESE = Language(
    texts=TEXTS,
    facts=FACTS,
    frame=FRAME,
    grammar=Grammar(
        day=written, number=lambda n: f"{n:02d}", days=lambda n: f"{n:02d} ngày làm việc", share="{count}/{total}"
    ),
)
