type Texts = readonly [zh: string, en: string];

/** Everything that can be wrong with GS1 data. The codes of contents are those of GS1's own reference routines. */
const TEXTS = {
  empty: ['條碼沒有內容', 'there is no data'],
  unknown_ai: ['不是 GS1 應用識別碼', 'no application identifier begins here'],
  too_short: ['內容太短', 'the value is too short'],
  too_long: ['內容太長，或後面缺少 FNC1 分隔符號', 'the value is too long, or the FNC1 separator behind it is missing'],
  separator_missing: ['可能缺少 FNC1 分隔符號，有兩種讀法', 'an FNC1 separator may be missing: it can be read in two ways'],
  bracket_syntax: ['括號格式不正確', 'the brackets do not enclose application identifiers'],
  link_syntax: ['不是有效的 GS1 Digital Link', 'this is no GS1 Digital Link'],
  repeated_differently: ['同一識別碼出現兩種不同的值', 'the same identifier comes with two values'],
  excluded_together: ['不能與 {other} 同時出現', 'must not come together with {other}'],
  companion_missing: ['缺少必須同時出現的識別碼（{other}）', 'needs another identifier beside it ({other})'],
  serial_component_missing: ['數位簽章需要含序號的識別碼', 'a digital signature needs an identifier with its serial component'],
  invalid_cset82_character: ['含有不允許的字元', 'holds a character outside the 82 that are allowed'],
  invalid_cset39_character: ['含有不允許的字元', 'holds a character outside the 39 that are allowed'],
  invalid_cset64_character: ['含有不允許的字元', 'holds a character outside base64url'],
  non_digit_character: ['只能是數字', 'holds something else than digits'],
  incorrect_check_digit: ['檢查碼不正確', 'the check digit does not fit'],
  too_short_for_check_pair: ['太短，放不下兩個檢查字元', 'is too short for its check characters'],
  incorrect_check_pair: ['檢查字元不正確', 'the check characters do not fit'],
  invalid_gcp_prefix: ['公司識別碼必須以四位數字開頭', 'the company prefix does not begin with four digits'],
  illegal_zero_value: ['不能為零', 'must not be nothing'],
  illegal_zero_prefix: ['不能以零開頭', 'must not begin with zero'],
  not_zero: ['必須為零', 'must be zero'],
  invalid_winding_direction: ['捲繞方向只能是 0、1、9', 'the winding direction is 0, 1 or 9'],
  not_iso3166: ['不是 ISO 3166 國家數字碼', 'is no country number of ISO 3166'],
  not_iso3166_or_999: ['不是 ISO 3166 國家數字碼或 999', 'is no country number of ISO 3166 and not 999'],
  not_iso3166_alpha2: ['不是 ISO 3166 兩碼國家代碼', 'is no country code of ISO 3166'],
  not_iso4217: ['不是 ISO 4217 幣別數字碼', 'is no currency number of ISO 4217'],
  iban_too_short: ['IBAN 太短', 'is too short for an IBAN'],
  invalid_iban_character: ['IBAN 含有不允許的字元', 'an IBAN has capital letters and digits only'],
  illegal_iban_country_code: ['IBAN 的國家代碼不存在', 'no IBAN begins with this country'],
  incorrect_iban_checksum: ['IBAN 檢查碼不正確', 'the check digits of the IBAN do not fit'],
  illegal_month: ['月份不正確', 'there is no such month'],
  illegal_day: ['日期不正確', 'there is no such day'],
  illegal_hour: ['小時不正確', 'there is no such hour'],
  illegal_minute: ['分鐘不正確', 'there is no such minute'],
  illegal_second: ['秒不正確', 'there is no such second'],
  zero_piece_number: ['件號不能為零', 'the number of the piece is zero'],
  zero_total_pieces: ['總件數不能為零', 'the number of pieces is zero'],
  piece_number_exceeds_total: ['件號超過總件數', 'the number of the piece exceeds the number of pieces'],
  invalid_latitude: ['緯度不正確', 'there is no such latitude'],
  invalid_longitude: ['經度不正確', 'there is no such longitude'],
  not_hyphen: ['只能是減號', 'must be a hyphen'],
  not_zero_or_one: ['只能是 0 或 1', 'must be 0 or 1'],
  position_in_sequence_malformed: ['順序格式應為 1/2', 'a position in a sequence looks like 1/2'],
  position_exceeds_end: ['順序超過總數', 'the position exceeds the end of the sequence'],
  invalid_percent_sequence: ['百分號編碼不正確', 'the percent encoding is broken'],
  importer_index_must_be_one_character: ['進口商索引必須為一個字元', 'the importer index is one character'],
  invalid_importer_index_character: ['進口商索引字元不正確', 'the importer index cannot be this character'],
  invalid_media_type: ['載體類型不正確', 'there is no such media type'],
  invalid_package_type: ['包裝代碼不正確', 'there is no such package type'],
  invalid_biological_sex_code: ['性別代碼不正確', 'there is no such code of ISO 5218'],
  requires_non_digit_character: ['必須含有非數字字元', 'must hold something else than digits'],
} as const satisfies Readonly<Record<string, Texts>>;

export type Gs1ErrorCode = keyof typeof TEXTS;

/** One complaint about a scan, with what was read so that a person can see where it went wrong. */
export interface Gs1Error {
  readonly code: Gs1ErrorCode;
  readonly ai: string | null;
  /** The value, or the rest of the data, that the complaint is about. */
  readonly read: string;
  readonly other?: string;
}

export function textOf(error: Gs1Error, locale: string): string {
  const [zh, en] = TEXTS[error.code];
  const text = (locale === 'en' ? en : zh).replace('{other}', error.other ?? '');
  return error.ai === null ? text : `(${error.ai}) ${text}`;
}
