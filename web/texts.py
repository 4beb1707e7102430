"""What the pages say besides the labels of `models/labels.py`: Vietnamese, then English."""

TEXTS: dict[str, tuple[str, str]] = {
    # frame
    "product": ("Đôn Đốc", "Đôn Đốc"),
    "tagline": (
        "Theo dõi khắc phục sau kiểm tra cải cách hành chính",
        "Follow-up of administrative-reform inspections",
    ),
    "language": ("Ngôn ngữ", "Language"),
    "skip": ("Đến nội dung chính", "Skip to content"),
    "home": ("Tình hình chung", "Overview"),
    "overview": (
        "Tình hình khắc phục sau kiểm tra cải cách hành chính",
        "Remediation after administrative-reform inspections",
    ),
    "read_only": (
        "Trang chỉ để xem. Mọi việc được ghi nhận qua lệnh của hệ thống và lưu trong sổ cái.",
        "This page only shows. Every act goes through the system's commands and is kept in its ledger.",
    ),
    "live": ("Trang tự cập nhật sau mỗi {span}.", "The page renews itself every {span}."),
    "pause": ("Tạm dừng tự cập nhật", "Stop renewing"),
    "paused": ("Trang đang tạm dừng tự cập nhật.", "The page does not renew itself now."),
    "resume": ("Tiếp tục tự cập nhật", "Renew again"),
    # the clock
    "now": ("Bây giờ là {moment}", "It is now {moment}"),
    "tempo": (
        "Đồng hồ chạy nhanh để xem thử: {virtual} trong hệ thống = {real} thật.",
        "The clock runs fast for a trial: {virtual} here = {real} of real time.",
    ),
    "second": ("{n} giây", "{n} s"),
    "minute": ("{n} phút", "{n} min"),
    "hour": ("{n} giờ", "{n} h"),
    "day": ("{n} ngày", "{n} d"),
    # figures
    "figures": ("Số liệu", "Figures"),
    "followed": ("hồ sơ đang theo dõi", "cases followed"),
    "overdue": ("hồ sơ quá hạn", "cases overdue"),
    "awaiting": ("hồ sơ có báo cáo chờ xác nhận", "cases with a report to verify"),
    "closed": ("hồ sơ đã kết thúc", "cases closed"),
    # inspections
    "inspections": ("Cuộc kiểm tra", "Inspections"),
    "inspection": ("Cuộc kiểm tra", "Inspection"),
    "launched": ("Giao yêu cầu", "Launched"),
    "received": ("Đã tiếp nhận", "Received"),
    "done": ("Đã kết thúc", "Closed"),
    "progress": ("Tình trạng", "State"),
    "opening": ("Đang mở hồ sơ", "Opening cases"),
    "under_way": ("Đang theo dõi", "Followed"),
    "finished": ("Kết thúc theo dõi", "Finished"),
    "no_inspections": (
        "Chưa có cuộc kiểm tra nào. Bắt đầu bằng lệnh: starter.py launch TỆP",
        "No inspection yet. Begin with: starter.py launch FILE",
    ),
    "rehearsal": ("Diễn tập", "Rehearsal"),
    # cases
    "cases": ("Hồ sơ của các cơ quan, việc gấp trước", "Cases of the units, most urgent first"),
    "unit": ("Cơ quan", "Unit"),
    "left": ("Còn lại", "Still open"),
    "share": ("{open}/{total} nội dung", "{open}/{total} items"),
    "due": ("Hạn", "Due"),
    "time": ("Thời hạn", "Time"),
    "next": ("Mốc kế tiếp", "What rings next"),
    "not_received": ("chưa tiếp nhận", "not received"),
    "waits": ("Chờ ý kiến: {paper}", "Awaits a person: {paper}"),
    "no_cases": ("Chưa có hồ sơ nào.", "No case yet."),
    "pages": ("Các trang hồ sơ", "Pages of cases"),
    "page_of": ("Trang {page}/{pages}", "Page {page}/{pages}"),
    "previous": ("← Trang trước", "← Previous"),
    "following": ("Trang sau →", "Next →"),
    # drafts
    "drafts": ("Dự thảo chờ ý kiến", "Drafts awaiting a person"),
    "draft": ("Dự thảo", "Draft"),
    "prepared": ("Ngày trình", "Prepared"),
    "units": ("Cơ quan trong dự thảo", "Units in it"),
    "unit_count": ("{n} cơ quan", "{n} units"),
    "and_more": ("và {n} cơ quan khác", "and {n} more"),
    "no_drafts": ("Không có dự thảo chờ ý kiến.", "No draft awaits a person."),
    # what rings next
    "upcoming": ("Sắp tới", "What comes next"),
    "about": ("Về việc của", "About"),
    "to": ("Gửi", "To"),
    "no_upcoming": ("Không có mốc nhắc nào.", "Nothing will ring."),
    # mailbox
    "mailbox": ("Hộp thư: tin gửi gần nhất", "Mailbox: latest letters"),
    "letter": ("Tin đã gửi", "Letter sent"),
    "from": ("Từ", "From"),
    "sent_to": ("Gửi", "To"),
    "subject": ("Về việc", "Subject"),
    "at": ("Lúc", "At"),
    "message_id": ("Mã tin", "Message id"),
    "again": ("Gửi lại lần {n}", "Sent again, attempt {n}"),
    "no_letters": ("Chưa có tin nào được gửi.", "No letter was sent yet."),
    "no_subject": ("(không có tiêu đề)", "(no subject)"),
    # a case
    "case": ("Hồ sơ", "Case"),
    "given": ("Ngày gửi", "Sent"),
    "by_paper": ("Theo văn bản", "Under"),
    "receipt": ("Tiếp nhận", "Receipt"),
    "received_on": ("Ngày đến {day}", "Arrived {day}"),
    "on_behalf": ("ghi nhận thay", "recorded on the unit's behalf"),
    "not_yet": ("Chưa tiếp nhận", "Not received"),
    "verifier": ("Thẩm tra", "Verified by"),
    "requirements": ("Nội dung yêu cầu", "Requirements"),
    "requirement": ("Nội dung", "Requirement"),
    "report_by": ("Hạn báo cáo", "Report by"),
    "remedied_by": ("Hạn khắc phục xong", "Remedied by"),
    "state": ("Tình trạng", "State"),
    "written_as": ("Văn bản ghi: “{phrase}”", "As written: “{phrase}”"),
    "look_again": ("Xem lại ngày {day}", "Look again on {day}"),
    "supplement_by": ("Hạn bổ sung {day}", "Supplement due {day}"),
    "no_date": ("không quy định", "none"),
    "report": ("Báo cáo số {number} ngày {day}", "Report No. {number} of {day}"),
    "arrived": ("đến ngày {day}", "arrived {day}"),
    "nothing_rings": ("Không còn mốc nhắc nào.", "Nothing will ring."),
    "closed_because": ("Đã kết thúc theo dõi: {reason}", "No longer followed: {reason}"),
    "timeline": ("Diễn biến, mới nhất trước", "What happened, newest first"),
    "when": ("Lúc", "When"),
    "what": ("Việc", "What"),
    "who": ("Ai", "Who"),
    "why": ("Vì sao", "Why"),
    "older": ("Các việc trước đó →", "Earlier events →"),
    "newest": ("← Việc mới nhất", "← Newest events"),
    "system": ("Hệ thống", "System"),
    # sentences of the timeline
    "items": ("{n} nội dung", "items: {n}"),
    "armed": ("{clock}: {n} mốc, từ {first} đến {last}", "{clock}: {n} reminders, {first} to {last}"),
    "armed_empty": ("{clock}: không còn mốc nào", "{clock}: no reminder left"),
    "armed_why": (
        "Tính từ ngày {base}, cho {n} nội dung; lịch {calendar}, phương án đôn đốc {policy}",
        "Counted from {base}, items: {n}; calendar {calendar}, ladder {policy}",
    ),
    "disarmed_why": ("Không còn phải chờ các nội dung này", "These items are no longer waited for"),
    "covered_why": (
        "Đã gộp vào một lần nhắc khác, hoặc không còn gì để nhắc",
        "Covered by another reminder, or nothing left to say",
    ),
    "late": ("báo muộn do hệ thống gián đoạn", "told late because the system was interrupted"),
    "sent": ("gửi {names}", "to {names}"),
    "signers": ("người ký, nơi nhận: {names}", "signers and addressees: {names}"),
    "draft_prepared": ("Chuẩn bị dự thảo", "Draft prepared"),
    "in_progress": ("{n} nội dung đang thực hiện", "items under way: {n}"),
    "at_latest": ("chậm nhất ngày {day}", "by {day}"),
    "recalled": ("đính chính với {names}", "corrected towards {names}"),
    "judged": ("đúng hạn {good}, quá hạn {late}", "in time {good}, late {late}"),
    "moved_day": ("ngày đến {old} → {new}", "arrival {old} → {new}"),
    "quoted": ("“{text}”", "“{text}”"),
    "issued": ("{paper} đã ban hành, số {number}", "{paper} issued, No. {number}"),
    "issued_plain": ("{paper} đã ban hành", "{paper} issued"),
    "dropped": ("{paper} không gửi", "{paper} not sent"),
    # trouble
    "not_found": ("Không tìm thấy trang này", "This page was not found"),
    "not_found_do": (
        (
            "Có thể địa chỉ gõ nhầm, hoặc hồ sơ, tin này không có trong dữ liệu đang mở. "
            "Đề nghị về trang Tình hình chung và chọn từ danh sách."
        ),
        (
            "The address may be mistyped, or this case or letter is not in the data now open. "
            "Go to the overview and choose from its lists."
        ),
    ),
    "bad_address": ("Địa chỉ trang chưa đúng", "This address is not right"),
    "bad_address_do": (
        "Phần sau dấu ? của địa chỉ có giá trị không dùng được. Đề nghị về trang Tình hình chung.",
        "What stands after the ? cannot be used. Go to the overview.",
    ),
    "refused": ("Trang này chỉ để xem", "This page only shows"),
    "refused_do": ("Đề nghị về trang Tình hình chung.", "Go to the overview."),
    "unavailable": ("Hệ thống đang khởi động", "The system is starting"),
    "unavailable_do": (
        (
            "Cơ sở dữ liệu chưa sẵn sàng. Trang sẽ tự mở khi xong, thường trong vài giây; nếu lâu hơn một phút, "
            "đề nghị người quản trị xem nhật ký."
        ),
        (
            "The database is not ready. The page opens by itself, usually within seconds; if it takes more than a "
            "minute, ask the administrator to read the log."
        ),
    ),
    "broken": ("Trang này đang có lỗi", "This page has failed"),
    "broken_do": (
        "Lỗi đã được ghi vào nhật ký. Đề nghị thử lại; nếu vẫn lỗi, báo người quản trị kèm giờ xảy ra.",
        "The error stands in the log. Try again; if it stays, tell the administrator and the time.",
    ),
}
