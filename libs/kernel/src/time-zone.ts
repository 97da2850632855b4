/** The time zone itself, or UTC when this machine does not know it: a wrong name must not silence anything. */
export function zoneOrUtc(name: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone && name;
  } catch {
    return 'UTC';
  }
}
