import { FileExcelOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useEffect, useRef, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { bytes } from '../../format';
import { faultOf } from './wizard';

interface Props {
  readonly file: File | null;
  readonly disabled: boolean;
  readonly onPick: (file: File | null) => void;
}

/** Takes a file by button, by drag or by paste, and says at once when the server would refuse it. */
export function FilePicker({ file, disabled, onPick }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const take = (files: FileList | null | undefined) => {
    const first = files?.[0];
    if (first === undefined || disabled) return;
    if (files!.length > 1) message.warning(t('imports.drop.oneOnly'));
    const found = faultOf(first);
    setFault(found === null ? null : `${first.name}: ${t(`imports.drop.${found}`)}`);
    onPick(found === null ? first : null);
  };
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    // A copied file is pasted anywhere on the page; text that is pasted into a field stays there.
    const onPaste = (event: ClipboardEvent) => {
      if (event.clipboardData?.files.length) latest.current(event.clipboardData.files);
    };
    window.addEventListener('paste', onPaste);
    return () => window.removeEventListener('paste', onPaste);
  }, []);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <div
      className={over ? 'drop-zone drop-zone-over' : 'drop-zone'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <FileExcelOutlined className="drop-zone-icon" aria-hidden="true" />
      <p className="drop-zone-title">{file === null ? t('imports.drop.title') : t('imports.drop.chosen', { name: file.name, size: bytes(file.size) })}</p>
      <p className="quiet">{t('imports.drop.hint')}</p>
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        aria-label={t('imports.drop.button')}
        accept=".xlsx,.csv"
        disabled={disabled}
        onChange={({ target }) => {
          take(target.files);
          // The same file, corrected meanwhile, can be chosen again.
          target.value = '';
        }}
      />
      <Button disabled={disabled} onClick={() => input.current?.click()}>
        {t(file === null ? 'imports.drop.button' : 'imports.drop.another')}
      </Button>
      {fault !== null && (
        <p className="bad-text" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
