import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { STEPS, type Step } from './wizard';

/** The five steps as links: the browser's own way back works, and an address leads to a step. */
export function StepBar({ id, current, reachable }: { id: string | null; current: Step; reachable: (step: Step) => boolean }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('imports.steps.label')}>
      <ol className="step-bar">
        {STEPS.map((step, at) => {
          const text = (
            <>
              <span className="step-bar-number">{at + 1}</span> {t(`imports.steps.${step}`)}
            </>
          );
          return (
            <li key={step} className={step === current ? 'step-bar-current' : ''} {...(step === current ? { 'aria-current': 'step' as const } : {})}>
              {id !== null && step !== current && reachable(step) ? (
                <Link to="/imports/$id" params={{ id }} search={{ step }}>
                  {text}
                </Link>
              ) : (
                <span>{text}</span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

/** One step back and one forward, at the bottom of every step. */
export function StepLinks({ id, previous, next }: { id: string; previous?: Step; next?: { step: Step; blocked: boolean } }) {
  const { t } = useTranslation();
  return (
    <div className="form-actions">
      {next !== undefined &&
        (next.blocked ? (
          <span className="button-link button-link-primary button-link-off" aria-disabled="true">
            {t('imports.next')}
          </span>
        ) : (
          <Link className="button-link button-link-primary" to="/imports/$id" params={{ id }} search={{ step: next.step }}>
            {t('imports.next')}
          </Link>
        ))}
      {previous !== undefined && (
        <Link className="button-link" to="/imports/$id" params={{ id }} search={{ step: previous }}>
          {t('imports.previous')}
        </Link>
      )}
    </div>
  );
}
