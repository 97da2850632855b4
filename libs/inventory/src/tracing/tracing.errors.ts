import { defineErrors } from '@anwen/kernel';

const refused = (status: 404 | 409 | 422, zh: string, en: string) => ({ status, level: 'info', zh, en }) as const;

/** Refusals of genealogy, splitting, merging and recalls. 404 also stands for what lies outside the caller's scope. */
export const tracingErrors = defineErrors('inventory', {
  genealogy_circle: refused(409, '批號不能成為自己的來源。', 'A lot cannot be a source of itself.'),
  lots_differ: refused(422, '只能合併同品項、同狀態的不同批號。', 'Only different lots of one item and one status can be merged.'),
  holds_differ: refused(
    409,
    '兩批的隔離條件不同（原因、召回前狀態或複核人），不能合併；請先解除其中一批的隔離。',
    'The lots are not held on the same terms (recall, state before it, second person); release one of them first.',
  ),
  expiry_conflict: refused(
    409,
    '兩批效期不同（{from}、{into}）；請確認以較早的日期為準。',
    'The lots expire on different days ({from}, {into}); confirm that the earlier one counts.',
  ),
  nothing_to_merge: refused(409, '此批號在所選儲位沒有庫存。', 'There is no stock of the lot to merge.'),
  recall_not_found: refused(404, '找不到這個召回。', 'There is no such recall.'),
  recall_too_wide: refused(422, '召回涉及超過 {limit} 個批號，請分次開立。', 'The recall reaches more than {limit} lots; open it in parts.'),
});
