import type { Actor, Scope } from '@anwen/kernel';
import type { OeeRowDto } from '@anwen/work-orders/performance';

/** A text in both languages: zh-Hant, then English. */
export type Texts = readonly [zh: string, en: string];

/** How a cell is written: as a true number or date where the format has one. */
export type ColumnType = 'text' | 'number' | 'date' | 'instant' | 'money' | 'percent';

export interface ReportColumn {
  readonly key: string;
  readonly label: Texts;
  readonly type: ColumnType;
  /** Characters, for the width of a printed or spreadsheet column. */
  readonly width: number;
  /** Shown only to whoever may see cost wherever the report reaches. */
  readonly isCost?: boolean;
  /** What the stored codes mean. */
  readonly meanings?: Readonly<Record<string, Texts>>;
}

export type ParamType = 'text' | 'date' | 'int' | 'select' | 'item' | 'warehouse' | 'lot';

export interface ReportParam {
  readonly key: string;
  readonly label: Texts;
  readonly type: ParamType;
  readonly required?: boolean;
  readonly options?: readonly { readonly value: string; readonly label: Texts }[];
  readonly default?: string | number;
  readonly min?: number;
  readonly max?: number;
}

/** Parameters as validated: absent ones that have a default are filled in. */
export type ReportValues = Readonly<Record<string, string | number | undefined>>;

export interface ReportQuery {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** What a report needs to know beside its parameters. */
export interface ReportSurroundings {
  /** IANA name; instants are shown in it. */
  readonly timeZone: string;
  /** Cost columns are selected only then. */
  readonly withCost: boolean;
  /** The whole company is seen, so that company-wide sums are exact. */
  readonly seesAll: boolean;
  /** No more rows than these are read: whoever has a row an item may look at the first items alone. */
  readonly atMost?: number;
  /** What was made `beforehand`, under the same scope and in the same snapshot. */
  readonly made?: readonly OeeRowDto[];
}

export interface ReportDefinition {
  /** `noun.noun`, the name in the API. */
  readonly key: string;
  readonly title: Texts;
  readonly description: Texts;
  readonly category: Texts;
  /** Whose reach decides which rows are seen. */
  readonly permission: string;
  /** The tables have no place that row-level security could go by: only who sees everything may run it. */
  readonly companyWide?: boolean;
  /** Rows are also those of a person's work centres or partners: whoever reaches nothing but those may run it too. */
  readonly alsoBy?: readonly ('workCenters' | 'partners')[];
  /** Its rows cannot be written as one SELECT: they are made by who knows them, and the SELECT reads what it was handed. */
  readonly beforehand?: 'oee';
  /** It reads movements, and those of long ago have left the database: the reader is told up to when. */
  readonly fromLedger?: boolean;
  readonly params: readonly ReportParam[];
  readonly columns: readonly ReportColumn[];
  /** Columns that say nothing with these parameters. */
  readonly hides?: (values: ReportValues) => readonly string[];
  /**
   * One SELECT, its columns named after the keys: numbers as text without trailing zeros, days as `YYYY-MM-DD`, moments as
   * `YYYY-MM-DD HH:MM:SS` of the tenant's clock. It runs under row-level security and reads one snapshot.
   */
  readonly query: (values: ReportValues, surroundings: ReportSurroundings) => ReportQuery;
}

export type ReportRow = Readonly<Record<string, string | number | null>>;

/** A report as this person may see it now. */
export interface ReportAccess {
  readonly definition: ReportDefinition;
  readonly actor: Actor;
  readonly scope: Scope;
  readonly withCost: boolean;
}

export const EXPORT_FORMATS = ['xlsx', 'csv', 'pdf'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
