-- 015 create offline work: durable operations of devices, their queues, and the log of changes that offline data is kept fresh by.
-- Locks: SHARE ROW EXCLUSIVE on items, their units and barcodes, units, warehouses, zones, locations, reason codes, tasks for an instant
-- (new triggers). Breaking: no.

-- One row an operation, for ever: the id is what makes it happen once. Rows are never deleted; what was sent and answered may be
-- emptied after 90 days (device_ops_bodies), the id, the verdict and the posting stay.
CREATE TABLE device_ops (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  op_id UUID NOT NULL UNIQUE,
  -- A second body that came under a known id is kept beside it: op_id is derived from both, this is the id that was sent.
  reused_op_id UUID,
  -- Whose queue: 'device:7', or 'user:3' of somebody who works without a device.
  lane TEXT NOT NULL,
  seq BIGINT NOT NULL CHECK (seq >= 0),
  device_id BIGINT REFERENCES sys_devices(id),
  user_id BIGINT REFERENCES sys_users(id),
  actor_name TEXT NOT NULL,
  op_type TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  -- Text, not jsonb: what a broken device sends need not be storable as jsonb, and comes out as it went in.
  body TEXT,
  occurred_at TIMESTAMPTZ NOT NULL,
  received_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
  -- Where it was meant to happen; decides who may see it.
  warehouse_ids BIGINT[] NOT NULL,
  -- What the device was told; never changes.
  result TEXT NOT NULL CHECK (result IN ('applied', 'conflict', 'rejected', 'quarantined')),
  status INT NOT NULL,
  answer TEXT,
  problem_code TEXT,
  posting_id UUID,
  -- What became of it: a conflict and a quarantined operation wait for a person.
  state TEXT NOT NULL CHECK (state IN ('applied', 'conflict', 'rejected', 'quarantined', 'resolved', 'discarded')),
  applied_as UUID,
  resolved_by TEXT,
  resolved_at TIMESTAMPTZ,
  resolution TEXT,
  CHECK ((state = 'resolved') = (applied_as IS NOT NULL)),
  CHECK ((state IN ('resolved', 'discarded')) = (resolved_at IS NOT NULL))
);
CREATE INDEX device_ops_lane ON device_ops (lane, seq DESC);
CREATE INDEX device_ops_open ON device_ops (id) WHERE state IN ('conflict', 'quarantined', 'rejected');
CREATE INDEX device_ops_bodies ON device_ops (received_at) WHERE body IS NOT NULL AND state NOT IN ('conflict', 'quarantined');

ALTER TABLE device_ops ENABLE ROW LEVEL SECURITY; ALTER TABLE device_ops FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON device_ops FOR SELECT USING ((SELECT scope_is_all()) OR warehouse_ids && (SELECT scope_document_warehouses())::bigint[]);
CREATE POLICY resolve ON device_ops FOR UPDATE USING ((SELECT scope_is_all()) OR warehouse_ids && (SELECT scope_document_warehouses())::bigint[]);
-- Whoever sends an operation may have it kept, also when it names places beyond the sender's reach.
CREATE POLICY keep ON device_ops FOR INSERT WITH CHECK (true);
GRANT SELECT, INSERT ON device_ops TO anwen_app;
GRANT UPDATE (state, applied_as, resolved_by, resolved_at, resolution, body, answer) ON device_ops TO anwen_app;

-- Operations that ran out of time, and how often: what never ends in time must not keep a queue waiting for ever.
CREATE TABLE device_op_attempts (op_id UUID PRIMARY KEY, attempts INT NOT NULL DEFAULT 1, last_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp());
GRANT SELECT, INSERT, UPDATE, DELETE ON device_op_attempts TO anwen_app;

-- Questions across the whole company, whatever part of it the asker sees: an operation id is unique across all of it. Each widens the
-- view for its own statements and narrows it again; an error ends the transaction and the wider view with it.

-- Has this operation happened? Waits for a twin first (namespace 14 of the advisory locks); the look is a statement of its own, so that
-- it sees what the twin committed.
CREATE FUNCTION device_op_enter(p_op UUID) RETURNS SETOF device_ops LANGUAGE plpgsql VOLATILE AS $$
DECLARE v_scope TEXT := current_setting('anwen.scope', true);
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(p_op::text, 14));
  PERFORM set_config('anwen.scope', 'all', true);
  RETURN QUERY SELECT * FROM device_ops WHERE op_id = p_op;
  PERFORM set_config('anwen.scope', coalesce(v_scope, ''), true);
END $$;
-- The same without waiting, for readers.
CREATE FUNCTION device_op_find(p_op UUID) RETURNS SETOF device_ops LANGUAGE plpgsql VOLATILE AS $$
DECLARE v_scope TEXT := current_setting('anwen.scope', true);
BEGIN
  PERFORM set_config('anwen.scope', 'all', true);
  RETURN QUERY SELECT * FROM device_ops WHERE op_id = p_op;
  PERFORM set_config('anwen.scope', coalesce(v_scope, ''), true);
END $$;
-- What was done under this operation id through the action's own route, and by whom: whether it is the same work is judged by
-- what moved (work-done.rules). Counts post nothing of their own; their entries carry the id.
CREATE FUNCTION device_op_effect(p_op UUID) RETURNS TABLE (posting UUID, by_user BIGINT, by_device BIGINT, documents TEXT[], moved JSONB)
LANGUAGE plpgsql VOLATILE AS $$
DECLARE v_scope TEXT := current_setting('anwen.scope', true);
BEGIN
  PERFORM set_config('anwen.scope', 'all', true);
  RETURN QUERY
    SELECT p.public_id, CASE WHEN p.actor_type = 'user' THEN p.actor_id END, p.device_id,
           array_remove(ARRAY[p.doc_ref] || ARRAY(SELECT r.public_id::text FROM receipts r WHERE p.doc_type = 'receipt' AND r.number = p.doc_ref)
             || ARRAY(SELECT t.public_id::text FROM transfers t WHERE p.doc_type = 'transfer' AND t.number = p.doc_ref), NULL),
           coalesce((SELECT jsonb_agg(to_jsonb(x)) FROM (
             SELECT i.code AS item, f.code AS "from", t.code AS "to", u.code AS uom, bu.code AS "baseUom", sum(m.entered_qty)::text AS qty, sum(m.qty)::text AS base
               FROM inventory_movements m JOIN items i ON i.id = m.item_id JOIN uoms bu ON bu.id = i.base_uom_id JOIN uoms u ON u.id = m.entered_uom_id
               JOIN locations f ON f.id = m.from_location_id JOIN locations t ON t.id = m.to_location_id
              WHERE m.posting_id = p.id GROUP BY i.code, f.code, t.code, u.code, bu.code) AS x), '[]')
      FROM inventory_postings p WHERE p.client_op_id = p_op
    UNION ALL
    SELECT NULL, e.counter_id, e.device_id, ARRAY[k.public_id::text],
           jsonb_agg(jsonb_build_object('item', i.code, 'from', l.code, 'to', l.code, 'uom', u.code, 'baseUom', bu.code, 'qty', e.entered_qty::text, 'base', e.qty::text))
      FROM count_entries e JOIN count_tasks k ON k.id = e.task_id JOIN items i ON i.id = e.item_id JOIN locations l ON l.id = e.location_id
      JOIN uoms u ON u.id = e.entered_uom_id JOIN uoms bu ON bu.id = i.base_uom_id
     WHERE e.client_op_id = p_op AND NOT e.implied GROUP BY e.counter_id, e.device_id, k.public_id;
  PERFORM set_config('anwen.scope', coalesce(v_scope, ''), true);
END $$;
-- Warehouses of the document that an operation names, by id or number.
CREATE FUNCTION device_op_document_places(p_type TEXT, p_document TEXT) RETURNS BIGINT[] LANGUAGE plpgsql VOLATILE AS $$
DECLARE v_scope TEXT := current_setting('anwen.scope', true); v_found BIGINT[];
BEGIN
  IF p_document IS NULL THEN RETURN '{}'; END IF;
  PERFORM set_config('anwen.scope', 'all', true);
  SELECT array_agg(DISTINCT w) INTO v_found FROM (
    SELECT warehouse_id AS w FROM receipts WHERE p_type LIKE 'receipt.%' AND p_document IN (public_id::text, number)
    UNION ALL SELECT to_warehouse_id FROM transfers WHERE p_type LIKE 'transfer.%' AND p_document IN (public_id::text, number)
    UNION ALL SELECT warehouse_id FROM putaway_tasks WHERE p_type LIKE 'putaway.%' AND public_id::text = p_document
    UNION ALL SELECT warehouse_id FROM pick_tasks WHERE p_type LIKE 'pick.%' AND public_id::text = p_document
    UNION ALL SELECT warehouse_id FROM replenishment_tasks WHERE p_type LIKE 'replenish.%' AND public_id::text = p_document
    UNION ALL SELECT warehouse_id FROM count_tasks WHERE p_type LIKE 'count.%' AND public_id::text = p_document) AS named WHERE w IS NOT NULL;
  PERFORM set_config('anwen.scope', coalesce(v_scope, ''), true);
  RETURN coalesce(v_found, '{}');
END $$;
-- Where a person may work at all: whoever leads there looks after what the person's device has left behind.
CREATE FUNCTION device_op_reach_of(p_user BIGINT) RETURNS BIGINT[] LANGUAGE plpgsql VOLATILE AS $$
DECLARE v_scope TEXT := current_setting('anwen.scope', true); v_found BIGINT[];
BEGIN
  PERFORM set_config('anwen.scope', 'all', true);
  SELECT array_agg(DISTINCT w) INTO v_found FROM (
    SELECT CASE s.kind WHEN 'warehouse' THEN s.target_id WHEN 'zone' THEN z.warehouse_id END AS w
      FROM sys_user_roles r JOIN sys_data_scopes s ON s.user_role_id = r.id LEFT JOIN zones z ON s.kind = 'zone' AND z.id = s.target_id
     WHERE r.user_id = p_user) AS reach WHERE w IS NOT NULL;
  PERFORM set_config('anwen.scope', coalesce(v_scope, ''), true);
  RETURN coalesce(v_found, '{}');
END $$;
-- Warehouses of the places that an operation names, known to the sender or not.
CREATE FUNCTION device_op_places(p_codes TEXT[]) RETURNS BIGINT[] LANGUAGE plpgsql VOLATILE AS $$
DECLARE v_scope TEXT := current_setting('anwen.scope', true); v_found BIGINT[];
BEGIN
  PERFORM set_config('anwen.scope', 'all', true);
  SELECT array_agg(DISTINCT warehouse_id) INTO v_found FROM locations WHERE code = ANY (p_codes) AND warehouse_id IS NOT NULL;
  PERFORM set_config('anwen.scope', coalesce(v_scope, ''), true);
  RETURN coalesce(v_found, '{}');
END $$;
-- Sequence numbers that a lane has not sent yet, among its last 2 000 operations: an older hole is no news any more.
CREATE FUNCTION device_op_gaps(p_lane TEXT) RETURNS TABLE (first_missing BIGINT, last_missing BIGINT) LANGUAGE plpgsql VOLATILE AS $$
DECLARE v_scope TEXT := current_setting('anwen.scope', true);
BEGIN
  PERFORM set_config('anwen.scope', 'all', true);
  RETURN QUERY SELECT seq + 1, after - 1
    FROM (SELECT seq, lead(seq) OVER (ORDER BY seq) AS after
            FROM (SELECT DISTINCT seq FROM (SELECT seq FROM device_ops WHERE lane = p_lane AND reused_op_id IS NULL ORDER BY seq DESC LIMIT 2000) AS latest) AS known) AS pairs
   WHERE after > seq + 1 ORDER BY seq LIMIT 20;
  PERFORM set_config('anwen.scope', coalesce(v_scope, ''), true);
END $$;

-- What each queue said of itself last.
CREATE TABLE device_lanes (
  lane TEXT PRIMARY KEY,
  device_id BIGINT REFERENCES sys_devices(id),
  user_id BIGINT REFERENCES sys_users(id),
  highest_seq BIGINT NOT NULL,
  queue_length INT NOT NULL DEFAULT 0,
  queue_oldest_at TIMESTAMPTZ,
  last_batch_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
  stale_since TIMESTAMPTZ
) WITH (fillfactor = 70);
CREATE INDEX device_lanes_waiting ON device_lanes (queue_oldest_at) WHERE queue_length > 0;
GRANT SELECT, INSERT, UPDATE ON device_lanes TO anwen_app;

-- The log of changes. Append-only, so that no writer waits for another one; readers take each thing once. `changed_in` is the
-- transaction that wrote: a reader that has seen everything below the oldest running transaction (pg_snapshot_xmin) goes on from
-- there, so a transaction that began early and commits late is never missed. A time or a sequence number would miss it.
-- Rows carry the place of the thing before and after the change, so that who loses sight of it is told so and nobody else.
CREATE TABLE sync_changes (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  changed_in XID8 NOT NULL DEFAULT pg_current_xact_id(),
  part TEXT NOT NULL,
  ref_id BIGINT NOT NULL,
  public_id UUID NOT NULL,
  -- NULL = everybody's business.
  warehouse_id BIGINT,
  zone_id BIGINT,
  changed_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX sync_changes_since ON sync_changes (changed_in, part, ref_id);
CREATE INDEX sync_changes_age ON sync_changes (changed_at);
ALTER TABLE sync_changes ENABLE ROW LEVEL SECURITY; ALTER TABLE sync_changes FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON sync_changes FOR SELECT USING ((SELECT scope_is_all()) OR (warehouse_id IS NULL AND (SELECT scope_is_set()))
  OR warehouse_id = ANY ((SELECT scope_warehouses())::bigint[]) OR zone_id = ANY ((SELECT scope_zones())::bigint[]));
CREATE POLICY note ON sync_changes FOR INSERT WITH CHECK (true);
CREATE POLICY purge ON sync_changes FOR DELETE USING ((SELECT scope_is_all()));
GRANT SELECT, INSERT, DELETE ON sync_changes TO anwen_app;

-- Below this transaction the log is no longer whole: a device that slept longer starts afresh.
CREATE TABLE sync_horizon (only_row BOOLEAN PRIMARY KEY DEFAULT true CHECK (only_row), purged_before XID8 NOT NULL DEFAULT '0');
INSERT INTO sync_horizon DEFAULT VALUES;
GRANT SELECT, UPDATE ON sync_horizon TO anwen_app;

-- Transaction numbers mean something within one history of one database only; a restored copy has another name here.
CREATE FUNCTION sync_history() RETURNS TEXT LANGUAGE sql STABLE AS $$
  SELECT md5(concat_ws(':', (SELECT system_identifier FROM pg_control_system()), (SELECT timeline_id FROM pg_control_checkpoint()),
                       (SELECT oid FROM pg_database WHERE datname = current_database()))) $$;

CREATE FUNCTION sync_note_items() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO sync_changes (part, ref_id, public_id) SELECT 'items', id, public_id FROM changed;
  RETURN NULL;
END $$;
CREATE TRIGGER items_noted_new AFTER INSERT ON items REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION sync_note_items();
CREATE TRIGGER items_noted AFTER UPDATE ON items REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION sync_note_items();

-- Units and barcodes of an item travel with it.
CREATE FUNCTION sync_note_item_details() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO sync_changes (part, ref_id, public_id) SELECT DISTINCT 'items', i.id, i.public_id FROM changed JOIN items i ON i.id = changed.item_id;
  RETURN NULL;
END $$;
CREATE TRIGGER item_uoms_noted_new AFTER INSERT ON item_uoms REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION sync_note_item_details();
CREATE TRIGGER item_uoms_noted AFTER UPDATE ON item_uoms REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION sync_note_item_details();
CREATE TRIGGER item_uoms_noted_gone AFTER DELETE ON item_uoms REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION sync_note_item_details();
CREATE TRIGGER item_barcodes_noted_new AFTER INSERT ON item_barcodes REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION sync_note_item_details();
CREATE TRIGGER item_barcodes_noted AFTER UPDATE ON item_barcodes REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION sync_note_item_details();
CREATE TRIGGER item_barcodes_noted_gone AFTER DELETE ON item_barcodes REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION sync_note_item_details();

CREATE FUNCTION sync_note_uoms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO sync_changes (part, ref_id, public_id)
    SELECT 'items', i.id, i.public_id FROM items i
     WHERE i.base_uom_id = NEW.id OR EXISTS (SELECT 1 FROM item_uoms x WHERE x.item_id = i.id AND x.uom_id = NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER uoms_noted AFTER UPDATE ON uoms FOR EACH ROW WHEN ((OLD.code, OLD.decimals) IS DISTINCT FROM (NEW.code, NEW.decimals))
  EXECUTE FUNCTION sync_note_uoms();

CREATE FUNCTION sync_note_reasons() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO sync_changes (part, ref_id, public_id) SELECT 'reasons', id, public_id FROM changed;
  RETURN NULL;
END $$;
CREATE TRIGGER reason_codes_noted_new AFTER INSERT ON reason_codes REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION sync_note_reasons();
CREATE TRIGGER reason_codes_noted AFTER UPDATE ON reason_codes REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION sync_note_reasons();

CREATE FUNCTION sync_note_locations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO sync_changes (part, ref_id, public_id, warehouse_id, zone_id) SELECT 'locations', id, public_id, warehouse_id, zone_id FROM changed;
  RETURN NULL;
END $$;
CREATE TRIGGER locations_noted_new AFTER INSERT ON locations REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION sync_note_locations();
CREATE TRIGGER locations_noted AFTER UPDATE ON locations REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION sync_note_locations();
-- Before and after: the zone that a place leaves is told as well.
CREATE FUNCTION sync_note_left_zone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO sync_changes (part, ref_id, public_id, warehouse_id, zone_id) VALUES ('locations', OLD.id, OLD.public_id, OLD.warehouse_id, OLD.zone_id);
  RETURN NULL;
END $$;
CREATE TRIGGER locations_noted_left AFTER UPDATE ON locations FOR EACH ROW WHEN (OLD.zone_id IS DISTINCT FROM NEW.zone_id) EXECUTE FUNCTION sync_note_left_zone();
-- The codes of warehouse and zone stand on every place.
CREATE FUNCTION sync_note_places_of() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO sync_changes (part, ref_id, public_id, warehouse_id, zone_id)
    SELECT 'locations', l.id, l.public_id, l.warehouse_id, l.zone_id FROM locations l
     WHERE CASE TG_TABLE_NAME WHEN 'zones' THEN l.zone_id = NEW.id ELSE l.warehouse_id = NEW.id END;
  RETURN NULL;
END $$;
CREATE TRIGGER warehouses_noted AFTER UPDATE ON warehouses FOR EACH ROW WHEN (OLD.code IS DISTINCT FROM NEW.code) EXECUTE FUNCTION sync_note_places_of();
CREATE TRIGGER zones_noted AFTER UPDATE ON zones FOR EACH ROW WHEN (OLD.code IS DISTINCT FROM NEW.code) EXECUTE FUNCTION sync_note_places_of();

-- Tasks: what is open, who has it and how much is left; a heartbeat that prolongs a lease is no news.
CREATE FUNCTION sync_note_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO sync_changes (part, ref_id, public_id, warehouse_id, zone_id) VALUES (TG_ARGV[0], NEW.id, NEW.public_id, NEW.warehouse_id, NEW.zone_id);
  IF TG_OP = 'UPDATE' AND OLD.zone_id IS DISTINCT FROM NEW.zone_id THEN
    INSERT INTO sync_changes (part, ref_id, public_id, warehouse_id, zone_id) VALUES (TG_ARGV[0], OLD.id, OLD.public_id, OLD.warehouse_id, OLD.zone_id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER putaway_tasks_noted_new AFTER INSERT ON putaway_tasks FOR EACH ROW EXECUTE FUNCTION sync_note_task('tasks.putaway');
CREATE TRIGGER putaway_tasks_noted AFTER UPDATE ON putaway_tasks FOR EACH ROW
  WHEN ((OLD.state, OLD.assignee_id, OLD.qty, OLD.done_qty, OLD.zone_id, OLD.suggested_location_id)
        IS DISTINCT FROM (NEW.state, NEW.assignee_id, NEW.qty, NEW.done_qty, NEW.zone_id, NEW.suggested_location_id))
  EXECUTE FUNCTION sync_note_task('tasks.putaway');
CREATE TRIGGER pick_tasks_noted_new AFTER INSERT ON pick_tasks FOR EACH ROW EXECUTE FUNCTION sync_note_task('tasks.pick');
CREATE TRIGGER pick_tasks_noted AFTER UPDATE ON pick_tasks FOR EACH ROW
  WHEN ((OLD.state, OLD.assignee_id, OLD.qty, OLD.picked_qty, OLD.zone_id, OLD.from_id, OLD.lot_id)
        IS DISTINCT FROM (NEW.state, NEW.assignee_id, NEW.qty, NEW.picked_qty, NEW.zone_id, NEW.from_id, NEW.lot_id))
  EXECUTE FUNCTION sync_note_task('tasks.pick');
CREATE TRIGGER count_tasks_noted_new AFTER INSERT ON count_tasks FOR EACH ROW EXECUTE FUNCTION sync_note_task('tasks.count');
CREATE TRIGGER count_tasks_noted AFTER UPDATE ON count_tasks FOR EACH ROW
  WHEN ((OLD.state, OLD.assignee_id, OLD.round) IS DISTINCT FROM (NEW.state, NEW.assignee_id, NEW.round)) EXECUTE FUNCTION sync_note_task('tasks.count');
CREATE TRIGGER replenishment_tasks_noted_new AFTER INSERT ON replenishment_tasks FOR EACH ROW EXECUTE FUNCTION sync_note_task('tasks.replenish');
CREATE TRIGGER replenishment_tasks_noted AFTER UPDATE ON replenishment_tasks FOR EACH ROW
  WHEN ((OLD.state, OLD.assignee_id, OLD.qty, OLD.done_qty, OLD.from_location_id) IS DISTINCT FROM (NEW.state, NEW.assignee_id, NEW.qty, NEW.done_qty, NEW.from_location_id))
  EXECUTE FUNCTION sync_note_task('tasks.replenish');
