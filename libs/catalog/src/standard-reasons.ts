import type { Tx } from '@anwen/database';
import type { Actor, Id } from '@anwen/kernel';
import { announceMany } from './catalog.events';
import type { CreateReasonCodeDto } from './reason-code.dto';
import { ReasonCodeStore } from './reason-code.store';

const reason = (domain: string, code: string, texts: readonly [zh: string, en: string], needsNote = false): CreateReasonCodeDto => ({
  domain,
  code,
  labelZh: texts[0],
  labelEn: texts[1],
  needsNote,
});

/** Reasons that every factory starts with; it adds its own. */
export const STANDARD_REASONS: readonly CreateReasonCodeDto[] = [
  reason('adjust', 'ADJ-FOUND', ['盤盈／尋獲', 'Found']),
  reason('adjust', 'ADJ-LOST', ['盤虧／遺失', 'Lost']),
  reason('adjust', 'ADJ-DAMAGE', ['損壞', 'Damaged']),
  reason('adjust', 'ADJ-ENTRY', ['輸入錯誤更正', 'Entry corrected'], true),
  reason('adjust', 'ADJ-SAMPLE', ['取樣／試作', 'Sample or trial']),
  reason('scrap', 'SCR-PROCESS', ['製程不良', 'Process defect']),
  reason('scrap', 'SCR-MATERIAL', ['材料不良', 'Material defect']),
  reason('scrap', 'SCR-HANDLING', ['搬運碰傷', 'Handling damage']),
  reason('scrap', 'SCR-EXPIRED', ['過期', 'Expired']),
  reason('downtime', 'DT-SETUP', ['換線／調機', 'Setup']),
  reason('downtime', 'DT-BREAKDOWN', ['機台故障', 'Breakdown']),
  reason('downtime', 'DT-MATERIAL', ['待料', 'Waiting for material']),
  reason('downtime', 'DT-TOOL', ['換刀／換模', 'Tool change']),
  reason('downtime', 'DT-QUALITY', ['品質異常', 'Quality problem']),
  reason('downtime', 'DT-OPERATOR', ['人員不足', 'No operator']),
  reason('downtime', 'DT-UTILITY', ['停電／停氣／停水', 'No power, air or water']),
  reason('downtime', 'DT-OTHER', ['其他停機', 'Other'], true),
  // Usually planned; whether a stop was planned is said of each, not of its reason.
  reason('downtime', 'DT-MAINTENANCE', ['計畫保養', 'Planned maintenance']),
  reason('downtime', 'DT-NOORDER', ['無工單', 'No order to work on']),
  reason('downtime', 'DT-MEETING', ['會議／訓練', 'Meeting or training']),
  reason('downtime', 'DT-TRIAL', ['試作', 'Trial run']),
  reason('short_pick', 'SP-NOTFOUND', ['找不到', 'Not found']),
  reason('short_pick', 'SP-DAMAGED', ['現品損壞', 'Damaged at the bin']),
  reason('return', 'RET-DEFECT', ['不良退貨', 'Defective']),
  reason('return', 'RET-WRONG', ['送錯貨', 'Wrong goods']),
  reason('return', 'RET-EXCESS', ['多餘退料', 'Excess returned']),
  reason('count', 'CNT-VARIANCE', ['盤點差異', 'Count variance']),
  reason('hold', 'HLD-QC', ['待檢驗', 'Waiting for inspection']),
  reason('hold', 'HLD-SUSPECT', ['品質疑慮', 'Quality suspected'], true),
  reason('hold', 'HLD-CUSTOMER', ['客訴追查', 'Customer complaint'], true),
];

/** Puts the standard reasons in; codes that exist stay as they are. Answers code → internal id. */
export async function seedReasonCodes(tx: Tx, actor: Actor): Promise<ReadonlyMap<string, Id>> {
  const store = new ReasonCodeStore();
  const made = await store.insert(tx, STANDARD_REASONS);
  announceMany(tx, actor, made, { type: 'reason_code', action: 'reason_code.changed', event: 'reason_code.created.v1', batch: 'standard-reasons' });
  return store.idsByCode(
    tx,
    STANDARD_REASONS.map((r) => r.code),
  );
}
