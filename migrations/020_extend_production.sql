-- 020 extend production: substitutes know what they stand for, corrected reports why, and what the floor has done is found by operation id.
-- Locks: ACCESS EXCLUSIVE on wo_materials and production_reports for an instant, and on lot_genealogy while its primary key is built
-- anew over one column more (edges are few: one a lot and output). Breaking: no.

ALTER TABLE wo_materials
  -- How much of the need of the line that it replaces, in that line's unit.
  ADD COLUMN stands_for NUMERIC(18,6) CHECK (stands_for > 0),
  ADD CONSTRAINT wo_materials_stands_for CHECK ((substitute_of IS NULL) = (stands_for IS NULL));
ALTER TABLE production_reports ADD COLUMN reason TEXT;
CREATE INDEX wo_consumptions_report ON wo_consumptions (report_id) WHERE report_id IS NOT NULL;

-- What was left when an order is finished goes into the same output with the same posting as before.
ALTER TABLE lot_genealogy DROP CONSTRAINT lot_genealogy_pkey,
  ADD PRIMARY KEY (child_lot_id, child_serial_id, parent_lot_id, parent_serial_id, posting_id, created_at);
CREATE INDEX lot_genealogy_order ON lot_genealogy (work_order) WHERE work_order IS NOT NULL;

CREATE TRIGGER production_reports_frozen BEFORE UPDATE OR DELETE ON production_reports FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER production_reports_kept BEFORE TRUNCATE ON production_reports FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER wo_consumptions_frozen BEFORE UPDATE OR DELETE ON wo_consumptions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER wo_consumptions_kept BEFORE TRUNCATE ON wo_consumptions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- As in 013; but the correction of a report uses again of a lot what it gives back in the same statement, whatever became of the lot since.
CREATE OR REPLACE FUNCTION inventory_refuse_held() RETURNS TRIGGER LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  v_lots BIGINT[];
  v_serials BIGINT[];
  v_renamed BIGINT[];
  v_held INT;
BEGIN
  -- Most postings move nothing that has a lot or a serial number: they pay for one look at their own lines.
  PERFORM FROM made WHERE lot_id <> 0 OR serial_id <> 0 LIMIT 1;
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT array_agg(DISTINCT m.lot_id) FILTER (WHERE m.lot_id <> 0), array_agg(DISTINCT m.serial_id) FILTER (WHERE m.serial_id <> 0)
    INTO v_lots, v_serials
    FROM made m JOIN inventory_postings p ON p.id = m.posting_id
   WHERE (m.lot_id <> 0 OR m.serial_id <> 0) AND m.from_warehouse_id IS NOT NULL
     AND (p.event_type IN ('PICK', 'SHIP') OR (p.event_type IN ('ISSUE', 'BACKFLUSH')
          AND m.to_location_id IN (SELECT l.id FROM locations l WHERE l.code IN ('PRODUCTION', 'CUSTOMER'))))
     -- What a correction names again of what it gives back, and no more of it, was used before.
     AND NOT (p.event_type = 'BACKFLUSH' AND m.lot_id <> 0
              AND (SELECT coalesce(sum(b.qty), 0) FROM made b JOIN inventory_postings r ON r.id = b.posting_id AND r.event_type = 'REVERSAL'
                    WHERE b.lot_id = m.lot_id AND b.to_location_id = m.from_location_id AND (r.doc_type, r.doc_ref) = (p.doc_type, p.doc_ref))
                  >= (SELECT sum(b.qty) FROM made b WHERE b.posting_id = m.posting_id AND b.lot_id = m.lot_id AND b.from_location_id = m.from_location_id));
  SELECT array_agg(DISTINCT m.lot_id) INTO v_renamed
    FROM made m JOIN inventory_postings p ON p.id = m.posting_id AND p.event_type = 'REVERSAL' JOIN inventory_postings o ON o.id = p.reverses_id AND o.event_type = 'SPLIT'
   WHERE m.lot_id <> 0;
  IF v_renamed IS NOT NULL THEN
    SELECT count(*) FILTER (WHERE status IN ('hold', 'recalled')) INTO v_held FROM (SELECT status FROM lots WHERE id = ANY (v_renamed) ORDER BY id FOR SHARE) AS locked;
    IF v_held > 0 THEN
      RAISE EXCEPTION 'a lot of a split or merge is held' USING ERRCODE = 'check_violation', CONSTRAINT = 'lots_renamable';
    END IF;
  END IF;
  IF v_lots IS NOT NULL THEN
    SELECT count(*) FILTER (WHERE status <> 'available') INTO v_held FROM (SELECT status FROM lots WHERE id = ANY (v_lots) ORDER BY id FOR SHARE) AS locked;
    IF v_held > 0 THEN
      RAISE EXCEPTION 'a lot was held while it was being used' USING ERRCODE = 'serialization_failure', CONSTRAINT = 'lots_usable';
    END IF;
  END IF;
  IF v_serials IS NOT NULL THEN
    SELECT count(*) FILTER (WHERE status <> 'available') INTO v_held FROM (SELECT status FROM serials WHERE id = ANY (v_serials) ORDER BY id FOR SHARE) AS locked;
    IF v_held > 0 THEN
      RAISE EXCEPTION 'a serial number is held' USING ERRCODE = 'check_violation', CONSTRAINT = 'serials_usable';
    END IF;
  END IF;
  RETURN NULL;
END $$;

-- As in 015, and a report is known by its own id: one of scrap alone posts nothing.
CREATE OR REPLACE FUNCTION device_op_effect(p_op UUID) RETURNS TABLE (posting UUID, by_user BIGINT, by_device BIGINT, documents TEXT[], moved JSONB)
LANGUAGE plpgsql VOLATILE AS $$
DECLARE v_scope TEXT := current_setting('anwen.scope', true);
BEGIN
  PERFORM set_config('anwen.scope', 'all', true);
  RETURN QUERY
    SELECT p.public_id, CASE WHEN p.actor_type = 'user' THEN p.actor_id END, p.device_id,
           array_remove(ARRAY[p.doc_ref] || ARRAY(SELECT r.public_id::text FROM receipts r WHERE p.doc_type = 'receipt' AND r.number = p.doc_ref)
             || ARRAY(SELECT t.public_id::text FROM transfers t WHERE p.doc_type = 'transfer' AND t.number = p.doc_ref)
             || ARRAY(SELECT w.public_id::text FROM work_orders w WHERE p.doc_type = 'work_order' AND w.number = p.doc_ref), NULL),
           coalesce((SELECT jsonb_agg(to_jsonb(x)) FROM (
             SELECT i.code AS item, f.code AS "from", t.code AS "to", u.code AS uom, bu.code AS "baseUom", sum(m.entered_qty)::text AS qty, sum(m.qty)::text AS base
               FROM inventory_movements m JOIN items i ON i.id = m.item_id JOIN uoms bu ON bu.id = i.base_uom_id JOIN uoms u ON u.id = m.entered_uom_id
               JOIN locations f ON f.id = m.from_location_id JOIN locations t ON t.id = m.to_location_id
              WHERE m.posting_id = p.id GROUP BY i.code, f.code, t.code, u.code, bu.code) AS x), '[]')
      FROM inventory_postings p WHERE p.client_op_id = p_op AND NOT EXISTS (SELECT FROM production_reports r WHERE r.client_op_id = p_op)
    UNION ALL
    SELECT NULL, e.counter_id, e.device_id, ARRAY[k.public_id::text],
           jsonb_agg(jsonb_build_object('item', i.code, 'from', l.code, 'to', l.code, 'uom', u.code, 'baseUom', bu.code, 'qty', e.entered_qty::text, 'base', e.qty::text))
      FROM count_entries e JOIN count_tasks k ON k.id = e.task_id JOIN items i ON i.id = e.item_id JOIN locations l ON l.id = e.location_id
      JOIN uoms u ON u.id = e.entered_uom_id JOIN uoms bu ON bu.id = i.base_uom_id
     WHERE e.client_op_id = p_op AND NOT e.implied GROUP BY e.counter_id, e.device_id, k.public_id
    UNION ALL
    -- Its good pieces are what it says of itself; what it used up follows from them.
    SELECT coalesce(r.material_posting, r.output_posting), r.operator_id, r.device_id, ARRAY[w.number, w.public_id::text], '[]'::jsonb
      FROM production_reports r JOIN work_orders w ON w.id = r.work_order_id WHERE r.client_op_id = p_op;
  PERFORM set_config('anwen.scope', coalesce(v_scope, ''), true);
END $$;
CREATE OR REPLACE FUNCTION device_op_document_places(p_type TEXT, p_document TEXT) RETURNS BIGINT[] LANGUAGE plpgsql VOLATILE AS $$
DECLARE v_scope TEXT := current_setting('anwen.scope', true); v_found BIGINT[];
BEGIN
  IF p_document IS NULL THEN RETURN '{}'; END IF;
  PERFORM set_config('anwen.scope', 'all', true);
  SELECT array_agg(DISTINCT w) INTO v_found FROM (
    SELECT warehouse_id AS w FROM receipts WHERE p_type LIKE 'receipt.%' AND p_document IN (public_id::text, number)
    UNION ALL SELECT to_warehouse_id FROM transfers WHERE p_type LIKE 'transfer.%' AND p_document IN (public_id::text, number)
    UNION ALL SELECT warehouse_id FROM work_orders WHERE p_type IN ('production.report', 'material.issue') AND p_document IN (public_id::text, number)
    UNION ALL SELECT warehouse_id FROM putaway_tasks WHERE p_type LIKE 'putaway.%' AND public_id::text = p_document
    UNION ALL SELECT warehouse_id FROM pick_tasks WHERE p_type LIKE 'pick.%' AND public_id::text = p_document
    UNION ALL SELECT warehouse_id FROM replenishment_tasks WHERE p_type LIKE 'replenish.%' AND public_id::text = p_document
    UNION ALL SELECT warehouse_id FROM count_tasks WHERE p_type LIKE 'count.%' AND public_id::text = p_document) AS named WHERE w IS NOT NULL;
  PERFORM set_config('anwen.scope', coalesce(v_scope, ''), true);
  RETURN coalesce(v_found, '{}');
END $$;

-- As in 016: functions that run as the owner of the tables look into temporary tables last.
DO $$
DECLARE v_function regprocedure;
BEGIN
  FOR v_function IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace AND p.prosecdef LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', v_function, current_schema());
  END LOOP;
END $$;
