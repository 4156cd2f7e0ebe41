# Nobody could be told at any address: for the officer whose words they were.

untold-author-question = Người báo { $about } chưa nhận được câu hỏi. Câu hỏi được giữ lại, sẽ gửi khi liên lạc được.
untold-report-returned = Người gửi { $about } chưa nhận được tin trả lại. Tin được giữ lại, sẽ gửi khi liên lạc được.
untold-contact-question = Vấn đề số { $about }: đầu mối chưa nhận được câu hỏi xác minh. Câu hỏi được giữ lại, sẽ gửi khi liên lạc được; có thể hỏi đầu mối khác.
untold-leader-answer = Việc khẩn số { $about }: lãnh đạo chưa nhận được câu trả lời. Câu trả lời được giữ lại, sẽ gửi khi liên lạc được.
untold-directive = Việc khẩn số { $about }: cán bộ chưa nhận được ý kiến của đồng chí. Ý kiến được giữ lại, sẽ gửi khi liên lạc được.
untold-help-answer = { $about } chưa nhận được câu trả lời. Câu trả lời được giữ lại, sẽ gửi khi liên lạc được.
