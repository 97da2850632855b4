-- 013 create tracing: genealogy of lots and serial numbers, holds as facts of a lot, recalls and what they found.
-- Locks: ACCESS EXCLUSIVE on lots and serials for an instant (new columns with constant defaults); writes to the ledger wait
-- while the indexes over its serial numbers are built (one pass over the online months and the balances). Breaking: no.

-- Row-level security is forced and holds for the owner too.
SET LOCAL anwen.scope = 'all';

ALTER TABLE lots
  ADD COLUMN country TEXT,
  ADD COLUMN attributes JSONB NOT NULL DEFAULT '{}',
  -- A critical hold needs a second person to end it.
  ADD COLUMN hold_critical BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN held_by BIGINT,
  ADD COLUMN held_at TIMESTAMPTZ,
  -- The expiry that has been told: each lot is told once, and again when its expiry was changed and has passed.
  ADD COLUMN expiry_told DATE;
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
-- Where a serial number stands or has stood, whatever its item.
CREATE INDEX inventory_balance_serial_no ON inventory_balance (serial_id) WHERE serial_id <> 0;

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

-- A trace in one direction, in one call: the walk of lot_family() with the edges that it goes along, what is known of each lot
-- and serial number, and the documents by which they came from outside (up) or went there (down). As columns: an array becomes
-- JSON at once, while a row costs more on its way out than its look-up. One plan for any number of nodes, along the indexes
-- (OFFSET 0 keeps the planner from comparing all places with all movements).
-- It sees the whole company; what lies out of the given reach is marked (seen = false), and the caller does not show it.
CREATE FUNCTION lot_trace(p_root BIGINT, p_down BOOLEAN, p_depth INT, p_limit INT, p_all BOOLEAN, p_warehouses BIGINT[], p_zones BIGINT[]) RETURNS JSON
LANGUAGE plpgsql SET search_path FROM CURRENT SET jit = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_scope TEXT := current_setting('anwen.scope', true);
  v_nodes BIGINT[] := ARRAY[p_root];
  v_depths INT[] := ARRAY[0];
  v_front BIGINT[] := v_nodes;
  v_depth INT := 0;
  v_near BIGINT[]; v_far BIGINT[]; v_qty TEXT[]; v_posting BIGINT[];
  v_nears BIGINT[] := '{}'; v_fars BIGINT[] := '{}'; v_qtys TEXT[] := '{}'; v_postings BIGINT[] := '{}';
  v_is_cut BOOLEAN;
  v_serials BIGINT[]; v_items BIGINT[]; v_more BIGINT[];
  v_lot JSON; v_serial JSON; v_stock JSON; v_item JSON; v_names JSON; v_facts JSON;
BEGIN
  PERFORM set_config('anwen.scope', 'all', true);
  -- The edges of the last level are gathered too: they may lead back to nodes that are part of the answer.
  LOOP
    IF p_down THEN
      SELECT array_agg(e.parent), array_agg(e.child), array_agg(trim_scale(e.qty)::text), array_agg(e.posting_id) INTO v_near, v_far, v_qty, v_posting
        FROM unnest(v_front) AS f CROSS JOIN LATERAL (SELECT g.parent, g.child, g.qty, g.posting_id FROM lot_genealogy g WHERE g.parent = f) AS e
       WHERE NOT EXISTS (SELECT FROM inventory_postings r WHERE r.reverses_id = e.posting_id);
    ELSE
      SELECT array_agg(e.child), array_agg(e.parent), array_agg(trim_scale(e.qty)::text), array_agg(e.posting_id) INTO v_near, v_far, v_qty, v_posting
        FROM unnest(v_front) AS f CROSS JOIN LATERAL (SELECT g.parent, g.child, g.qty, g.posting_id FROM lot_genealogy g WHERE g.child = f) AS e
       WHERE NOT EXISTS (SELECT FROM inventory_postings r WHERE r.reverses_id = e.posting_id);
    END IF;
    v_nears := v_nears || v_near; v_fars := v_fars || v_far; v_qtys := v_qtys || v_qty; v_postings := v_postings || v_posting;
    v_front := ARRAY(SELECT unnest(v_far) EXCEPT SELECT unnest(v_nodes) LIMIT p_limit + 1);
    EXIT WHEN cardinality(v_front) = 0 OR v_depth >= p_depth OR cardinality(v_nodes) > p_limit;
    v_depth := v_depth + 1;
    v_nodes := v_nodes || v_front;
    v_depths := v_depths || array_fill(v_depth, ARRAY[cardinality(v_front)]);
  END LOOP;
  v_is_cut := cardinality(v_front) > 0 OR cardinality(v_nodes) > p_limit;
  v_nodes := v_nodes[1:p_limit];
  v_serials := ARRAY(SELECT -n FROM unnest(v_nodes) AS n WHERE n < 0);

  SELECT json_build_object('node', array_agg(o.id), 'id', array_agg(o.public_id), 'code', array_agg(o.code), 'status', array_agg(o.status), 'item', array_agg(o.item_id),
           'at', array_agg(floor(date_part('epoch', o.created_at) * 1000 + 0.0005))), array_agg(DISTINCT o.item_id)
    INTO v_lot, v_items
    FROM (SELECT id, public_id, code, status, item_id, created_at FROM lots WHERE id = ANY (v_nodes) ORDER BY id) AS o;
  IF cardinality(v_serials) > 0 THEN
    SELECT json_build_object('node', array_agg(-o.id), 'id', array_agg(o.public_id), 'code', array_agg(o.code), 'status', array_agg(o.status), 'item', array_agg(o.item_id),
             'at', array_agg(floor(date_part('epoch', o.created_at) * 1000 + 0.0005))), array_agg(DISTINCT o.item_id)
      INTO v_serial, v_more
      FROM (SELECT id, public_id, code, status, item_id, created_at FROM serials WHERE id = ANY (v_serials) ORDER BY id) AS o;
  END IF;
  -- Where they have stood: whoever reaches one of the places, or finds none, sees the node, as in the list of lots.
  SELECT json_build_object('node', array_agg(b.node), 'qty', array_agg(trim_scale(b.qty)::text), 'seen', array_agg(b.seen)) INTO v_stock
    FROM (SELECT w.node, coalesce(sum(w.on_hand) FILTER (WHERE w.seen), 0) AS qty, bool_or(w.seen) AS seen
            FROM (SELECT b.node, b.on_hand, p_all OR b.warehouse_id = ANY (p_warehouses) OR (cardinality(p_zones) > 0 AND EXISTS (
                           SELECT FROM locations l WHERE l.id = b.location_id AND l.zone_id = ANY (p_zones))) AS seen
                    FROM (SELECT lot_id AS node, on_hand, warehouse_id, location_id FROM inventory_balance WHERE lot_id = ANY (v_nodes) AND lot_id <> 0
                          UNION ALL SELECT -serial_id, on_hand, warehouse_id, location_id FROM inventory_balance
                           WHERE cardinality(v_serials) > 0 AND serial_id = ANY (v_serials) AND serial_id <> 0) AS b) AS w GROUP BY 1) AS b;
  SELECT json_agg(json_build_object('no', i.id, 'id', i.public_id, 'code', i.code, 'name', i.name, 'uom', u.code)) INTO v_item
    FROM items i JOIN uoms u ON u.id = i.base_uom_id WHERE i.id = ANY (v_items || v_more);
  SELECT json_build_object('no', array_agg(p.id), 'id', array_agg(p.public_id)) INTO v_names FROM inventory_postings p WHERE p.id = ANY (v_postings);

  -- Documents (or postings without one) at the end of the way. What was reversed has never been.
  SELECT json_build_object('node', array_agg(f.node), 'place', array_agg(f.place), 'docType', array_agg(f.doc_type), 'docRef', array_agg(f.doc_ref),
           'posting', array_agg(f.posting), 'qty', array_agg(trim_scale(f.qty)::text), 'at', array_agg(floor(date_part('epoch', f.posted_at) * 1000 + 0.0005)),
           'seen', array_agg(f.seen))
    INTO v_facts
    FROM (SELECT m.node, v.code AS place, p.doc_type, p.doc_ref, min(p.public_id::text) AS posting, sum(m.qty) AS qty, min(p.posted_at) AS posted_at,
                 bool_or(p_all OR m.warehouse_id = ANY (p_warehouses) OR (cardinality(p_zones) > 0 AND EXISTS (
                   SELECT FROM locations l WHERE l.id = m.real_id AND l.zone_id = ANY (p_zones)))) AS seen
            FROM (SELECT lot_id AS node, posting_id, qty, to_location_id AS virtual_id, from_location_id AS real_id, from_warehouse_id AS warehouse_id
                    FROM inventory_movements WHERE p_down AND lot_id = ANY (v_nodes) AND lot_id <> 0 AND to_warehouse_id IS NULL
                  UNION ALL SELECT lot_id, posting_id, qty, from_location_id, to_location_id, to_warehouse_id
                    FROM inventory_movements WHERE NOT p_down AND lot_id = ANY (v_nodes) AND lot_id <> 0 AND from_warehouse_id IS NULL
                  UNION ALL SELECT -serial_id, posting_id, qty, to_location_id, from_location_id, from_warehouse_id
                    FROM inventory_movements WHERE p_down AND cardinality(v_serials) > 0 AND serial_id = ANY (v_serials) AND serial_id <> 0 AND to_warehouse_id IS NULL
                  UNION ALL SELECT -serial_id, posting_id, qty, from_location_id, to_location_id, to_warehouse_id
                    FROM inventory_movements WHERE NOT p_down AND cardinality(v_serials) > 0 AND serial_id = ANY (v_serials) AND serial_id <> 0 AND from_warehouse_id IS NULL
                 ) AS m
           CROSS JOIN LATERAL (SELECT code FROM locations WHERE id = m.virtual_id AND code <> 'CONVERSION' OFFSET 0) AS v
           CROSS JOIN LATERAL (SELECT id, public_id, doc_type, doc_ref, posted_at FROM inventory_postings WHERE id = m.posting_id AND event_type <> 'REVERSAL' OFFSET 0) AS p
           WHERE NOT EXISTS (SELECT FROM inventory_postings x WHERE x.reverses_id = p.id)
           GROUP BY m.node, v.code, p.doc_type, p.doc_ref, CASE WHEN p.doc_ref IS NULL THEN p.id END
           ORDER BY m.node, 2, 3, 4, 5) AS f;

  PERFORM set_config('anwen.scope', coalesce(v_scope, ''), true);
  RETURN json_build_object('family', json_build_object('node', v_nodes, 'depth', v_depths[1:p_limit]), 'isCut', v_is_cut,
    'edges', json_build_object('near', v_nears, 'far', v_fars, 'qty', v_qtys, 'posting', v_postings), 'postings', v_names,
    'lots', v_lot, 'serials', v_serial, 'stock', v_stock, 'items', coalesce(v_item, '[]'), 'facts', v_facts);
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
-- Moves, returns to a supplier, scrap and reversals are no use of stock; but the reversal of a split or merge gives goods another
-- lot's name, and none of its lots may be held then. A statement trigger: one look for all lines. The status is
-- judged above the lock (a condition beside it would be asked first, of the row as it was, and lock nothing).
CREATE FUNCTION inventory_refuse_held() RETURNS TRIGGER LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
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
          AND m.to_location_id IN (SELECT l.id FROM locations l WHERE l.code IN ('PRODUCTION', 'CUSTOMER'))));
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
CREATE TRIGGER inventory_movements_usable AFTER INSERT ON inventory_movements REFERENCING NEW TABLE AS made
  FOR EACH STATEMENT EXECUTE FUNCTION inventory_refuse_held();
