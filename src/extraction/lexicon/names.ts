import { folded } from '../../domain/identifiers/vietnamese-letters.ts';

/** Family names with their marks, most frequent first; together they cover nearly all Vietnamese people. */
export const surnames: readonly string[] =
  `Nguyễn,Trần,Lê,Phạm,Hoàng,Huỳnh,Phan,Vũ,Võ,Đặng,Bùi,Đỗ,Hồ,Ngô,Dương,Lý,Đoàn,Vương,Trịnh,Trương,Lâm,Đinh,Mai,Đào,Tô,Hà,Cao,Tạ,Thái,Chu,Châu,Lương,Phùng,Quách,Tăng,Tống,Kiều,Từ,La,Lưu,Lục,Lại,Lã,Mạc,Nghiêm,Nông,Ông,Phí,Quan,Quản,Sầm,Thạch,Thân,Thi,Tiêu,Tôn,Triệu,Trang,Viên,Văn,Vi,Ninh,Âu,An,Ân,Bạch,Bành,Bế,Biện,Cái,Cấn,Chử,Công,Cù,Cung,Danh,Doãn,Diệp,Đàm,Đậu,Điền,Đồng,Đới,Đường,Giang,Giáp,Hán,Hạ,Hầu,Hứa,Khổng,Khuất,Khúc,Kim,Liêu,Lò,Lữ,Ma,Mã,Mạch,Nhâm,Nhan,Ngụy,Ngũ,Phó,Phương,Sơn,Tán,Thẩm,Thiều,Tòng,Trác,Trà,Uông,Ứng,Xa,Y,Ksor,Siu,Rơ,H',Giàng,Vàng,Sùng,Thào,Lầu,Mùa,Hờ,Cầm,Ka,Nay,Lường,Quàng,Điêu,Báo,Đạo,Kiên,Phàn,Tẩn,Chảo,Hạng,Thền,Tráng,Vừ,Xồng,Khang,Hoàng`.split(
    ',',
  );

/** Family names of the highlands and of the Khmer that are not spelled as Vietnamese is. */
export const highlandSurnames: readonly string[] =
  "Ka',K',H’,Kpă,Kpuih,Rah,Rmah,Rcom,Niê,Ayun,Mlô,Êban,Puih,Bríu,Alăng,Neáng,Néang,Chau,Bru".split(',');

/** All family names in folded letters, as words of a page are compared. */
export const foldedFamilies: ReadonlySet<string> = new Set([...surnames, ...highlandSurnames].map(folded));

/**
 * Syllables of middle and given names with their marks. A rare one that differs from a far more frequent one in its marks only
 * (Hiểu, Tuyển, Vấn) is left out: it is the other one misread as often as not.
 */
export const nameSyllables: ReadonlySet<string> = new Set(
  `Văn Thị Hữu Đức Công Minh Quang Ngọc Thanh Xuân Kim Thu Hồng Hoàng Quốc Đình Bá Tiến Tuấn Anh Hùng Dũng Cường Mạnh Sơn Hải Long Lâm Nam Bắc Đông Tây Trung Thành Đạt Phúc Lộc Thọ Khang An Bình Yên Hòa Thuận Lợi Phát Tài Vinh Hiển Quý Phú Cẩm Tú Mai Lan Cúc Trúc Đào Liên Sen Huệ Hương Hoa Phượng Yến Oanh Loan Hạnh Dung Ngôn Nga Thúy Thùy Thủy Trang Linh Chi My Mỹ Vy Vi Nhi Nhung Nhàn Như Quỳnh Quyên Uyên Duyên Tuyết Băng Sương Vân Nguyệt Hằng Hà Giang Thảo Thơm Thơ Thơi Phương Phong Vũ Việt Bảo Châu Ngân Diệp Diệu Diễm Kiều Kiên Khánh Khải Khoa Khôi Kỳ Lệ Lý Lương Lực Lượng Luân Lĩnh Mẫn Mận Mơ Mùi Mừng Nghĩa Nghị Nhân Nhật Nhị Ninh Nguyên Phi Phụng Phước Quân Quyền Quyết Sang Sáng Sinh Sỹ Tâm Tân Tấn Tạo Thái Thắm Thăng Thắng Thế Thiện Thiên Thịnh Thoa Thông Thư Thương Tiên Tín Tính Toàn Toản Tố Trà Trâm Trân Trí Triều Triệu Trinh Trọng Trường Tùng Tường Tường Tuyền Tuyến Từ Tươi Viên Vĩnh Vương Xuyến Ý Ánh Ái Ân Ba Bích Bảy Biên Cảnh Cầm Chí Chiến Chinh Chính Chung Chương Cơ Cúc Cương Dân Danh Dần Dậu Doanh Du Duy Duệ Dương Đại Đan Đăng Đặng Điền Điệp Định Đoan Đoàn Đồng Đức Gấm Gia Giáp Giáng Hậu Hân Hiên Hiếu Hiệp Hiền Hoài Hoàn Hoan Hợp Huân Huế Huy Huyền Huỳnh Hưng Hường Hưởng Hướng Khiêm Khuê Lam Lành Lai Lê Liễu Liêm Loan Luyến Lưu Ly Mạnh Mến Miên Mộng Năm Nết Nga Ngà Ngân Nghi Ngoan Ngoãn Nhạn Nhã Nhất Nhiên Nụ Nương Oanh Phấn Pháp Phụ Quế Sâm Sen Song Soi Sáu Tám Tuệ Thạch Thám Thân Thi Thìn Thời Thục Thuần Thuật Thuỷ Thụy Thước Tiệp Tình Toán Tới Trấn Triển Trực Tư Tụ Út Uy Vượng Vui Xoan Yên Mẫu Thí Dụ Ví Bách Cao Cát Chuyên Hạ Hạo Hảo Khuyên Kha Ngữ Nhâm Nhuận Nhựt Quảng Quyến Sửu Tỵ Thoại Thuỳ Tịnh Tuân Tuyên Kiệt Bằng Trưởng Khuyến Duẩn Bốn Chín Mười Sĩ Vĩ Vỹ Hiến Thưởng Lụa Biểu Bính Bút Chất Chuẩn Chức Cừ Cử Cần Cẩn Diễn Diện Dinh Dự Đắc Đạo Đệ Điển Điểm Độ Đôn Gái Giàu Giảng Hai Hàm Hành Hào Hiệu Hinh Hoạch Hoán Hoạt Hội Hợi Huấn Kế Khắc Khoát Khởi Khương Kỷ Kỉ Lạc Lãm Lập Lân Liệu Luật Luận Luyện Lữ Mậu Miền Năng Nghiệp Nghiêm Ngọ Ngợi Nhẫn Nhiệm Nhu Nhường Nữ Phán Phẩm Phổ Phùng Quy Rạng San Siêu Soạn Sự Tại Tặng Tất Tế Thạnh Thêu Thiết Thiều Thiệu Thiệp Thuyên Thuyết Thức Thực Tích Tiếp Toại Tôn Tráng Trị Triết Trịnh Trước Trưng Tự Tước Tưởng Ước Vạn Vàng Viễn Vịnh Vọng Vững Bé Bền Đẹp Đượm Lài Lến Na Ngát Nhài Nhớ Nở Nhơn Quýt Thêm Tím Xinh Xuyên Khiết Thạc Uyển Tiểu Hy Khả Đài Giao Lựu Mây Muội Phiến Thỏa Hoà Hỉ Hỷ Lộ Đính Quới`.split(
    /\s+/,
  ),
);
