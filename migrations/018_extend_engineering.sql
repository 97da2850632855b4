-- 018 extend engineering: bills with validity, yield, scrap and substitutes; routings; shifts and calendars; what a work centre can do.
-- Locks: ACCESS EXCLUSIVE on items, boms, bom_lines and work_centers for an instant. Breaking: no.
-- No row-level security: like bills, these are master data of the whole company. A routing of which somebody saw half
-- its operations would be frozen with half of them when he releases an order.
SET LOCAL anwen.scope = 'all';

-- How a component is used up where its bill line does not say otherwise.
ALTER TABLE items ADD COLUMN issue_method TEXT NOT NULL DEFAULT 'backflush' CHECK (issue_method IN ('manual', 'pick', 'backflush'));

-- Days of validity: both included, NULL = without end. Several active bills of one item, one of them on each day.
ALTER TABLE boms
  ADD COLUMN valid_from DATE,
  ADD COLUMN valid_to DATE,
  -- Good pieces of a hundred started.
  ADD COLUMN yield_pct NUMERIC(9,6) NOT NULL DEFAULT 100 CHECK (yield_pct > 0 AND yield_pct <= 100),
  -- A phantom is never made: its lines take its place in the bills that use it.
  ADD COLUMN kind TEXT NOT NULL DEFAULT 'standard' CHECK (kind IN ('standard', 'phantom')),
  ADD COLUMN change_note TEXT,
  ADD COLUMN approved_by TEXT,
  ADD CONSTRAINT boms_period_check CHECK (valid_to >= valid_from),
  -- The range of one number stands for "the same item": no extension is needed for a GiST index over a plain number.
  ADD CONSTRAINT boms_one_a_day EXCLUDE USING gist (int8range(item_id, item_id, '[]') WITH &&, daterange(valid_from, valid_to, '[]') WITH &&)
    WHERE (state = 'active');
CREATE INDEX boms_active ON boms (item_id) WHERE state = 'active';

ALTER TABLE bom_lines
  ADD COLUMN public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  ADD COLUMN qty_kind TEXT NOT NULL DEFAULT 'per_unit' CHECK (qty_kind IN ('per_unit', 'fixed')),
  ADD COLUMN scrap_pct NUMERIC(9,6) NOT NULL DEFAULT 0 CHECK (scrap_pct BETWEEN 0 AND 1000),
  ADD COLUMN op_no INT CHECK (op_no > 0),
  -- NULL = as the item says.
  ADD COLUMN issue_method TEXT CHECK (issue_method IN ('manual', 'pick', 'backflush'));

-- What may stand in for a component: `ratio` base units of it replace one base unit.
CREATE TABLE bom_substitutes (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  bom_line_id BIGINT NOT NULL REFERENCES bom_lines(id) ON DELETE CASCADE,
  item_id BIGINT NOT NULL REFERENCES items(id),
  ratio NUMERIC(18,9) NOT NULL DEFAULT 1 CHECK (ratio > 0),
  priority SMALLINT NOT NULL DEFAULT 1 CHECK (priority BETWEEN 1 AND 99),
  UNIQUE (bom_line_id, item_id)
);
CREATE INDEX bom_substitutes_item ON bom_substitutes (item_id);

-- Times of the day on the factory's clock. A shift that ends when it starts or earlier ends on the next day.
CREATE TABLE shifts (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  starts_at TIME NOT NULL CHECK (starts_at < '24:00'),
  ends_at TIME NOT NULL CHECK (ends_at < '24:00'),
  break_minutes INT NOT NULL DEFAULT 0 CHECK (break_minutes BETWEEN 0 AND 1439),
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1
);

CREATE TABLE calendars (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  is_default BOOLEAN NOT NULL DEFAULT false,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1
);
-- The factory has one calendar.
CREATE UNIQUE INDEX calendars_default ON calendars (is_default) WHERE is_default;

-- 1 = Monday … 7 = Sunday; a day without a row is free.
CREATE TABLE calendar_weekdays (
  calendar_id BIGINT NOT NULL REFERENCES calendars(id),
  weekday SMALLINT NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  shift_id BIGINT NOT NULL REFERENCES shifts(id),
  PRIMARY KEY (calendar_id, weekday, shift_id)
);
CREATE INDEX calendar_weekdays_shift ON calendar_weekdays (shift_id);

-- A day that is not like its weekday; without shifts it is free.
CREATE TABLE calendar_exceptions (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  calendar_id BIGINT NOT NULL REFERENCES calendars(id),
  day DATE NOT NULL,
  note TEXT,
  UNIQUE (calendar_id, day)
);
CREATE TABLE calendar_exception_shifts (
  exception_id BIGINT NOT NULL REFERENCES calendar_exceptions(id) ON DELETE CASCADE,
  shift_id BIGINT NOT NULL REFERENCES shifts(id),
  PRIMARY KEY (exception_id, shift_id)
);
CREATE INDEX calendar_exception_shifts_shift ON calendar_exception_shifts (shift_id);

ALTER TABLE work_centers
  -- Operations that run at one time.
  ADD COLUMN capacity INT NOT NULL DEFAULT 1 CHECK (capacity BETWEEN 1 AND 1000),
  ADD COLUMN ideal_cycle_s NUMERIC(18,6) CHECK (ideal_cycle_s > 0),
  ADD COLUMN calendar_id BIGINT REFERENCES calendars(id),
  ADD COLUMN board_group TEXT,
  ADD COLUMN warehouse_id BIGINT REFERENCES warehouses(id);
UPDATE work_centers c SET warehouse_id = l.warehouse_id FROM locations l WHERE l.id = c.location_id;
CREATE INDEX work_centers_board_group ON work_centers (board_group) WHERE board_group IS NOT NULL;

CREATE TABLE routings (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  item_id BIGINT NOT NULL REFERENCES items(id),
  version INT NOT NULL CHECK (version > 0),
  state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'active', 'obsolete')),
  note TEXT,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1,
  UNIQUE (item_id, version)
);
CREATE UNIQUE INDEX routings_active ON routings (item_id) WHERE state = 'active';

CREATE TABLE routing_operations (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  routing_id BIGINT NOT NULL REFERENCES routings(id),
  op_no INT NOT NULL CHECK (op_no > 0),
  name TEXT NOT NULL,
  work_center_id BIGINT NOT NULL REFERENCES work_centers(id),
  setup_s NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (setup_s >= 0),
  -- Seconds a unit.
  run_s NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (run_s >= 0),
  queue_s NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (queue_s >= 0),
  report_point BOOLEAN NOT NULL DEFAULT true,
  instructions TEXT,
  UNIQUE (routing_id, op_no)
);
CREATE INDEX routing_operations_center ON routing_operations (work_center_id);

GRANT SELECT, INSERT, UPDATE ON shifts, calendars, routings TO anwen_app;
-- Parts of a document that a change replaces as a whole.
GRANT SELECT, INSERT, DELETE ON bom_substitutes, calendar_weekdays, calendar_exceptions, calendar_exception_shifts, routing_operations TO anwen_app;

-- The factory's clock: where the days and shifts of this database take place.
CREATE FUNCTION factory_time_zone() RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT coalesce((SELECT time_zone FROM sys_tenants ORDER BY id LIMIT 1), 'Asia/Taipei') $$;
