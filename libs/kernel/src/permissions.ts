/** A permission's labels, in both languages, for the matrix and the screens. */
export interface PermissionDefinition {
  readonly zh: string;
  readonly en: string;
}

/** What one library brings: its name and its permissions (`noun.verb` → labels). */
export interface PermissionTable {
  readonly lib: string;
  readonly permissions: Readonly<Record<string, PermissionDefinition>>;
}

export function definePermissions<const T extends Record<string, PermissionDefinition>>(
  lib: string,
  permissions: T,
): { readonly lib: string; readonly permissions: T } {
  return { lib, permissions };
}
