import { InboxOutlined } from '@ant-design/icons';
import { StateView } from '@anwen/ui/kit';
import { Link } from '@tanstack/react-router';
import { Badge, Button, Drawer, Skeleton } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QueryFailure } from '../problems';
import { JobCard } from './JobCard';
import { isOpen } from './progress';
import { useJobs } from './queries';
import { useJobToasts } from './use-job-toasts';

function TrayList({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useJobs();
  if (data === undefined) return error !== null ? <QueryFailure failure={error} retry={() => void refetch()} /> : <Skeleton active />;
  if (data.items.length === 0) return <StateView icon={<InboxOutlined />} title={t('jobs.none')} explanation={t('jobs.noneHint')} />;
  const sorted = [...data.items].sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)));
  return (
    <ul className="job-list">
      {sorted.map((job) => (
        <JobCard key={job.id} job={job} onLeave={onLeave} />
      ))}
    </ul>
  );
}

/** Without a mask the library neither moves the focus nor listens for Escape: the page behind stays usable, and so must the keyboard be. */
function useKeys(open: boolean, close: () => void) {
  const button = useRef<HTMLButtonElement>(null);
  const top = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('.ant-modal-wrap') !== null) return;
      close();
      button.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
  return { button, top };
}

/** The tray in the header: what runs for me, from every page, without standing in anybody's way. */
export function JobTray() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const jobs = useJobs().data?.items;
  useJobToasts(jobs);
  const busy = jobs?.filter(isOpen).length ?? 0;
  const close = () => setOpen(false);
  const { button, top } = useKeys(open, close);
  return (
    <>
      <Badge count={busy} size="small" offset={[-6, 6]}>
        <Button
          ref={button}
          type="text"
          icon={<InboxOutlined />}
          aria-label={busy === 0 ? t('jobs.tray') : t('jobs.trayBusy', { count: busy })}
          aria-expanded={open}
          aria-haspopup="dialog"
          title={t('jobs.tray')}
          onClick={() => setOpen(!open)}
        />
      </Badge>
      <Drawer
        rootClassName="job-tray"
        title={t('jobs.tray')}
        size={420}
        open={open}
        onClose={close}
        mask={false}
        keyboard={false}
        afterOpenChange={(shown) => shown && top.current?.focus()}
        closable={{ 'aria-label': t('jobs.close') }}
        extra={
          <Link to="/jobs" onClick={close}>
            {t('jobs.all')}
          </Link>
        }
      >
        <p className="quiet" ref={top} tabIndex={-1}>
          {t('jobs.hint')}
        </p>
        <TrayList onLeave={close} />
      </Drawer>
    </>
  );
}
