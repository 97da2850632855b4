import { CopyOutlined, ReloadOutlined } from '@ant-design/icons';
import { App, Button, Input } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Long enough that a word is not asked letter by letter, short enough to feel immediate. */
const TYPING_MS = 350;

interface TextFilterProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  readonly wide?: boolean;
}

/** A text filter that follows the address, and writes to it when typing pauses. */
export function TextFilter({ label, value, onChange, wide }: TextFilterProps) {
  const [draft, setDraft] = useState(value ?? '');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setDraft(value ?? ''), [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const send = (text: string) => {
    clearTimeout(timer.current);
    if (text.trim() !== (value ?? '')) onChange(text.trim() || undefined);
  };
  return (
    <Input
      className={wide === true ? 'filter-wide' : 'filter'}
      aria-label={label}
      placeholder={label}
      allowClear
      maxLength={64}
      value={draft}
      onChange={({ target }) => {
        setDraft(target.value);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => send(target.value), TYPING_MS);
      }}
      onPressEnter={() => send(draft)}
    />
  );
}

/** A date of the address; the browser's own picker works on phones and by keyboard. */
export function DateFilter({ label, value, onChange }: TextFilterProps) {
  return (
    <label className="filter-date">
      <span>{label}</span>
      <Input type="date" value={value ?? ''} onChange={({ target }) => onChange(target.value || undefined)} />
    </label>
  );
}

/** The row above a list: filters to the left; refresh and the link that reproduces the list to the right. */
export function FilterBar({ children, filtered, clear, refresh }: { children: ReactNode; filtered: boolean; clear: () => void; refresh: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const copy = async () => {
    await navigator.clipboard.writeText(window.location.href);
    message.success(t('table.copied'));
  };
  return (
    <search className="filter-bar" aria-label={t('table.filters')}>
      {children}
      {filtered && (
        <Button type="link" onClick={clear}>
          {t('table.clear')}
        </Button>
      )}
      <span className="filter-bar-end">
        {/* The clipboard exists on secure origins only. */}
        {window.isSecureContext && <Button icon={<CopyOutlined />} aria-label={t('table.copyLink')} title={t('table.copyLink')} onClick={() => void copy()} />}
        <Button icon={<ReloadOutlined />} aria-label={t('table.refresh')} title={t('table.refresh')} onClick={refresh} />
      </span>
    </search>
  );
}
