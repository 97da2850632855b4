import { defineErrors } from '@anwen/kernel';

export const offlineErrors = defineErrors('offline', {
  type_unknown: { status: 400, level: 'warn', zh: '伺服器不認得這種離線作業：{type}', en: 'The server knows no such operation: {type}' },
  document_required: { status: 400, level: 'info', zh: '作業未指明單據：{field}', en: 'The operation does not name its document: {field}' },
  op_id_differs: {
    status: 400,
    level: 'info',
    zh: '內容的 clientOpId 必須與作業編號相同。',
    en: 'The clientOpId of the body must be the id of the operation.',
  },
  op_reused: {
    status: 409,
    level: 'warn',
    zh: '這個作業編號已用於另一筆作業；兩筆皆已保留。',
    en: 'This operation id was used for another operation; both are kept.',
  },
  permission_denied: { status: 403, level: 'info', zh: '沒有權限執行此作業（{permission}）。', en: 'The operation needs the permission {permission}.' },
  quarantined: {
    status: 409,
    level: 'warn',
    zh: '裝置已停用；作業已隔離，等待人員處理。',
    en: 'The device is not trusted; the operation is kept apart until a person decides.',
  },
  op_not_found: { status: 404, level: 'info', zh: '找不到這筆離線作業。', en: 'There is no such operation.' },
  conflict_not_found: { status: 404, level: 'info', zh: '找不到這筆衝突。', en: 'There is no such conflict.' },
  not_open: { status: 409, level: 'info', zh: '這筆作業已處理完畢（{state}）。', en: 'The operation is not waiting for a decision ({state}).' },
  part_unknown: { status: 400, level: 'info', zh: '沒有這種離線資料：{part}（可用：{allowed}）', en: 'There is no such part: {part} (there are {allowed})' },
  body_emptied: { status: 409, level: 'info', zh: '作業內容已逾保存期限，請重新輸入。', en: 'What the device sent is no longer kept; give the body.' },
});
