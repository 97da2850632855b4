import type { ReportDefinition } from '../report-definition';
import { STOCK, itemCode, itemName, itemParam, onHand, unitCost, uom, value, warehouseParam } from './columns';
import { QueryText, UNIT_COST, decimal } from './query-text';

/**
 * Company-wide and unfiltered the values are those of the books, to the last digit; for a part of the stock they are its
 * quantity at the company's average cost, rounded.
 */
export const stockValuation: ReportDefinition = {
  key: 'stock.valuation',
  title: ['庫存評價', 'Stock valuation'],
  description: ['以移動平均成本計算的庫存金額。', 'The value of stock at moving average cost.'],
  category: STOCK,
  permission: 'stock.cost.read',
  params: [itemParam, warehouseParam],
  columns: [itemCode, itemName, { key: 'category', label: ['類別', 'Category'], type: 'text', width: 14 }, onHand, uom, unitCost, value],
  query: (values, { seesAll }) => {
    const isWhole = seesAll && values.warehouse === undefined;
    const text = new QueryText().when(values.item, (p) => `i.code = ${p}`).when(values.warehouse, (p) => `w.code = ${p}`);
    return text.build(
      `SELECT i.code AS "itemCode", i.name AS "itemName", c.name AS category, ${decimal('sum(b.on_hand)')} AS "onHand", u.code AS uom,
              ${decimal(`round(${UNIT_COST}, 6)`)} AS "unitCost", ${decimal(isWhole ? 'coalesce(v.value, 0)' : `round(sum(b.on_hand) * (${UNIT_COST}), 4)`)} AS value
         FROM inventory_balance b JOIN items i ON i.id = b.item_id JOIN uoms u ON u.id = i.base_uom_id JOIN warehouses w ON w.id = b.warehouse_id
         LEFT JOIN item_categories c ON c.id = i.category_id LEFT JOIN inventory_value v ON v.item_id = i.id
         ${text.where} GROUP BY i.id, i.code, i.name, c.name, u.code, v.item_id, v.qty, v.value HAVING sum(b.on_hand) <> 0 OR coalesce(v.value, 0) <> 0 ORDER BY i.code`,
    );
  },
};
