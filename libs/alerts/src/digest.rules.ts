/** The digest comes at eight. One that was missed comes later in the day, but never into the night. */
const FROM_HOUR = 8;
const TO_HOUR = 20;

/** The local day whose digest is due at this moment; undefined outside the hours. */
export function digestDay(now: Date, timeZone: string): string | undefined {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(now);
  const [day, time] = parts.split(' ') as [string, string];
  const hour = Number(time.slice(0, 2));
  return hour >= FROM_HOUR && hour < TO_HOUR ? day : undefined;
}
