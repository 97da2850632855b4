-- 003 create inventory: lots, serials, the ledger (postings + partitioned movements), balances, values, reservations.
-- Locks: none that matter (new tables). Breaking: no.
-- One function writes stock: inventory_post(). Everything it relies on is told in libs/inventory/README.md.
-- Status buckets: 0 available, 1 qc, 2 hold, 3 damaged.

-- The factory's calendar day: what "today" means on reports, whatever the server's clock is set to.
CREATE FUNCTION business_date() RETURNS date LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (now() AT TIME ZONE coalesce((SELECT time_zone FROM sys_tenants ORDER BY id LIMIT 1), 'Asia/Taipei'))::date;
END $$;

CREATE TABLE lots (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  item_id BIGINT NOT NULL REFERENCES items(id),
  code TEXT NOT NULL,
  supplier_lot TEXT,
  made_on DATE,
  expires_on DATE,
  supplier_id BIGINT REFERENCES partners(id),
  status TEXT NOT NULL DEFAULT 'available' CHECK (status IN ('available', 'quarantine', 'hold', 'recalled', 'consumed')),
  status_reason TEXT,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1,
  UNIQUE (item_id, code),
  CHECK (expires_on IS NULL OR made_on IS NULL OR expires_on >= made_on)
);
CREATE INDEX lots_expiry ON lots (expires_on) WHERE expires_on IS NOT NULL;

CREATE TABLE serials (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  item_id BIGINT NOT NULL REFERENCES items(id),
  code TEXT NOT NULL,
  lot_id BIGINT REFERENCES lots(id),
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  UNIQUE (item_id, code)
);

-- One row a business event. Not partitioned: client_op_id must be unique for ever (a PDA may come back after days).
CREATE SEQUENCE inventory_postings_id_seq AS BIGINT;
CREATE TABLE inventory_postings (
  id BIGINT PRIMARY KEY DEFAULT nextval('inventory_postings_id_seq'),
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  client_op_id UUID NOT NULL UNIQUE,
  event_type TEXT NOT NULL CHECK (event_type IN ('RECEIPT', 'PUTAWAY', 'TRANSFER', 'PICK', 'SHIP', 'ISSUE', 'BACKFLUSH', 'PRODUCE',
    'SCRAP', 'ADJUST', 'COUNT', 'STATUS', 'SPLIT', 'OPENING', 'REVERSAL')),
  doc_type TEXT,
  doc_ref TEXT,
  reason_code_id BIGINT REFERENCES reason_codes(id),
  note TEXT,
  reverses_id BIGINT UNIQUE REFERENCES inventory_postings(id),
  occurred_at TIMESTAMPTZ NOT NULL,
  effective_on DATE NOT NULL,
  posted_at TIMESTAMPTZ NOT NULL,
  actor_type TEXT NOT NULL,
  actor_id BIGINT NOT NULL,
  actor_name TEXT NOT NULL,
  device_id BIGINT,
  device_seq BIGINT,
  warehouse_ids BIGINT[] NOT NULL,
  zone_ids BIGINT[] NOT NULL,
  line_count INT NOT NULL CHECK (line_count > 0),
  content_hash BYTEA NOT NULL,
  UNIQUE (device_id, device_seq),
  CHECK ((event_type = 'REVERSAL') = (reverses_id IS NOT NULL))
);
CREATE INDEX inventory_postings_doc ON inventory_postings (doc_type, doc_ref) WHERE doc_ref IS NOT NULL;

-- From and to in one row: conservation holds by construction. Each stock side carries the key's sequence number and
-- the balance after, so that the history of every bin can be proved link by link.
-- Foreign keys: only to the posting. Items, lots and locations cannot be deleted (no role has the right), and four
-- more checks a row would cost a third of the replay's speed.
CREATE SEQUENCE inventory_movements_id_seq AS BIGINT;
CREATE TABLE inventory_movements (
  id BIGINT NOT NULL DEFAULT nextval('inventory_movements_id_seq'),
  posted_at TIMESTAMPTZ NOT NULL,
  posting_id BIGINT NOT NULL REFERENCES inventory_postings(id),
  line_no INT NOT NULL,
  effective_on DATE NOT NULL,
  item_id BIGINT NOT NULL,
  lot_id BIGINT NOT NULL DEFAULT 0,
  serial_id BIGINT NOT NULL DEFAULT 0,
  from_location_id BIGINT NOT NULL,
  from_status SMALLINT NOT NULL,
  from_warehouse_id BIGINT,
  to_location_id BIGINT NOT NULL,
  to_status SMALLINT NOT NULL,
  to_warehouse_id BIGINT,
  qty NUMERIC(18,6) NOT NULL CHECK (qty > 0),
  entered_qty NUMERIC(18,6) NOT NULL,
  entered_uom_id BIGINT NOT NULL,
  from_seq BIGINT,
  from_after NUMERIC(18,6),
  to_seq BIGINT,
  to_after NUMERIC(18,6),
  value NUMERIC(18,4) NOT NULL,
  CHECK ((from_location_id, from_status) <> (to_location_id, to_status)),
  CHECK ((from_warehouse_id IS NULL) = (from_seq IS NULL) AND (to_warehouse_id IS NULL) = (to_seq IS NULL)),
  PRIMARY KEY (id, posted_at)
) PARTITION BY RANGE (posted_at);
CREATE INDEX inventory_movements_item ON inventory_movements (item_id, id DESC);
CREATE INDEX inventory_movements_from ON inventory_movements (from_location_id, id DESC) WHERE from_warehouse_id IS NOT NULL;
CREATE INDEX inventory_movements_to ON inventory_movements (to_location_id, id DESC) WHERE to_warehouse_id IS NOT NULL;
CREATE INDEX inventory_movements_lot ON inventory_movements (lot_id, id DESC) WHERE lot_id <> 0;
CREATE INDEX inventory_movements_posting ON inventory_movements (posting_id);
-- Catches what no month covers. The worker makes months ahead; its health turns degraded once this one was written to.
CREATE TABLE inventory_movements_default PARTITION OF inventory_movements DEFAULT;

-- Makes the monthly partitions from now to `months_ahead`. The app role may call it, not create tables itself.
CREATE FUNCTION inventory_ensure_partitions(months_ahead INT DEFAULT 3) RETURNS INT
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  v_month DATE; v_name TEXT; v_made INT := 0;
BEGIN
  FOR i IN 0..least(months_ahead, 24) LOOP
    v_month := (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => i))::date;
    v_name := 'inventory_movements_' || to_char(v_month, 'YYYY_MM');
    CONTINUE WHEN to_regclass(v_name) IS NOT NULL;
    EXECUTE format('CREATE TABLE %I PARTITION OF inventory_movements FOR VALUES FROM (%L) TO (%L)', v_name,
      v_month::text || ' 00:00:00+00', (v_month + interval '1 month')::date::text || ' 00:00:00+00');
    v_made := v_made + 1;
  END LOOP;
  RETURN v_made;
END $$;
SELECT inventory_ensure_partitions(3);

-- fillfactor 70: every posting updates rows here; room on the page keeps the updates HOT.
CREATE TABLE inventory_balance (
  item_id BIGINT NOT NULL REFERENCES items(id),
  location_id BIGINT NOT NULL REFERENCES locations(id),
  lot_id BIGINT NOT NULL DEFAULT 0,
  serial_id BIGINT NOT NULL DEFAULT 0,
  stock_status SMALLINT NOT NULL DEFAULT 0 CHECK (stock_status BETWEEN 0 AND 3),
  warehouse_id BIGINT NOT NULL,
  on_hand NUMERIC(18,6) NOT NULL DEFAULT 0,
  reserved NUMERIC(18,6) NOT NULL DEFAULT 0,
  allow_negative BOOLEAN NOT NULL DEFAULT false,
  version BIGINT NOT NULL DEFAULT 0,
  last_movement_at TIMESTAMPTZ,
  PRIMARY KEY (item_id, location_id, lot_id, serial_id, stock_status),
  CHECK (on_hand >= 0 OR allow_negative),
  CHECK (reserved >= 0),
  CHECK (reserved <= on_hand OR allow_negative),
  CHECK (serial_id = 0 OR on_hand IN (0, 1))
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
CREATE INDEX inventory_balance_location ON inventory_balance (location_id);
CREATE INDEX inventory_balance_lot ON inventory_balance (lot_id) WHERE lot_id <> 0;
-- A serial number is in one place at most (I-6).
CREATE UNIQUE INDEX inventory_balance_serial ON inventory_balance (item_id, serial_id) WHERE serial_id <> 0 AND on_hand > 0;

CREATE TABLE inventory_value (
  item_id BIGINT PRIMARY KEY REFERENCES items(id),
  qty NUMERIC(18,6) NOT NULL DEFAULT 0,
  value NUMERIC(18,4) NOT NULL DEFAULT 0,
  version BIGINT NOT NULL DEFAULT 0
) WITH (fillfactor = 70);

CREATE TABLE inventory_reservations (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  owner_type TEXT NOT NULL,
  owner_ref TEXT NOT NULL,
  item_id BIGINT NOT NULL,
  location_id BIGINT NOT NULL,
  lot_id BIGINT NOT NULL DEFAULT 0,
  serial_id BIGINT NOT NULL DEFAULT 0,
  stock_status SMALLINT NOT NULL DEFAULT 0,
  warehouse_id BIGINT NOT NULL,
  qty NUMERIC(18,6) NOT NULL CHECK (qty > 0),
  consumed NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (consumed BETWEEN 0 AND qty),
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'consumed', 'released', 'expired')),
  expires_at TIMESTAMPTZ,
  created_by BIGINT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  FOREIGN KEY (item_id, location_id, lot_id, serial_id, stock_status)
    REFERENCES inventory_balance (item_id, location_id, lot_id, serial_id, stock_status)
);
CREATE INDEX inventory_reservations_owner ON inventory_reservations (owner_type, owner_ref);
CREATE INDEX inventory_reservations_key ON inventory_reservations (item_id, location_id) WHERE state = 'open';
CREATE INDEX inventory_reservations_expiry ON inventory_reservations (expires_at) WHERE state = 'open';

-- Each seal covers the postings that were final when it was made; its root chains to the one before.
CREATE TABLE inventory_seals (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ids INT8MULTIRANGE NOT NULL,
  n BIGINT NOT NULL CHECK (n > 0),
  prev_root BYTEA NOT NULL,
  root BYTEA NOT NULL,
  sealed_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp()
);

CREATE TRIGGER inventory_postings_frozen BEFORE UPDATE OR DELETE ON inventory_postings FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER inventory_postings_kept BEFORE TRUNCATE ON inventory_postings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER inventory_movements_frozen BEFORE UPDATE OR DELETE ON inventory_movements FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER inventory_movements_kept BEFORE TRUNCATE ON inventory_movements FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER inventory_seals_frozen BEFORE UPDATE OR DELETE ON inventory_seals FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The text that the content hash of a posting is made of: every column of the header and of its lines. verify-ledger
-- computes it again from the stored rows. JSON, because a note may hold any separator.
CREATE FUNCTION inventory_movement_text(m inventory_movements) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT jsonb_build_array(m.id, extract(epoch FROM m.posted_at), m.line_no, m.effective_on, m.item_id, m.lot_id, m.serial_id,
    m.from_location_id, m.from_status, m.from_warehouse_id, m.to_location_id, m.to_status, m.to_warehouse_id,
    m.qty, m.entered_qty, m.entered_uom_id, m.from_seq, m.from_after, m.to_seq, m.to_after, m.value)::text
$$;
CREATE FUNCTION inventory_posting_text(p inventory_postings) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT jsonb_build_array(p.id, p.public_id, p.client_op_id, p.event_type, p.doc_type, p.doc_ref, p.reason_code_id, p.note, p.reverses_id,
    extract(epoch FROM p.occurred_at), p.effective_on, extract(epoch FROM p.posted_at), p.actor_type, p.actor_id, p.actor_name,
    p.device_id, p.device_seq, to_jsonb(p.warehouse_ids), to_jsonb(p.zone_ids), p.line_count)::text
$$;

-- One line of the input with what the places say about it, and one stock side of a line.
CREATE TYPE inventory_post_line AS (
  n INT, doc INT, line_no INT, item_id BIGINT, lot_id BIGINT, serial_id BIGINT,
  from_id BIGINT, from_status SMALLINT, from_wh BIGINT, from_zone BIGINT, from_negative BOOLEAN,
  to_id BIGINT, to_status SMALLINT, to_wh BIGINT, to_zone BIGINT, to_negative BOOLEAN,
  qty NUMERIC(18,6), entered_qty NUMERIC(18,6), entered_uom_id BIGINT, unit_cost NUMERIC(18,6), exact_value NUMERIC(18,4),
  reservation_id BIGINT, effective_on DATE
);
CREATE TYPE inventory_post_leg AS (
  n INT, side SMALLINT, item_id BIGINT, location_id BIGINT, lot_id BIGINT, serial_id BIGINT, status SMALLINT,
  warehouse_id BIGINT, negative BOOLEAN, delta NUMERIC(18,6), unreserve NUMERIC(18,6), seq BIGINT, after_qty NUMERIC(18,6)
);

-- Posts documents in the given order, all or nothing. Input: array of documents (libs/inventory/src/stock.store.ts).
-- Answer: {"postings": [...], "duplicates": [...]} or, with nothing written, {"shortages": [...]} | {"conflicts": [...]}.
-- Lock order (whole code base): operations (advisory, by id) → reservations (by id) → balances (by key) → values (by item).
-- It runs as the owner of the tables: the application itself has no right to write movements, postings, values or
-- quantities, so nothing but this function can. Row-level security is forced and holds for the owner too.
CREATE FUNCTION inventory_post(p_documents JSONB) RETURNS JSONB LANGUAGE plpgsql SECURITY DEFINER
SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_posted_at  TIMESTAMPTZ;
  v_today      DATE := business_date();
  v_duplicates JSONB;
  v_known      UUID[];
  v_lines      inventory_post_line[];
  v_expected   INT;
  v_legs       inventory_post_leg[];
  v_short      JSONB;
  v_values     NUMERIC(18,4)[];
  v_moves      inventory_movements[];
  v_ids        BIGINT[];
  v_result     JSONB;
  r            RECORD;
  v_item       BIGINT;
  v_qty        NUMERIC; v_value NUMERIC; v_step NUMERIC;
BEGIN
  -- 1. The same operation twice: the second waits here for the first, and then sees it.
  PERFORM pg_advisory_xact_lock(hashtextextended(ops.op, 8))
    FROM (SELECT (d->>'clientOpId')::uuid::text AS op FROM jsonb_array_elements(p_documents) AS d ORDER BY 1) AS ops;
  SELECT jsonb_agg(jsonb_build_object('clientOpId', client_op_id, 'id', public_id)), array_agg(client_op_id)
    INTO v_duplicates, v_known
    FROM inventory_postings
   WHERE client_op_id = ANY (ARRAY(SELECT (d->>'clientOpId')::uuid FROM jsonb_array_elements(p_documents) AS d));

  -- 2. Lines with the facts of their places. A place outside the scope is invisible and drops the line: refuse.
  SELECT array_agg(ROW(row_number, doc, line_no, x."itemId", coalesce(x."lotId", 0), coalesce(x."serialId", 0),
           f.id, coalesce(x."fromStatus", 0), f.warehouse_id, f.zone_id, f.allow_negative,
           t.id, coalesce(x."toStatus", 0), t.warehouse_id, t.zone_id, t.allow_negative,
           x."qty", coalesce(x."enteredQty", x."qty"), x."enteredUomId", x."unitCost", x."value", x."reservationId", coalesce(src.effective_on, v_today))::inventory_post_line
           ORDER BY row_number)
    INTO v_lines
    FROM (SELECT row_number() OVER (ORDER BY d.ord, l.ord)::int AS row_number, d.ord::int AS doc, l.ord::int AS line_no, l.line,
                 (d.doc->>'effectiveOn')::date AS effective_on
            FROM jsonb_array_elements(p_documents) WITH ORDINALITY AS d(doc, ord)
            CROSS JOIN LATERAL jsonb_array_elements(d.doc->'lines') WITH ORDINALITY AS l(line, ord)
           WHERE v_known IS NULL OR NOT (d.doc->>'clientOpId')::uuid = ANY (v_known)) AS src
    CROSS JOIN LATERAL jsonb_to_record(src.line) AS x("itemId" bigint, "lotId" bigint, "serialId" bigint, "fromLocationId" bigint,
           "fromStatus" smallint, "toLocationId" bigint, "toStatus" smallint, "qty" numeric(18,6), "enteredQty" numeric(18,6),
           "enteredUomId" bigint, "unitCost" numeric(18,6), "value" numeric(18,4), "reservationId" bigint)
    JOIN locations f ON f.id = x."fromLocationId"
    JOIN locations t ON t.id = x."toLocationId";
  SELECT coalesce(sum(jsonb_array_length(d->'lines')), 0) INTO v_expected
    FROM jsonb_array_elements(p_documents) AS d
   WHERE v_known IS NULL OR NOT (d->>'clientOpId')::uuid = ANY (v_known);
  IF v_expected <> coalesce(cardinality(v_lines), 0) THEN
    RAISE EXCEPTION 'inventory_post: % of % lines name a place outside the scope', v_expected - coalesce(cardinality(v_lines), 0), v_expected
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF v_expected = 0 THEN
    RETURN jsonb_build_object('postings', '[]'::jsonb, 'duplicates', coalesce(v_duplicates, '[]'::jsonb));
  END IF;

  -- A reversal turns all lines of its posting around; half of one would be beyond repair, because it happens only once.
  IF EXISTS (SELECT 1 FROM jsonb_array_elements(p_documents) AS d
               LEFT JOIN inventory_postings o ON o.id = (d->>'reversesId')::bigint
              WHERE d->>'reversesId' IS NOT NULL AND o.line_count IS DISTINCT FROM jsonb_array_length(d->'lines')) THEN
    RAISE EXCEPTION 'inventory_post: a reversal that is not complete' USING ERRCODE = 'insufficient_privilege';
  END IF;

  -- 3. Stock sides, in line order, the giving side first.
  SELECT array_agg(leg ORDER BY (leg).n, (leg).side) INTO v_legs FROM (
    SELECT ROW(n, 0, item_id, from_id, lot_id, serial_id, from_status, from_wh, from_negative, -qty,
               CASE WHEN reservation_id IS NULL THEN 0 ELSE qty END, NULL, NULL)::inventory_post_leg AS leg
      FROM unnest(v_lines) WHERE from_wh IS NOT NULL
    UNION ALL
    SELECT ROW(n, 1, item_id, to_id, lot_id, serial_id, to_status, to_wh, to_negative, qty, 0, NULL, NULL)::inventory_post_leg
      FROM unnest(v_lines) WHERE to_wh IS NOT NULL) AS sides;

  -- 4. Locks. Missing keys are inserted in key order, then all keys are locked in key order. LATERAL keeps the order and
  -- makes every look-up one probe of the primary key, whatever the planner believes about table sizes.
  PERFORM 1 FROM inventory_reservations WHERE id IN (SELECT reservation_id FROM unnest(v_lines)) ORDER BY id FOR UPDATE;
  SELECT jsonb_agg(jsonb_build_object('reservation', l.reservation_id)) INTO v_short
    FROM (SELECT reservation_id, item_id, from_id, lot_id, serial_id, from_status, sum(qty) AS qty FROM unnest(v_lines)
           WHERE reservation_id IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6) AS l
    LEFT JOIN inventory_reservations v ON v.id = l.reservation_id AND v.state = 'open' AND v.item_id = l.item_id AND v.location_id = l.from_id
         AND v.lot_id = l.lot_id AND v.serial_id = l.serial_id AND v.stock_status = l.from_status AND v.qty - v.consumed >= l.qty
         AND (v.expires_at IS NULL OR v.expires_at > now())
   WHERE v.id IS NULL;
  IF v_short IS NOT NULL THEN
    RETURN jsonb_build_object('reservations', v_short);
  END IF;
  INSERT INTO inventory_balance (item_id, location_id, lot_id, serial_id, stock_status, warehouse_id, allow_negative)
    SELECT DISTINCT item_id, location_id, lot_id, serial_id, status, warehouse_id, negative
      FROM unnest(v_legs) AS leg
     WHERE (side = 1 OR negative) AND NOT EXISTS (SELECT 1 FROM inventory_balance b WHERE b.item_id = leg.item_id AND b.location_id = leg.location_id
             AND b.lot_id = leg.lot_id AND b.serial_id = leg.serial_id AND b.stock_status = leg.status)
     ORDER BY 1, 2, 3, 4, 5
    ON CONFLICT DO NOTHING;
  PERFORM 1 FROM (SELECT DISTINCT item_id, location_id, lot_id, serial_id, status FROM unnest(v_legs) ORDER BY 1, 2, 3, 4, 5) AS k
    CROSS JOIN LATERAL (SELECT 1 FROM inventory_balance b WHERE b.item_id = k.item_id AND b.location_id = k.location_id AND b.lot_id = k.lot_id
         AND b.serial_id = k.serial_id AND b.stock_status = k.status FOR UPDATE) AS locked;

  -- 5. Running balances under the locks: the same item twice in one request sees its own first line.
  SELECT array_agg(ROW(leg.n, leg.side, leg.item_id, leg.location_id, leg.lot_id, leg.serial_id, leg.status, leg.warehouse_id, leg.negative,
             leg.delta, leg.unreserve, leg.seq, leg.after_qty)::inventory_post_leg),
         jsonb_agg(jsonb_build_object('line', leg.n, 'itemId', leg.item_id, 'locationId', leg.location_id, 'lotId', leg.lot_id,
             'serialId', leg.serial_id, 'status', leg.status, 'required', -leg.delta, 'onHand', leg.on_hand, 'reserved', leg.reserved) ORDER BY leg.n)
           FILTER (WHERE leg.side = 0 AND NOT leg.negative AND (leg.after_qty < 0 OR leg.after_qty < leg.after_reserved OR leg.on_hand IS NULL))
    INTO v_legs, v_short
    FROM (SELECT l.*, b.on_hand, b.reserved,
                 b.version + row_number() OVER key AS new_seq,
                 coalesce(b.on_hand, 0) + sum(l.delta) OVER key AS new_after,
                 coalesce(b.reserved, 0) - sum(l.unreserve) OVER key AS after_reserved
            FROM unnest(v_legs) AS l
            LEFT JOIN LATERAL (SELECT * FROM inventory_balance b WHERE b.item_id = l.item_id AND b.location_id = l.location_id AND b.lot_id = l.lot_id
                 AND b.serial_id = l.serial_id AND b.stock_status = l.status OFFSET 0) AS b ON true
          WINDOW key AS (PARTITION BY l.item_id, l.location_id, l.lot_id, l.serial_id, l.status ORDER BY l.n, l.side)) AS x
    CROSS JOIN LATERAL (SELECT x.n, x.side, x.item_id, x.location_id, x.lot_id, x.serial_id, x.status, x.warehouse_id, x.negative,
             x.delta, x.unreserve, x.new_seq AS seq, x.new_after AS after_qty, x.on_hand, x.reserved, x.after_reserved) AS leg;
  IF v_short IS NOT NULL THEN
    RETURN jsonb_build_object('shortages', v_short);
  END IF;
  -- A serial number that would stand in two places, or twice in one.
  IF EXISTS (SELECT 1 FROM unnest(v_legs) WHERE serial_id <> 0) THEN
    SELECT jsonb_agg(jsonb_build_object('itemId', k.item_id, 'serialId', k.serial_id)) INTO v_short
      FROM (SELECT item_id, serial_id, sum(delta) AS delta, bool_or(after_qty > 1) AS twice FROM unnest(v_legs) WHERE serial_id <> 0 GROUP BY 1, 2) AS k
      CROSS JOIN LATERAL (SELECT coalesce(sum(b.on_hand), 0) AS now FROM inventory_balance b
                           WHERE b.item_id = k.item_id AND b.serial_id = k.serial_id AND b.serial_id <> 0 AND b.on_hand > 0) AS held
     WHERE k.twice OR held.now + k.delta > 1;
    IF v_short IS NOT NULL THEN
      RETURN jsonb_build_object('conflicts', v_short);
    END IF;
  END IF;

  -- 6. Value, moving average, forward only. Lines that enter or leave stock move it; one pass an item, in line order.
  v_values := array_fill(0::numeric, ARRAY[cardinality(v_lines)]);
  INSERT INTO inventory_value (item_id)
    SELECT DISTINCT item_id FROM unnest(v_lines) AS l
     WHERE NOT EXISTS (SELECT 1 FROM inventory_value v WHERE v.item_id = l.item_id) ORDER BY 1
    ON CONFLICT DO NOTHING;
  v_item := NULL;
  FOR r IN SELECT l.*, bool_or((from_wh IS NULL) <> (to_wh IS NULL)) OVER (PARTITION BY item_id) AS moves_value
             FROM unnest(v_lines) AS l ORDER BY item_id, n LOOP
    IF v_item IS DISTINCT FROM r.item_id THEN
      IF v_item IS NOT NULL THEN
        UPDATE inventory_value SET qty = v_qty, value = v_value, version = version + 1
         WHERE item_id = v_item AND (qty, value) IS DISTINCT FROM (v_qty, v_value);
      END IF;
      v_item := r.item_id;
      IF r.moves_value THEN
        SELECT qty, value INTO v_qty, v_value FROM inventory_value WHERE item_id = v_item FOR UPDATE;
      ELSE -- moves inside the warehouse need no lock: the average is quoted, not changed
        SELECT qty, value INTO v_qty, v_value FROM inventory_value WHERE item_id = v_item;
      END IF;
    END IF;
    IF r.from_wh IS NULL AND r.to_wh IS NOT NULL THEN
      v_step := round(coalesce(r.exact_value, r.qty * coalesce(r.unit_cost, CASE WHEN v_qty > 0 THEN v_value / v_qty ELSE 0 END)), 4);
      v_qty := v_qty + r.qty; v_value := v_value + v_step;
    ELSIF r.from_wh IS NOT NULL AND r.to_wh IS NULL THEN
      -- The last piece takes the rest, so that no value stays on an empty item.
      v_step := CASE WHEN v_qty = r.qty THEN v_value
                     WHEN v_qty <= 0 THEN 0
                     ELSE least(round(coalesce(r.exact_value, v_value * r.qty / v_qty), 4), greatest(v_value, 0)) END;
      v_qty := v_qty - r.qty; v_value := v_value - v_step;
    ELSE
      v_step := CASE WHEN v_qty > 0 AND r.from_wh IS NOT NULL THEN round(v_value * r.qty / v_qty, 4) ELSE 0 END;
    END IF;
    v_values[r.n] := v_step;
  END LOOP;
  UPDATE inventory_value SET qty = v_qty, value = v_value, version = version + 1
   WHERE item_id = v_item AND (qty, value) IS DISTINCT FROM (v_qty, v_value);

  -- 7. Balances by delta; giving keys first, because a serial number may not be in two places even for a moment.
  v_posted_at := clock_timestamp(); -- after the locks: later in the ledger is later on the clock
  FOR r IN SELECT item_id, location_id, lot_id, serial_id, status, sum(delta) AS delta, sum(unreserve) AS unreserve, count(*) AS legs,
                  bool_or(negative) AS negative
             FROM unnest(v_legs) GROUP BY 1, 2, 3, 4, 5 ORDER BY sum(delta) LOOP
    UPDATE inventory_balance b
       SET on_hand = b.on_hand + r.delta, reserved = b.reserved - r.unreserve, version = b.version + r.legs,
           -- A balance that is below zero may be filled in steps after its place stopped allowing it.
           allow_negative = r.negative OR b.on_hand + r.delta < 0, last_movement_at = v_posted_at
     WHERE b.item_id = r.item_id AND b.location_id = r.location_id AND b.lot_id = r.lot_id AND b.serial_id = r.serial_id
       AND b.stock_status = r.status;
  END LOOP;
  UPDATE inventory_reservations v
     SET consumed = v.consumed + k.qty, state = CASE WHEN v.consumed + k.qty = v.qty THEN 'consumed' ELSE v.state END, updated_at = v_posted_at
    FROM (SELECT reservation_id, sum(qty) AS qty FROM unnest(v_lines) WHERE reservation_id IS NOT NULL GROUP BY 1) AS k
   WHERE v.id = k.reservation_id AND v.state = 'open';

  -- 8. The facts: movements, then headers whose hash covers them. One statement, because each needs the other.
  v_ids := ARRAY(SELECT nextval('inventory_postings_id_seq') FROM generate_series(1, jsonb_array_length(p_documents)));
  SELECT array_agg(ROW(nextval('inventory_movements_id_seq'), v_posted_at, v_ids[l.doc], l.line_no, l.effective_on, l.item_id, l.lot_id, l.serial_id,
           l.from_id, l.from_status, l.from_wh, l.to_id, l.to_status, l.to_wh, l.qty, l.entered_qty, l.entered_uom_id,
           f.seq, f.after_qty, t.seq, t.after_qty, v_values[l.n])::inventory_movements ORDER BY l.n)
    INTO v_moves
    FROM (SELECT * FROM unnest(v_lines) ORDER BY n) AS l
    LEFT JOIN unnest(v_legs) AS f ON f.n = l.n AND f.side = 0
    LEFT JOIN unnest(v_legs) AS t ON t.n = l.n AND t.side = 1;
  WITH header AS (
    SELECT d.ord, ROW(v_ids[d.ord], uuid_v7(), x."clientOpId", x."eventType", x."docType", x."docRef", x."reasonCodeId", x."note", x."reversesId",
             coalesce(x."occurredAt", v_posted_at), coalesce(x."effectiveOn", v_today), v_posted_at, x."actorType", x."actorId", x."actorName",
             x."deviceId", x."deviceSeq", coalesce(places.warehouses, '{}'), coalesce(places.zones, '{}'), jsonb_array_length(d.doc->'lines'), ''::bytea)::inventory_postings AS p
      FROM jsonb_array_elements(p_documents) WITH ORDINALITY AS d(doc, ord)
      CROSS JOIN LATERAL jsonb_to_record(d.doc) AS x("clientOpId" uuid, "eventType" text, "docType" text, "docRef" text, "reasonCodeId" bigint,
             "note" text, "reversesId" bigint, "occurredAt" timestamptz, "effectiveOn" date, "actorType" text, "actorId" bigint, "actorName" text,
             "deviceId" bigint, "deviceSeq" bigint)
      LEFT JOIN (SELECT l.doc, array_agg(DISTINCT s.w) FILTER (WHERE s.w IS NOT NULL) AS warehouses,
                        array_agg(DISTINCT s.z) FILTER (WHERE s.z IS NOT NULL) AS zones
                   FROM unnest(v_lines) AS l CROSS JOIN LATERAL (VALUES (l.from_wh, l.from_zone), (l.to_wh, l.to_zone)) AS s(w, z)
                  GROUP BY l.doc) AS places ON places.doc = d.ord
     WHERE v_known IS NULL OR NOT x."clientOpId" = ANY (v_known)
  ), texts AS (
    SELECT m.posting_id, string_agg(inventory_movement_text(m), E'\n' ORDER BY m.line_no) AS lines FROM unnest(v_moves) AS m GROUP BY 1
  ), movements AS (
    INSERT INTO inventory_movements SELECT (m).* FROM unnest(v_moves) AS m
  ), headers AS (
    INSERT INTO inventory_postings
    SELECT (h.p).id, (h.p).public_id, (h.p).client_op_id, (h.p).event_type, (h.p).doc_type, (h.p).doc_ref, (h.p).reason_code_id, (h.p).note,
           (h.p).reverses_id, (h.p).occurred_at, (h.p).effective_on, (h.p).posted_at, (h.p).actor_type, (h.p).actor_id, (h.p).actor_name,
           (h.p).device_id, (h.p).device_seq, (h.p).warehouse_ids, (h.p).zone_ids, (h.p).line_count,
           sha256(convert_to(inventory_posting_text(h.p) || E'\n' || texts.lines, 'UTF8'))
      FROM header AS h JOIN texts ON texts.posting_id = (h.p).id ORDER BY h.ord
    RETURNING id, public_id, client_op_id
  )
  SELECT jsonb_agg(jsonb_build_object('clientOpId', client_op_id, 'id', public_id, 'no', id) ORDER BY id) INTO v_result FROM headers;
  RETURN jsonb_build_object('postings', v_result, 'postedAt', v_posted_at, 'duplicates', coalesce(v_duplicates, '[]'::jsonb));
END $$;

-- What may be picked now: the one definition of "available", used by allocation, availability and the screens.
CREATE VIEW inventory_available WITH (security_invoker = true) AS
  SELECT b.item_id, b.location_id, b.lot_id, b.serial_id, b.warehouse_id, b.on_hand, b.reserved, b.on_hand - b.reserved AS free,
         l.zone_id, l.pick_seq, o.expires_on
    FROM inventory_balance b
    JOIN locations l ON l.id = b.location_id AND l.is_pickable AND l.status = 'active' AND l.locked_reason IS NULL
    LEFT JOIN lots o ON o.id = b.lot_id
   WHERE b.stock_status = 0 AND b.on_hand > b.reserved
     AND (b.lot_id = 0 OR (o.status = 'available' AND (o.expires_on IS NULL OR o.expires_on >= business_date())));

-- Everything that a posting names, in one look-up; places outside the scope are missing from the answer.
-- It waits for a twin of the same operation first (lock order: operations come before everything else) and tells
-- whether the operation has been carried out already: that outranks whatever the world looks like now.
-- A function with a generic plan: the statement is the same for every posting, and planning it costs more than running it.
CREATE FUNCTION inventory_posting_facts(p_operation UUID, p_item_codes TEXT[], p_item_ids UUID[], p_places TEXT[], p_lots TEXT[], p_serials TEXT[],
    p_reservations UUID[], p_reason TEXT) RETURNS JSONB LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(p_operation::text, 8));
  RETURN jsonb_build_object(
  'known', (SELECT public_id FROM inventory_postings WHERE client_op_id = p_operation),
    'today', business_date(),
    'items', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', i.id::text, 'publicId', i.public_id, 'code', i.code, 'kind', i.kind, 'status', i.status,
        'scale', i.qty_scale, 'tracking', i.tracking, 'fefo', i.fefo, 'shelfLifeDays', i.shelf_life_days, 'baseUomId', i.base_uom_id::text, 'baseUom', u.code,
        'units', jsonb_build_array(jsonb_build_object('uomId', u.id::text, 'code', u.code, 'num', '1', 'den', '1', 'decimals', u.decimals)) ||
          (SELECT coalesce(jsonb_agg(jsonb_build_object('uomId', x.uom_id::text, 'code', xu.code, 'num', x.num::text, 'den', x.den::text, 'decimals', xu.decimals)), '[]')
             FROM item_uoms x JOIN uoms xu ON xu.id = x.uom_id WHERE x.item_id = i.id))), '[]')
      FROM items i JOIN uoms u ON u.id = i.base_uom_id WHERE i.code = ANY (p_item_codes) OR i.public_id = ANY (p_item_ids)),
    'places', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id::text, 'code', code, 'warehouseId', warehouse_id::text, 'zoneId', zone_id::text,
        'lockedReason', locked_reason, 'status', status)), '[]')
      FROM locations WHERE id = ANY (ARRAY(SELECT id FROM locations WHERE code = ANY (p_places)
        UNION SELECT location_id FROM inventory_reservations WHERE public_id = ANY (p_reservations)))),
  -- What a posting does not name is not looked for: most name neither lots nor serial numbers nor reservations.
  'lots', CASE WHEN cardinality(p_lots) + cardinality(p_reservations) = 0 THEN '[]'::jsonb ELSE
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', l.id::text, 'itemId', l.item_id::text, 'code', l.code, 'status', l.status, 'expiresOn', l.expires_on)), '[]')
      FROM lots l WHERE l.item_id IN (SELECT id FROM items WHERE code = ANY (p_item_codes) OR public_id = ANY (p_item_ids))
       AND (l.code = ANY (p_lots) OR l.id IN (SELECT lot_id FROM inventory_reservations WHERE public_id = ANY (p_reservations)))) END,
  'serials', CASE WHEN cardinality(p_serials) = 0 THEN '[]'::jsonb ELSE
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', s.id::text, 'itemId', s.item_id::text, 'code', s.code)), '[]')
      FROM serials s WHERE s.item_id IN (SELECT id FROM items WHERE code = ANY (p_item_codes) OR public_id = ANY (p_item_ids)) AND s.code = ANY (p_serials)) END,
  'reservations', CASE WHEN cardinality(p_reservations) = 0 THEN '[]'::jsonb ELSE
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', r.id::text, 'publicId', r.public_id, 'itemId', r.item_id::text, 'locationCode', p.code, 'lotCode', o.code)), '[]')
      FROM inventory_reservations r JOIN locations p ON p.id = r.location_id LEFT JOIN lots o ON o.id = r.lot_id WHERE r.public_id = ANY (p_reservations)) END,
  'reason', (SELECT jsonb_build_object('id', id::text, 'active', active, 'domain', domain, 'needsNote', needs_note, 'needsApproval', needs_approval) FROM reason_codes WHERE code = p_reason));
END $$;

ALTER TABLE inventory_balance ENABLE ROW LEVEL SECURITY; ALTER TABLE inventory_balance FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON inventory_balance USING (
  (SELECT scope_is_all()) OR warehouse_id = ANY ((SELECT scope_warehouses())::bigint[])
  OR location_id IN (SELECT id FROM locations WHERE zone_id = ANY ((SELECT scope_zones())::bigint[])));
ALTER TABLE inventory_reservations ENABLE ROW LEVEL SECURITY; ALTER TABLE inventory_reservations FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON inventory_reservations USING (
  (SELECT scope_is_all()) OR warehouse_id = ANY ((SELECT scope_warehouses())::bigint[])
  OR location_id IN (SELECT id FROM locations WHERE zone_id = ANY ((SELECT scope_zones())::bigint[])));
ALTER TABLE inventory_movements ENABLE ROW LEVEL SECURITY; ALTER TABLE inventory_movements FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON inventory_movements USING (
  (SELECT scope_is_all()) OR from_warehouse_id = ANY ((SELECT scope_warehouses())::bigint[]) OR to_warehouse_id = ANY ((SELECT scope_warehouses())::bigint[])
  OR from_location_id IN (SELECT id FROM locations WHERE zone_id = ANY ((SELECT scope_zones())::bigint[]))
  OR to_location_id IN (SELECT id FROM locations WHERE zone_id = ANY ((SELECT scope_zones())::bigint[])));
ALTER TABLE inventory_postings ENABLE ROW LEVEL SECURITY; ALTER TABLE inventory_postings FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON inventory_postings USING (
  (SELECT scope_is_all()) OR warehouse_ids && (SELECT scope_warehouses())::bigint[] OR zone_ids && (SELECT scope_zones())::bigint[]);

-- The application reads everything here and writes what is not the ledger: lots, serials, reservations (and what a
-- balance has reserved), seals. Quantities, values, movements and postings change through inventory_post() alone.
GRANT SELECT ON inventory_postings, inventory_movements, inventory_balance, inventory_value, inventory_available TO anwen_app;
GRANT UPDATE (reserved) ON inventory_balance TO anwen_app;
GRANT SELECT, INSERT ON inventory_seals, serials TO anwen_app;
GRANT SELECT, INSERT, UPDATE ON lots, inventory_reservations TO anwen_app;
REVOKE ALL ON FUNCTION inventory_ensure_partitions(INT), inventory_post(JSONB) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION inventory_ensure_partitions(INT), inventory_post(JSONB) TO anwen_app;
