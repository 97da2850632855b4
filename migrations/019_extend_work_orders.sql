-- 019 extend work orders: what an order has cost when it is closed, where a part was split from, and what of a material is covered.
-- Locks: ACCESS EXCLUSIVE on work_orders for an instant. Breaking: no.

ALTER TABLE work_orders
  -- Cost of the whole order as it was at closing; amounts, not per unit. The plan is standard_material and standard_time x good pieces.
  ADD COLUMN actual_material NUMERIC(18,4),
  ADD COLUMN actual_time NUMERIC(18,4),
  ADD COLUMN variance_material NUMERIC(18,4),
  ADD COLUMN variance_time NUMERIC(18,4),
  ADD COLUMN split_of BIGINT REFERENCES work_orders(id);
GRANT UPDATE (actual_material, actual_time, variance_material, variance_time) ON work_orders TO anwen_app;

-- How far materials are covered: by promises, and for those used up at a place where nothing can be promised (not pickable) by what
-- stands there. Whoever sees an order sees this of it, also who reaches its work centres alone and not the bins; it widens the
-- view for its own statement. Materials of orders that are not under way are covered by nothing.
CREATE FUNCTION wo_material_cover(p_orders BIGINT[]) RETURNS TABLE (work_order_id BIGINT, material_id BIGINT, reserved NUMERIC, standing NUMERIC, missing NUMERIC)
LANGUAGE plpgsql ROWS 20 COST 1000 AS $$
DECLARE
  v_scope TEXT := current_setting('anwen.scope', true);
BEGIN
  PERFORM set_config('anwen.scope', 'all', true);
  RETURN QUERY
    SELECT m.work_order_id, m.id, r.qty, s.qty, greatest(m.required - m.consumed - r.qty - s.qty, 0)
      FROM work_orders w JOIN wo_materials m ON m.work_order_id = w.id
      LEFT JOIN LATERAL (SELECT c.location_id FROM wo_operations o JOIN work_centers c ON c.id = o.work_center_id
                          WHERE o.work_order_id = w.id ORDER BY CASE WHEN o.op_no >= m.op_no THEN o.op_no END, o.op_no DESC LIMIT 1) AS c ON true
      CROSS JOIN LATERAL (SELECT coalesce(sum(v.qty - v.consumed), 0) AS qty FROM inventory_reservations v
                           WHERE v.owner_type = 'work_order_material' AND v.owner_ref = m.public_id::text AND v.state = 'open') AS r
      CROSS JOIN LATERAL (SELECT coalesce(sum(b.on_hand - b.reserved), 0) AS qty FROM locations l
                            JOIN inventory_balance b ON b.location_id = l.id AND b.item_id = m.item_id AND b.stock_status = 0
                           WHERE l.id = coalesce(m.location_id, c.location_id, w.supply_location_id) AND m.issue_method = 'backflush' AND NOT l.is_pickable) AS s
     WHERE w.id = ANY (p_orders) AND w.state IN ('released', 'in_progress', 'on_hold');
  PERFORM set_config('anwen.scope', coalesce(v_scope, ''), true);
END $$;

-- Number of materials that are not covered; the condition of a list.
CREATE FUNCTION wo_short_count(p_order BIGINT) RETURNS INT LANGUAGE sql COST 2000 AS
  $$ SELECT count(*)::int FROM wo_material_cover(ARRAY[p_order]) c WHERE c.missing > 0 $$;
