export type TenantMode = 'normal' | 'read_only' | 'migrated';

/** The company whose data this installation holds; there is exactly one. */
export interface Tenant {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly mode: TenantMode;
  readonly modeReason: string | null;
  readonly demoLoadedAt: string | null;
}
