import { AppError, type Actor, type FieldError } from '@anwen/kernel';
import { roleInWords } from './state-words';
import { tradeErrors } from './trade.errors';

/** Texts of the complaints about single fields, by code; `{name}` is filled from the complaint's params. */
const TEXTS = {
  reference_unknown: { zh: '「{value}」不存在或不在您的範圍內。', en: '"{value}" does not exist within your scope.' },
  partner_unfit: { zh: '往來對象「{value}」不是{role}或已停用。', en: '"{value}" is not an active {role}.' },
  item_unfit: { zh: '品項「{value}」已停用或沒有庫存。', en: 'the item "{value}" is not active or has no stock.' },
  unit_factor_missing: { zh: '品項「{item}」沒有單位「{uom}」的換算。', en: 'the item {item} has no conversion factor for {uom}.' },
  quantity_refused: {
    zh: '數量的小數位數過多，或換算後為零或超出範圍。',
    en: 'the quantity has too many decimals, or is nothing or out of range after conversion.',
  },
  price_not_permitted: { zh: '您沒有查看成本的權限，不能輸入價格。', en: 'prices need the permission to see costs.' },
  approval_out_of_reach: { zh: '您不能核准這個倉別或供應商的採購單。', en: 'you may not approve orders of this warehouse or supplier.' },
  confirmation_out_of_reach: { zh: '您不能確認這個倉別或客戶的銷售訂單。', en: 'you may not confirm orders of this warehouse or customer.' },
  currency_unknown: { zh: '「{value}」不是 ISO 4217 的幣別代碼。', en: '"{value}" is no currency of ISO 4217.' },
  date_refused: { zh: '日期早於訂單日期。', en: 'the day lies before the day of the order.' },
  line_unknown: { zh: '單據沒有這一行。', en: 'the document has no such line.' },
  line_unnamed: { zh: '請指定採購單行或品項代碼。', en: 'name the line of the order or the item.' },
  line_ambiguous: { zh: '採購單有多行是這個品項，請指定行。', en: 'several lines of the order have this item; say which.' },
  item_not_ordered: { zh: '採購單沒有這個品項。', en: 'the order does not have this item.' },
  over_tolerance: { zh: '超出可收數量：至多還可收 {most}。', en: 'more than may still be received: {most} at most.' },
  life_too_short: { zh: '剩餘效期不足：至少要到 {until}。', en: 'the remaining life is too short: it must last until {until} at least.' },
  location_refused: { zh: '不能使用儲位「{value}」。', en: 'the location "{value}" cannot be used here.' },
  reason_unknown: { zh: '原因代碼「{value}」不存在、已停用或不適用。', en: 'the reason code "{value}" does not exist, is inactive or belongs elsewhere.' },
  note_required: { zh: '此原因代碼必須填寫備註。', en: 'this reason code needs a note.' },
  serials_count: { zh: '序號數量（{given}）與數量（{wanted}）不符。', en: '{given} serial numbers do not match the quantity {wanted}.' },
  lot_required: { zh: '此品項必須指定批號。', en: 'the item needs a lot.' },
  lot_not_allowed: { zh: '此品項不以批號追蹤。', en: 'the item is not tracked by lot.' },
  serials_not_allowed: { zh: '此品項不以序號追蹤。', en: 'the item is not tracked by serial number.' },
  serial_unknown: { zh: '序號不在其中：{serial}', en: 'that serial number is not among them: {serial}' },
  too_much: { zh: '至多 {most}。', en: '{most} at most.' },
  sum_differs: { zh: '合格與不合格的合計必須為 {qty}。', en: 'passed and failed must add up to {qty}.' },
  result_differs: { zh: '數量與檢驗結果不符。', en: 'the quantities do not fit the result.' },
  nothing_left: { zh: '沒有可處理的數量。', en: 'there is nothing left to do.' },
} as const;

export type LineComplaint = keyof typeof TEXTS;

/** One complaint about one place of the input; all of a document's are answered together. */
export interface Complaint {
  readonly pointer: string;
  readonly code: LineComplaint;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** One refusal that tells everything: the document's own complaints and those of another library, in the order of the lines. */
export function refusalOf(actor: Actor, complaints: readonly Complaint[], others: readonly FieldError[] = []): AppError {
  const errors = [...complaints.map((one) => fieldError(actor, one)), ...others];
  return tradeErrors.lines_refused({ errors: errors.sort((a, b) => lineOf(a) - lineOf(b)) });
}

/** @throws trade.lines_refused with all of them, when there are any. */
export function refuse(actor: Actor, complaints: readonly Complaint[]): void {
  if (complaints.length > 0) throw refusalOf(actor, complaints);
}

function fieldError(actor: Actor, { pointer, code, params = {} }: Complaint): FieldError {
  const isEnglish = actor.locale === 'en';
  const text = isEnglish ? TEXTS[code].en : TEXTS[code].zh;
  const words: Readonly<Record<string, unknown>> = isEnglish || !('role' in params) ? params : { ...params, role: roleInWords(params.role) };
  return { pointer, code: `trade.${code}`, message: text.replace(/\{(\w+)\}/g, (_, name: string) => String(words[name] ?? '')), params };
}

/** What concerns the whole document comes first. */
const lineOf = ({ pointer }: FieldError): number => Number(/^\/lines\/(\d+)/.exec(pointer)?.[1] ?? -1);
