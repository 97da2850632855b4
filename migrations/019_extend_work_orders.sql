-- 019 extend work orders: what an order has cost when it is closed, where a part was split from, what the person at the machine is told, and what of a material is covered.
-- Locks: ACCESS EXCLUSIVE on work_orders and wo_operations for an instant. Breaking: no.

ALTER TABLE work_orders
  -- Cost of the whole order as it was at closing; amounts, not per unit. The plan is standard_material and standard_time x good pieces.
  ADD COLUMN actual_material NUMERIC(18,4),
  ADD COLUMN actual_time NUMERIC(18,4),
  ADD COLUMN variance_material NUMERIC(18,4),
  ADD COLUMN variance_time NUMERIC(18,4),
  ADD COLUMN split_of BIGINT REFERENCES work_orders(id);
GRANT UPDATE (actual_material, actual_time, variance_material, variance_time) ON work_orders TO anwen_app;

-- As the routing said at release: what a later change says is for later orders.
ALTER TABLE wo_operations ADD COLUMN instructions TEXT;

-- Where a line of the bill is used up: its own place, else that of its operation's work centre (the next operation's when the routing
-- has no such number, the last one's when it names none or lies beyond), else the order's supply place. A work centre of another warehouse
-- lends its time, not its place: material of that house is not this order's. One row, null = nowhere; planned as a part of the statement
-- that asks.
CREATE FUNCTION wo_material_place(p_order BIGINT, p_op_no INT, p_own BIGINT, p_supply BIGINT) RETURNS TABLE (location_id BIGINT)
LANGUAGE sql STABLE ROWS 1 AS $$
  SELECT coalesce(p_own, (SELECT CASE WHEN c.warehouse_id = (SELECT w.warehouse_id FROM work_orders w WHERE w.id = p_order) THEN c.location_id END
                            FROM wo_operations o JOIN work_centers c ON c.id = o.work_center_id
                           WHERE o.work_order_id = p_order ORDER BY CASE WHEN o.op_no >= p_op_no THEN o.op_no END, o.op_no DESC LIMIT 1), p_supply)
$$;

-- How far materials are covered: by promises, and those used up by reports also by what stands at their place, usable and promised
-- to nobody. What stands there is counted once: lines of the same item and place get of it in the order of priority, due day and age
-- of their orders. `unpromised` is what lacks a promise and may get one: everything but what is used up at a place where nothing can be
-- promised. Whoever sees an order sees this of it, also who reaches its work centres alone and not the bins; it widens the view for its
-- own statement. Materials of orders that are not under way are covered by nothing.
CREATE FUNCTION wo_material_cover(p_orders BIGINT[])
RETURNS TABLE (work_order_id BIGINT, material_id BIGINT, reserved NUMERIC, standing NUMERIC, missing NUMERIC, unpromised NUMERIC)
LANGUAGE plpgsql ROWS 100 COST 5000 SET jit = off AS $$ -- Compiling it takes three times as long as running it for hundreds of orders.
#variable_conflict use_column
DECLARE
  v_scope TEXT := current_setting('anwen.scope', true);
BEGIN
  PERFORM set_config('anwen.scope', 'all', true);
  RETURN QUERY
    WITH mine AS MATERIALIZED (
      SELECT w.id AS order_id, m.id, m.item_id, m.public_id::text AS ref, m.required - m.consumed AS wanted, m.issue_method, m.op_no, m.location_id AS own, w.supply_location_id AS supply,
             w.warehouse_id, w.priority, w.due_on, m.line_no
        FROM work_orders w JOIN wo_materials m ON m.work_order_id = w.id WHERE w.id = ANY (p_orders) AND w.state IN ('released', 'in_progress', 'on_hold')),
    -- Many lines share an operation, so places are looked up once for each.
    my_places AS MATERIALIZED (
      SELECT d.order_id, d.op_no, p.location_id FROM (SELECT DISTINCT order_id, op_no, supply FROM mine) AS d CROSS JOIN LATERAL wo_material_place(d.order_id, d.op_no, NULL, d.supply) AS p),
    asked AS MATERIALIZED (
      SELECT n.*, coalesce(n.own, k.location_id) AS location_id FROM mine n JOIN my_places k ON k.order_id = n.order_id AND k.op_no IS NOT DISTINCT FROM n.op_no),
    stock AS MATERIALIZED (
      SELECT b.item_id, b.location_id, sum(b.on_hand - b.reserved) AS qty
        FROM (SELECT DISTINCT item_id, location_id FROM asked WHERE issue_method = 'backflush' AND wanted > 0) AS k
        JOIN inventory_balance b ON b.item_id = k.item_id AND b.location_id = k.location_id AND b.stock_status = 0 AND b.on_hand > b.reserved
        JOIN locations l ON l.id = b.location_id AND l.status = 'active' AND l.locked_reason IS NULL
        LEFT JOIN lots o ON o.id = b.lot_id LEFT JOIN serials s ON s.id = b.serial_id
       WHERE (o.id IS NULL OR (o.status = 'available' AND (o.expires_on IS NULL OR o.expires_on >= business_date()))) AND (s.id IS NULL OR s.status = 'available')
       GROUP BY 1, 2),
    -- Other orders matter only where there is something to share. They are looked for from the orders under way: an item may have been in
    -- any number of orders that are over (OFFSET keeps the planner from turning this round).
    theirs AS MATERIALIZED (
      SELECT w.id AS order_id, m.id, m.item_id, m.public_id::text AS ref, m.required - m.consumed AS wanted, m.issue_method, m.op_no, m.location_id AS own, w.supply_location_id AS supply,
             w.warehouse_id, w.priority, w.due_on, m.line_no
        FROM work_orders w CROSS JOIN LATERAL (SELECT x.* FROM wo_materials x WHERE x.work_order_id = w.id OFFSET 0) AS m
       WHERE w.state IN ('released', 'in_progress', 'on_hold') AND w.id <> ALL (p_orders) AND m.issue_method = 'backflush' AND m.required > m.consumed
         AND m.item_id IN (SELECT item_id FROM stock)),
    their_places AS MATERIALIZED (
      SELECT d.order_id, d.op_no, p.location_id FROM (SELECT DISTINCT order_id, op_no, supply FROM theirs) AS d CROSS JOIN LATERAL wo_material_place(d.order_id, d.op_no, NULL, d.supply) AS p),
    lines AS MATERIALIZED (
      SELECT true AS is_asked, a.* FROM asked a
      UNION ALL
      SELECT false, n.*, s.location_id FROM theirs n JOIN their_places k ON k.order_id = n.order_id AND k.op_no IS NOT DISTINCT FROM n.op_no
        JOIN stock s ON s.item_id = n.item_id AND s.location_id = coalesce(n.own, k.location_id)),
    promised AS MATERIALIZED (
      SELECT v.owner_ref, sum(v.qty - v.consumed) AS qty FROM inventory_reservations v
       WHERE v.owner_type = 'work_order_material' AND v.owner_ref IN (SELECT ref FROM lines) AND v.state = 'open' GROUP BY 1),
    open AS (
      SELECT n.*, coalesce(r.qty, 0) AS held, greatest(n.wanted - coalesce(r.qty, 0), 0) AS lacking FROM lines n LEFT JOIN promised r ON r.owner_ref = n.ref),
    shared AS (
      SELECT o.*, coalesce(least(o.lacking, greatest(s.qty - (sum(o.lacking) OVER (
               PARTITION BY s.item_id, s.location_id ORDER BY o.priority, o.due_on, o.order_id, o.line_no) - o.lacking), 0)), 0) AS got
        FROM open o LEFT JOIN stock s ON o.issue_method = 'backflush' AND s.item_id = o.item_id AND s.location_id = o.location_id)
    SELECT s.order_id, s.id, s.held, s.got, s.lacking - s.got,
           CASE WHEN s.issue_method <> 'backflush' OR s.location_id IS NULL OR l.is_pickable AND l.status = 'active' AND l.warehouse_id = s.warehouse_id THEN s.lacking ELSE 0 END
      FROM shared s LEFT JOIN locations l ON l.id = s.location_id WHERE s.is_asked;
  PERFORM set_config('anwen.scope', coalesce(v_scope, ''), true);
END $$;

-- Number of materials that are not covered; the condition of a list.
CREATE FUNCTION wo_short_count(p_order BIGINT) RETURNS INT LANGUAGE sql COST 2000 AS
  $$ SELECT count(*)::int FROM wo_material_cover(ARRAY[p_order]) c WHERE c.missing > 0 $$;
