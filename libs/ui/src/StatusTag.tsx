export type Tone = 'good' | 'info' | 'warn' | 'bad' | 'quiet';

const ICON: Record<Tone, string> = { good: '✓', info: '▶', warn: '!', bad: '✕', quiet: '○' };

// Plain glyphs that every text font has; emoji are missing on many workstations.

/** A state as colour + icon + word; dark text on a light ground, so that it stays readable without the colour. */
export function StatusTag({ tone, label, icon }: { tone: Tone; label: string; icon?: string }) {
  return (
    <span className={`status-tag status-tag-${tone}`}>
      <span aria-hidden="true">{icon ?? ICON[tone]}</span> {label}
    </span>
  );
}
