import { Link } from '@tanstack/react-router';
import { Alert, Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateIn } from '../../format';
import { useTimeZone } from '../../session';
import { useProblemText } from '../problems';
import { waysOut } from './posting-form';

/** Leads to what was posted today; the form waits in this tab meanwhile. */
function TodaysMovements() {
  const { t } = useTranslation();
  const today = dateIn(new Date(), useTimeZone());
  return (
    <Link to="/stock/ledger" search={{ from: today, to: today }}>
      {t('form.checkLedger')}
    </Link>
  );
}

/** Says why nobody knows yet what became of the sending, and where to look. */
export function UnknownAlert({ failure }: { failure: unknown }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const reason = failure === null ? '' : `${textOf(failure)} `;
  const description = (
    <>
      {reason}
      {t(`form.${waysOut(failure).hint}`)} <TodaysMovements />
    </>
  );
  return <Alert className="gap-below" type="warning" showIcon title={t('form.unknownTitle')} description={description} />;
}

/** Gives a frozen form up, after the person has said that the ledger was looked at. */
export function GiveUpButton({ onDiscard }: { onDiscard: () => void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="large" danger disabled={false} onClick={() => setOpen(true)}>
        {t('form.giveUp')}
      </Button>
      <Modal
        open={open}
        title={t('form.giveUpTitle')}
        okText={t('form.giveUp')}
        okButtonProps={{ danger: true, disabled: false }}
        cancelText={t('common.cancel')}
        cancelButtonProps={{ disabled: false }}
        onCancel={() => setOpen(false)}
        onOk={onDiscard}
        destroyOnHidden
      >
        <p>{t('form.giveUpHint')}</p>
        <TodaysMovements />
      </Modal>
    </>
  );
}
