/** What can be wrong. Only five conditions may wake somebody; the rest waits for the digest of the morning (SPEC-8.6). */
export interface AlertDefinition {
  readonly pages: boolean;
  readonly zh: string;
  readonly en: string;
  /** What to do, in one sentence. */
  readonly doZh: string;
  readonly doEn: string;
}

// eslint-disable-next-line house/parameter-budget -- one row of a table: two texts and what to do, in both languages
const row = (zh: string, en: string, doZh: string, doEn: string, pages = false): AlertDefinition => ({ pages, zh, en, doZh, doEn });

export const alertDictionary = {
  'database.down': row('資料庫無法連線', 'The database cannot be reached', '檢查資料庫主機與磁碟', 'Check the database host and its disk', true),
  'invariant.broken': row('帳務驗證不符', 'The ledger proof has failed', '停止調整庫存並聯絡支援', 'Adjust no stock and call support', true),
  'disk.full': row('磁碟使用率已達 95%', 'A disk is 95 % full', '清出空間或擴充磁碟', 'Free or add disk space', true),
  'backup.unverified': row('超過 48 小時沒有驗證過的備份', 'No verified backup for 48 hours', '檢查備份工作', 'Check the backup job', true),
  'audit.chain_broken': row('稽核鏈驗證失敗', 'The audit chain is broken', '保留現場並聯絡支援', 'Keep everything as it is and call support', true),
  'disk.high': row('磁碟使用率偏高', 'A disk is filling up', '檢查保存期限與備份', 'Check retention and backups'),
  'redis.down': row('Redis 無法連線', 'Redis cannot be reached', '檢查 Redis；資料不會遺失', 'Check Redis; no data is lost'),
  'redis.memory': row('Redis 記憶體使用率偏高', 'Redis is short of memory', '檢查佇列深度', 'Check the depth of the queue'),
  'storage.down': row('儲存空間無法使用', 'The storage cannot be used', '檢查儲存空間', 'Check the storage'),
  'job.dead': row('工作多次失敗', 'A job has failed for good', '在管理台檢視後重試或捨棄', 'Look at it in the console, then retry or discard'),
  'job.late': row('排程工作逾時未執行', 'A scheduled job is late', '檢查 worker 是否運作', 'Check that the worker runs'),
  'event.stuck': row(
    '事件無法轉送',
    'An event cannot be relayed',
    '檢視 worker 日誌後聯絡支援；事件不會遺失',
    'Read the log of the worker and call support; the event is not lost',
  ),
  'queue.stuck': row('佇列停滯', 'The queue does not move', '檢查 worker 與 Redis', 'Check worker and Redis'),
  'webhook.dead': row('Webhook 投遞失敗', 'A webhook delivery is dead', '檢查接收端後重送', 'Check the receiver, then replay'),
  'webhook.disabled': row('Webhook 端點已自動停用', 'A webhook endpoint was disabled', '檢查接收端後重新啟用', 'Check the receiver, then enable it again'),
  'webhook.blocked': row('Webhook 目標被安全規則阻擋', 'A webhook target is blocked', '檢查網址與允許清單', 'Check the URL and the allow-list'),
  'webhook.weak_auth': row(
    '有 Webhook 僅以 IP 驗證',
    'Some webhooks rely on the address alone',
    '確認仍有必要，或改用簽章',
    'Check that this is still needed, or use signatures',
  ),
  'slow_query.over_5s': row('查詢超過 5 秒', 'A query took longer than 5 s', '查看慢查詢報告', 'Read the slow query report'),
  'sla.breached': row('API 反應時間超過 SLA', 'An API misses its SLA', '查看每小時 SLA', 'Look at the hourly SLA figures'),
  'sla.timeouts': row('API 逾時比例偏高', 'Too many requests time out', '查看慢查詢與系統負載', 'Look at slow queries and load'),
  'vacuum.failed': row('資料表整理失敗', 'A table could not be vacuumed', '查看維護報告', 'Read the maintenance report'),
  'database.dead_rows': row('資料表廢棄列過多', 'A table holds many dead rows', '檢查 autovacuum 與長交易', 'Check autovacuum and long transactions'),
  'database.bloat': row('資料表膨脹', 'A table is bloated', '離峰時重建索引', 'Rebuild its indexes off-peak'),
  'database.held_back': row('長交易阻擋資料表整理', 'A long transaction holds vacuum back', '結束該交易', 'End that transaction'),
  'database.wraparound': row('交易編號即將耗盡', 'Transaction ids are running out', '盡快執行 VACUUM', 'Run VACUUM soon'),
  'database.settings': row('資料庫設定與建議不符', 'The database is not configured as recommended', '依安裝手冊修正', 'Correct it after the install guide'),
  'retention.failed': row('資料保存清理失敗', 'Retention has failed', '查看保存報告', 'Read the retention report'),
  'report.undelivered': row('排程報表無法送出', 'A scheduled report could not be delivered', '檢查收件設定', 'Check where it goes'),
  'clock.skew': row(
    '系統時鐘不一致',
    'Two clocks disagree',
    '檢查應用主機與資料庫主機的時間同步',
    'Check the time synchronisation of the app and database hosts',
  ),
  'device.queue_stale': row(
    '裝置佇列超過 8 小時未上傳',
    'A device has not brought its work home for 8 hours',
    '找到裝置並連上網路',
    'Find the device and connect it',
  ),
  'planning.failed': row('計畫執行失敗', 'A planning run has failed', '檢視該次執行的問題後重新執行', 'Read what the run says, then run it again'),
  'count.not_opened': row(
    '到期的盤點無法開始',
    'A count that is due could not be opened',
    '檢查盤點計畫的範圍與進行中的盤點，再手動建立盤點',
    'Look at the scope of the plan and at counts under way, then open it by hand',
  ),
  'channel.failing': row('警示管道無法送出', 'An alert channel does not work', '在管理台測試管道', 'Test the channel in the console'),
} as const satisfies Record<string, AlertDefinition>;

export type AlertCode = keyof typeof alertDictionary;
