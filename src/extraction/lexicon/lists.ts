/** Danh mục các dân tộc Việt Nam (QĐ 121-TCTK/PPCĐ 1979): the 54 names as civil papers write them. */
export const ethnicities: readonly string[] =
  `Kinh,Tày,Thái,Hoa,Khmer,Khơ-me,Mường,Nùng,Mông,H'Mông,Hmông,Dao,Gia Rai,Gia-rai,Ngái,Ê Đê,Ê-đê,Ba Na,Xơ Đăng,Sán Chay,Cơ Ho,Chăm,Sán Dìu,Hrê,Mnông,Raglay,Ra-glai,Xtiêng,Bru Vân Kiều,Bru-Vân Kiều,Thổ,Giáy,Cơ Tu,Giẻ Triêng,Mạ,Khơ Mú,Co,Tà Ôi,Chơ Ro,Kháng,Xinh Mun,Hà Nhì,Chu Ru,Lào,La Chí,La Ha,Phù Lá,La Hủ,Lự,Lô Lô,Chứt,Mảng,Pà Thẻn,Cơ Lao,Cống,Bố Y,Si La,Pu Péo,Brâu,Ơ Đu,Rơ Măm`.split(
    ',',
  );

/** Nationalities met on civil papers, as printed in Vietnamese. */
export const nationalities: readonly string[] =
  `Việt Nam,Lào,Campuchia,Cam-pu-chia,Trung Quốc,Đài Loan,Hàn Quốc,Nhật Bản,Thái Lan,Hoa Kỳ,Mỹ,Pháp,Đức,Anh,Nga,Úc,Ô-xtrây-li-a,Canada,Ấn Độ,Singapore,Malaysia,Indonesia,Philippines,Ba Lan,Séc,Ukraina,Ý,Tây Ban Nha,Hà Lan,Bỉ,Thụy Điển,Na Uy,Đan Mạch,Phần Lan,Thụy Sĩ`.split(
    ',',
  );
