import { Link } from '@tanstack/react-router';

/** Two parts of a page differ in nothing but what follows the question mark. */
export const WHOLE_ADDRESS = { exact: true, includeSearch: true, explicitUndefined: true };

interface Tab {
  readonly key: string;
  readonly label: string;
}

interface Props {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly current: string;
}

/** The parts of a page, each with its own address; the first is the page without a part. */
export function TabLinks({ label, tabs, current }: Props) {
  return (
    <nav className="tab-links" aria-label={label}>
      {tabs.map(({ key, label: name }, index) => (
        <Link
          key={key}
          to="."
          search={(before: Record<string, unknown>) => ({ ...before, tab: index === 0 ? undefined : key }) as never}
          replace
          resetScroll={false}
          activeOptions={WHOLE_ADDRESS}
          {...(key === current ? { 'aria-current': 'page' as const } : {})}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
