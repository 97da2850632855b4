-- 023 create boards: which parts of the product the licence opens.
-- Locks: ACCESS EXCLUSIVE on sys_license (one row), SHARE on work_orders and wo_operations for an instant. Breaking: no.
-- Boards have no tables of their own: they read what the floor writes.

-- Names of features: board_stream. The newest row is the licence that holds.
ALTER TABLE sys_license ADD COLUMN features TEXT[] NOT NULL DEFAULT '{}';

-- What a line planned for today, closed orders included, among years of history.
CREATE INDEX work_orders_due ON work_orders (due_on) WHERE due_on IS NOT NULL;
-- The most urgent of each state, for the columns of the board of orders.
CREATE INDEX work_orders_urgent ON work_orders (state, priority, due_on, id) WHERE state IN ('draft', 'planned', 'released', 'in_progress', 'on_hold');
-- The last ones that came out.
CREATE INDEX work_orders_completed ON work_orders (completed_at DESC, id) WHERE state = 'completed';
-- Since when a work centre has nothing to do.
CREATE INDEX wo_operations_ended ON wo_operations (work_center_id, ended_at DESC) WHERE ended_at IS NOT NULL;
