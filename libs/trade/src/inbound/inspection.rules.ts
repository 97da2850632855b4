import { Quantity, defineMachine } from '@anwen/kernel';
import type { Complaint, LineComplaint } from '../line-complaints';
import type { DispositionLineInput, ResultsDto } from './inspection.dto';

export const INSPECTION_STATES = ['open', 'passed', 'failed', 'conditional', 'dispositioned', 'cancelled'] as const;
export type InspectionState = (typeof INSPECTION_STATES)[number];
export const RESULTS = ['passed', 'failed', 'conditional'] as const;
export type InspectionResult = (typeof RESULTS)[number];

/** Goods within the company first, then those that leave it: what enters or leaves also locks the item's value, which comes after all balances. */
export const ACTIONS = ['release', 'rework', 'return', 'scrap'] as const;
export type DispositionAction = (typeof ACTIONS)[number];

/** `dispose` leads on only when everything inspected has been disposed of; a reversed receipt line cancels. */
export const inspectionMachine = defineMachine<InspectionState>()({
  record: { from: ['open'], to: 'passed' },
  dispose: { from: ['passed', 'failed', 'conditional'], to: 'dispositioned' },
  cancel: { from: ['open', 'passed', 'failed', 'conditional'], to: 'cancelled' },
});

/** What is wrong with a result: passed and failed make up all of it, and the verdict says the same as the numbers. */
export function resultComplaints(
  { qty, scale }: { readonly qty: string; readonly scale: number },
  { result, passedQty, failedQty, sampleQty }: ResultsDto,
): Complaint[] {
  const [passed, failed] = [Quantity.of(passedQty), Quantity.of(failedQty)];
  const complaints: Complaint[] = [];
  // Half a piece could be neither released nor sent back.
  if ((passedQty.split('.')[1]?.length ?? 0) > scale) complaints.push({ pointer: '/passedQty', code: 'quantity_refused' });
  if (passed.plus(failed).compare(Quantity.of(qty)) !== 0) complaints.push({ pointer: '/passedQty', code: 'sum_differs', params: { qty } });
  if ((result === 'passed' && failed.isPositive) || (result === 'failed' && !failed.isPositive))
    complaints.push({ pointer: '/result', code: 'result_differs' });
  if (sampleQty !== undefined && Quantity.of(sampleQty).compare(Quantity.of(qty)) > 0)
    complaints.push({ pointer: '/sampleQty', code: 'too_much', params: { most: qty } });
  return complaints;
}

export interface Inspected {
  readonly state: InspectionState;
  readonly qty: string;
  readonly disposedQty: string;
  readonly passedQty: string | null;
  readonly releasedQty: string;
  /** Serial numbers that are not disposed of yet; empty for goods without. */
  readonly serials: readonly string[];
  readonly isSerial: boolean;
}

/** One decision with the serial numbers it means. */
export interface Decision extends Omit<DispositionLineInput, 'serials'> {
  readonly action: DispositionAction;
  readonly serials: readonly string[];
}

/**
 * All decisions, or the complaints about all of them: never more than is left, and what did not pass is released only from a
 * conditional result (a concession). Goods with serial numbers name them, unless all that is left is meant.
 */
export function readDecisions(inputs: readonly DispositionLineInput[], inspected: Inspected): { decisions: Decision[]; complaints: Complaint[] } {
  const complaints: Complaint[] = [];
  let left = Quantity.of(inspected.qty).minus(Quantity.of(inspected.disposedQty));
  let passing = inspected.state === 'conditional' ? left : Quantity.of(inspected.passedQty ?? '0').minus(Quantity.of(inspected.releasedQty));
  const free = new Set(inspected.serials);
  const decisions = inputs.map((input, i) => {
    const complain = (field: string, code: LineComplaint, params: Record<string, unknown>): number =>
      complaints.push({ pointer: `/lines/${i}/${field}`, code, params });
    const qty = Quantity.of(input.qty);
    const most = input.action === 'release' ? Quantity.min(left, passing) : left;
    if (qty.compare(most) > 0) complain('qty', 'too_much', { most: most.isPositive ? most.toString() : '0' });
    const serials = input.serials ?? (inspected.isSerial && qty.compare(left) === 0 ? [...free] : []);
    if (serials.length > 0 ? qty.compare(Quantity.of(serials.length)) !== 0 : inspected.isSerial)
      complain('serials', 'serials_count', { given: serials.length, wanted: input.qty });
    const unknown = serials.find((serial) => !free.delete(serial));
    if (unknown !== undefined) complain('serials', 'serial_unknown', { serial: unknown });
    left = left.minus(qty);
    if (input.action === 'release') passing = passing.minus(qty);
    return { ...input, action: input.action as DispositionAction, serials };
  });
  return { decisions, complaints };
}
