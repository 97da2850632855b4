import { TestDatabase } from '@anwen/database/testing';
import { DataSource } from 'typeorm';
import { catalogEntities } from './entities';

it('every entity maps every column of its table, with its type and nullability', async () => {
  const bed = await TestDatabase.create();
  const source = new DataSource({ type: 'postgres', url: bed.url, entities: [...catalogEntities], installExtensions: false });
  await source.initialize();
  const mapped = source.entityMetadatas.flatMap((entity) => entity.columns.map((column) =>
    `${entity.tableName}.${column.databaseName} ${source.driver.normalizeType(column)}${column.isArray ? '[]' : ''} ${column.isNullable ? 'null' : 'not null'} ${
      column.precision ? `${column.precision},${column.scale}` : ''}`));
  const real = await bed.database.query<{ line: string }>(
    `SELECT table_name || '.' || column_name || ' ' || CASE WHEN data_type = 'ARRAY' THEN 'text[]' ELSE data_type END || ' '
            || CASE is_nullable WHEN 'YES' THEN 'null' ELSE 'not null' END || ' ' || coalesce(CASE data_type WHEN 'numeric' THEN numeric_precision || ',' || numeric_scale END, '') AS line
     FROM information_schema.columns WHERE table_schema = 'public' AND table_name = ANY ($1)`, [source.entityMetadatas.map((e) => e.tableName)]);
  await source.destroy();
  await bed.drop();
  expect(mapped.sort()).toEqual(real.map((r) => r.line).sort());
});
