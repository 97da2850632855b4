import { useStateLook } from '../documents/states';
import { FIELD_NAMES, useConflictWords } from './conflict-words';

type Content = Readonly<Record<string, unknown>>;

const isContent = (value: unknown): value is Content => typeof value === 'object' && value !== null && !Array.isArray(value);

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(', ');
  // A place, an item, a document: what people call it.
  if (isContent(value)) return textOf(value['code'] ?? value['number']);
  return undefined;
}

function Line({ content }: { content: Content }) {
  const { fieldOf } = useConflictWords();
  const look = useStateLook();
  const parts = FIELD_NAMES.flatMap((name) => {
    const [label, text] = [fieldOf(name), textOf(content[name])];
    return label === undefined || text === undefined || text === '' ? [] : [{ label, text: name === 'state' ? look(text).label : text }];
  });
  if (parts.length === 0) return null;
  return (
    <p className="conflict-line">
      {parts.map(({ label, text }) => (
        <span key={label}>
          <span className="quiet">{label}</span> {text}
        </span>
      ))}
    </p>
  );
}

/** What an operation or a document holds, in words: what people know by name, without the ids. */
export function ConflictContent({ title, content }: { title: string; content: Content | null }) {
  if (content === null) return null;
  const lines = Object.values(content).filter((value): value is Content[] => Array.isArray(value) && value.some(isContent));
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <Line content={content} />
      {lines.flat().map((line, index) => (
        <Line key={index} content={line} />
      ))}
    </section>
  );
}
