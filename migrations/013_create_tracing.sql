-- 013 create tracing: genealogy of lots and serial numbers, holds as facts of a lot, recalls and what they found.
-- Locks: ACCESS EXCLUSIVE on lots and serials for an instant (new columns with constant defaults); writes to the ledger wait
-- while the index over its serial numbers is built (one pass over the online months). Breaking: no.

-- Row-level security is forced and holds for the owner too.
SET LOCAL anwen.scope = 'all';

ALTER TABLE lots
  ADD COLUMN country TEXT,
  ADD COLUMN attributes JSONB NOT NULL DEFAULT '{}',
  -- A critical hold needs a second person to end it.
  ADD COLUMN hold_critical BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN held_by BIGINT,
  ADD COLUMN held_at TIMESTAMPTZ;
-- A serial number is held by a recall, like a lot; its place stays what the ledger says.
ALTER TABLE serials
  ADD COLUMN status TEXT NOT NULL DEFAULT 'available' CHECK (status IN ('available', 'hold', 'recalled')),
  ADD COLUMN status_reason TEXT;
GRANT UPDATE (status, status_reason) ON serials TO anwen_app;

-- What became of what. A node is a lot or a serial number, never both: `parent` and `child` are its number, a serial
-- number's negative, so that one walk goes through both kinds. Edges are facts: written with their posting, never changed.
CREATE TABLE lot_genealogy (
  parent_lot_id BIGINT NOT NULL DEFAULT 0,
  parent_serial_id BIGINT NOT NULL DEFAULT 0,
  child_lot_id BIGINT NOT NULL DEFAULT 0,
  child_serial_id BIGINT NOT NULL DEFAULT 0,
  -- Of the parent, in its base unit.
  qty NUMERIC(18,6) NOT NULL CHECK (qty > 0),
  kind TEXT NOT NULL CHECK (kind IN ('split', 'merge', 'production')),
  posting_id BIGINT NOT NULL REFERENCES inventory_postings(id),
  work_order TEXT,
  created_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
  parent BIGINT NOT NULL GENERATED ALWAYS AS (parent_lot_id - parent_serial_id) STORED,
  child BIGINT NOT NULL GENERATED ALWAYS AS (child_lot_id - child_serial_id) STORED,
  PRIMARY KEY (child_lot_id, child_serial_id, parent_lot_id, parent_serial_id, posting_id),
  CHECK ((parent_lot_id = 0) <> (parent_serial_id = 0)),
  CHECK ((child_lot_id = 0) <> (child_serial_id = 0)),
  CHECK ((parent_lot_id, parent_serial_id) <> (child_lot_id, child_serial_id))
);
CREATE INDEX lot_genealogy_down ON lot_genealogy (parent, child) INCLUDE (posting_id);
CREATE INDEX lot_genealogy_up ON lot_genealogy (child, parent) INCLUDE (posting_id);
CREATE TRIGGER lot_genealogy_frozen BEFORE UPDATE OR DELETE ON lot_genealogy FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER lot_genealogy_kept BEFORE TRUNCATE ON lot_genealogy FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON lot_genealogy TO anwen_app;

-- Where a serial number has been; lots have their index since 003.
CREATE INDEX inventory_movements_serial ON inventory_movements (serial_id, id DESC) WHERE serial_id <> 0;

-- Everything that the nodes became (or came from), each with its distance. Level by level, so that a node is looked at once
-- however many ways lead to it, and a circle would end by itself. An edge whose posting was reversed has never been. It walks
-- numbers alone and sees the whole company; who shows its answer leaves out what the scope does not reach.
-- One row more than the limit means that there is more. Depth 0 are the nodes that were asked for.
CREATE FUNCTION lot_family(p_nodes BIGINT[], p_down BOOLEAN, p_depth INT, p_limit INT) RETURNS TABLE (node BIGINT, depth INT)
LANGUAGE plpgsql SET search_path FROM CURRENT SET jit = off AS $$
DECLARE
  v_scope TEXT := current_setting('anwen.scope', true);
  v_seen BIGINT[] := ARRAY(SELECT DISTINCT unnest(p_nodes));
  v_front BIGINT[] := v_seen;
  v_depth INT := 0;
BEGIN
  -- Reversals of postings elsewhere count, too. The answer is complete before the caller goes on with its own view.
  PERFORM set_config('anwen.scope', 'all', true);
  LOOP
    RETURN QUERY SELECT f, v_depth FROM unnest(v_front) AS f;
    EXIT WHEN v_depth >= p_depth OR cardinality(v_seen) > p_limit;
    v_depth := v_depth + 1;
    IF p_down THEN
      v_front := ARRAY(
        SELECT e.child FROM unnest(v_front) AS f CROSS JOIN LATERAL (SELECT g.child, g.posting_id FROM lot_genealogy g WHERE g.parent = f) AS e
         WHERE NOT EXISTS (SELECT FROM inventory_postings r WHERE r.reverses_id = e.posting_id)
        EXCEPT SELECT unnest(v_seen) LIMIT p_limit + 1);
    ELSE
      v_front := ARRAY(
        SELECT e.parent FROM unnest(v_front) AS f CROSS JOIN LATERAL (SELECT g.parent, g.posting_id FROM lot_genealogy g WHERE g.child = f) AS e
         WHERE NOT EXISTS (SELECT FROM inventory_postings r WHERE r.reverses_id = e.posting_id)
        EXCEPT SELECT unnest(v_seen) LIMIT p_limit + 1);
    END IF;
    EXIT WHEN cardinality(v_front) = 0;
    v_seen := v_seen || v_front;
  END LOOP;
  PERFORM set_config('anwen.scope', coalesce(v_scope, ''), true);
END $$;

-- A recall: the lots that are called back, what was done with everything that came of them, and what it found at that moment.
CREATE TABLE recalls (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  number TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
  direction TEXT NOT NULL CHECK (direction IN ('down', 'both')),
  -- A drill: it finds and times everything and holds nothing.
  mock BOOLEAN NOT NULL DEFAULT false,
  reason TEXT NOT NULL,
  -- Warehouses where an affected lot has stood: who works there sees the recall.
  warehouse_ids BIGINT[] NOT NULL DEFAULT '{}',
  lots INT NOT NULL DEFAULT 0,
  serials INT NOT NULL DEFAULT 0,
  on_hand INT NOT NULL DEFAULT 0,
  shipped INT NOT NULL DEFAULT 0,
  customers INT NOT NULL DEFAULT 0,
  -- How many findings there are: whoever sees a part of them is told how many are hidden.
  findings INT NOT NULL DEFAULT 0,
  took_ms INT NOT NULL DEFAULT 0,
  opened_by TEXT NOT NULL,
  opened_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  closed_by TEXT,
  closed_at TIMESTAMPTZ,
  outcome TEXT CHECK (outcome IN ('release', 'scrap', 'keep_held')),
  close_reason TEXT,
  row_version INT NOT NULL DEFAULT 1,
  CHECK ((state = 'closed') = (closed_at IS NOT NULL AND outcome IS NOT NULL))
);
CREATE INDEX recalls_open ON recalls (id) WHERE state = 'open';

CREATE TABLE recall_lots (
  recall_id BIGINT NOT NULL REFERENCES recalls(id),
  node BIGINT NOT NULL,
  lot_id BIGINT REFERENCES lots(id),
  serial_id BIGINT REFERENCES serials(id),
  -- 0 = a root, above it what came of it, below it what it was made of.
  depth INT NOT NULL,
  -- What it was before, and why and since when; what it goes back to when the recall turns out to be none. The verdict of
  -- another recall that ends earlier is written here, too: it outlives this one.
  status_before TEXT NOT NULL,
  reason_before TEXT,
  held_at_before TIMESTAMPTZ,
  added_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  PRIMARY KEY (recall_id, node),
  CHECK ((lot_id IS NULL) <> (serial_id IS NULL))
);
CREATE INDEX recall_lots_node ON recall_lots (node);

-- The snapshot: where affected goods stood, whom they were promised to, and where they had gone.
CREATE TABLE recall_findings (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  recall_id BIGINT NOT NULL REFERENCES recalls(id),
  node BIGINT NOT NULL,
  -- What came in = what is in stock and what went out: received + made + came_back = stock + shipped + used + returned (to the
  -- supplier) + scrapped + adjusted + relabelled (split and merged); the last three are negative for what came in that way.
  kind TEXT NOT NULL CHECK (kind IN ('stock', 'reserved', 'received', 'made', 'came_back', 'shipped', 'used', 'returned', 'scrapped', 'adjusted', 'relabelled')),
  item_id BIGINT NOT NULL REFERENCES items(id),
  location_id BIGINT,
  warehouse_id BIGINT,
  zone_id BIGINT,
  stock_status SMALLINT,
  qty NUMERIC(18,6) NOT NULL,
  doc_type TEXT,
  doc_ref TEXT,
  partner_code TEXT,
  partner_name TEXT,
  happened_at TIMESTAMPTZ,
  found_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX recall_findings_recall ON recall_findings (recall_id, id);

ALTER TABLE recalls ENABLE ROW LEVEL SECURITY; ALTER TABLE recalls FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON recalls USING ((SELECT scope_is_all()) OR warehouse_ids && (SELECT scope_document_warehouses())::bigint[]);
-- An affected lot has no place of its own; the findings say where it is, and those each have one.
ALTER TABLE recall_lots ENABLE ROW LEVEL SECURITY; ALTER TABLE recall_lots FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON recall_lots USING ((SELECT scope_is_all()) OR EXISTS (
  SELECT 1 FROM recall_findings f WHERE f.recall_id = recall_lots.recall_id AND f.node = recall_lots.node));
ALTER TABLE recall_findings ENABLE ROW LEVEL SECURITY; ALTER TABLE recall_findings FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON recall_findings USING (
  (SELECT scope_is_all()) OR warehouse_id = ANY ((SELECT scope_warehouses())::bigint[]) OR zone_id = ANY ((SELECT scope_zones())::bigint[]));
CREATE INDEX recall_findings_node ON recall_findings (recall_id, node);

GRANT SELECT, INSERT, UPDATE ON recalls TO anwen_app;
GRANT SELECT, INSERT ON recall_lots, recall_findings TO anwen_app;
GRANT UPDATE (status_before, reason_before, held_at_before) ON recall_lots TO anwen_app;

-- What may be picked now, as in 003, and never a serial number that a recall holds.
CREATE OR REPLACE VIEW inventory_available WITH (security_invoker = true) AS
  SELECT b.item_id, b.location_id, b.lot_id, b.serial_id, b.warehouse_id, b.on_hand, b.reserved, b.on_hand - b.reserved AS free,
         l.zone_id, l.pick_seq, o.expires_on
    FROM inventory_balance b
    JOIN locations l ON l.id = b.location_id AND l.is_pickable AND l.status = 'active' AND l.locked_reason IS NULL
    LEFT JOIN lots o ON o.id = b.lot_id
   WHERE b.stock_status = 0 AND b.on_hand > b.reserved
     AND (b.lot_id = 0 OR (o.status = 'available' AND (o.expires_on IS NULL OR o.expires_on >= business_date())))
     AND (b.serial_id = 0 OR EXISTS (SELECT 1 FROM serials s WHERE s.id = b.serial_id AND s.status = 'available'));

-- The last line of I-18: whoever uses stock looks at its lot once more when the movement is written, under a lock that a hold
-- has to wait for. A posting that read "available" before a hold was committed fails here, as a serialisation failure, is run
-- again from the start and is then refused in words. Locks: the lots come last, by id; a hold takes nothing but the lot.
-- Moves, returns to a supplier, scrap and reversals are no use of stock. A statement trigger: one look for all lines. The status is
-- judged above the lock (a condition beside it would be asked first, of the row as it was, and lock nothing).
CREATE FUNCTION inventory_refuse_held() RETURNS TRIGGER LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  v_lots BIGINT[];
  v_serials BIGINT[];
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
          AND m.to_location_id IN (SELECT l.id FROM locations l WHERE l.code IN ('PRODUCTION', 'CUSTOMER'))));
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
CREATE TRIGGER inventory_movements_usable AFTER INSERT ON inventory_movements REFERENCING NEW TABLE AS made
  FOR EACH STATEMENT EXECUTE FUNCTION inventory_refuse_held();
