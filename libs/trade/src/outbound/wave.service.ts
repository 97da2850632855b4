import { takeNumber } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import type { Actor, CursorCodec, Id, Page } from '@anwen/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { stepOf } from '../document-step';
import { refuse } from '../line-complaints';
import { tradeErrors } from '../trade.errors';
import { outboundErrors } from './outbound.errors';
import { announce, type OutboundNews } from './outbound.events';
import { PartiesStore } from './parties.store';
import { PickPlan } from './pick-plan';
import { PickStore } from './pick.store';
import { stateByPromises, type ShipmentState } from './shipment.rules';
import { ShipmentStore, type ShipmentHead } from './shipment.store';
import type { CreateWaveDto, WaveDto, WaveQuery } from './wave.dto';
import { isFitForWave, waveMachine, type WaveState } from './wave.rules';
import { WaveStore, type WaveHead } from './wave.store';
import { asWhole } from './whole-document';

/** Several shipments picked in one go. Releasing a wave makes its tasks, in the order of the walk. */
@Injectable()
export class WaveService {
  constructor(
    private readonly store: WaveStore,
    private readonly shipments: ShipmentStore,
    private readonly plan: PickPlan,
    private readonly picks: PickStore,
    private readonly parties: PartiesStore,
    @Inject(CURSOR_CODEC) private readonly cursors: CursorCodec,
  ) {}

  /** Newest first. @throws trade.sort_unknown, page.cursor_invalid. */
  async list(tx: Tx, _actor: Actor, query: WaveQuery): Promise<Page<WaveDto>> {
    const page = await this.store.page(tx, this.cursors, query);
    return {
      ...page,
      items: await this.views(
        tx,
        page.items.map((row) => row.no),
      ),
    };
  }

  /** By id or number. @throws trade.document_not_found. */
  async get(tx: Tx, _actor: Actor, idOrNumber: string): Promise<WaveDto> {
    const id = await this.store.find(tx, idOrNumber);
    if (id === undefined) throw tradeErrors.document_not_found();
    return (await this.views(tx, [id]))[0]!;
  }

  /** @throws trade.lines_refused | wave_shipments_unfit: of another warehouse, not allocated, or in a wave already. */
  async create(tx: Tx, actor: Actor, input: CreateWaveDto): Promise<WaveDto> {
    const { warehouseId } = await asWhole(tx, (whole) => this.parties.parties(whole, '', input.warehouse));
    if (warehouseId === null || !(await this.parties.reaches(tx, warehouseId, null))) {
      refuse(actor, [{ pointer: '/warehouse', code: 'reference_unknown', params: { value: input.warehouse } }]);
    }
    const named = await this.store.shipmentIds(tx, input.shipments);
    const unknown = input.shipments.filter((one) => !named.some((n) => n.publicId === one || n.number === one));
    const publicId = await asWhole(tx, async (whole) => {
      const heads = await this.shipments.lockByIds(
        whole,
        named.map((n) => n.id),
      );
      const unfit = heads.filter((h) => h.warehouseId !== warehouseId || h.waveId !== null || !isFitForWave(h.state)).map((h) => h.number);
      if (unknown.length + unfit.length > 0) throw outboundErrors.wave_shipments_unfit({ shipments: [...unknown, ...unfit].join(', ') });
      const number = await takeNumber(whole, 'WV');
      const wave = await this.store.insert(whole, number, warehouseId!, input);
      await this.store.join(
        whole,
        wave.id,
        heads.map((h) => h.id),
      );
      announce(whole, actor, { action: 'wave.created', subject: subjectOf({ ...wave, number }), facts: { strategy: input.strategy, shipments: heads.length } });
      return wave.publicId;
    });
    return this.get(tx, actor, publicId);
  }

  /** Makes the pick tasks of all shipments that are still allocated. @throws trade.document_not_found | invalid_transition | nothing_allocated. */
  async release(tx: Tx, actor: Actor, id: string): Promise<WaveDto> {
    const wave = await this.held(tx, id);
    const state = stepOf(waveMachine, wave.state, 'release');
    await asWhole(tx, async (whole) => {
      const fit = (await this.lockMembers(whole, wave)).filter((h) => isFitForWave(h.state));
      const tasks = await this.plan.make(whole, fit, wave.strategy);
      if (tasks === 0) throw outboundErrors.nothing_allocated();
      await this.shipments.setStates(
        whole,
        fit.map((h) => h.id),
        'picking',
      );
      await this.store.setState(whole, wave.id, state);
      const facts = { strategy: wave.strategy, shipments: fit.length, tasks };
      announce(whole, actor, { action: 'wave.released', event: 'wave.released.v1', subject: subjectOf(wave), facts });
    });
    return this.get(tx, actor, wave.publicId);
  }

  /** Takes a wave back that nobody has begun; its shipments stay allocated. @throws trade.document_not_found | invalid_transition | wave_started. */
  async cancel(tx: Tx, actor: Actor, id: string): Promise<WaveDto> {
    const wave = await this.held(tx, id);
    const state = stepOf(waveMachine, wave.state, 'cancel');
    await asWhole(tx, async (whole) => {
      const heads = await this.lockMembers(whole, wave);
      if ((await this.store.startedTasks(whole, wave.id)) > 0) throw outboundErrors.wave_started();
      await this.takeBack(
        whole,
        heads.filter((h) => h.state === 'picking').map((h) => h.id),
      );
      await this.store.join(
        whole,
        null,
        heads.map((h) => h.id),
      );
      await this.store.setState(whole, wave.id, state);
      announce(whole, actor, { action: 'wave.cancelled', subject: subjectOf(wave), facts: { shipments: heads.length } });
    });
    return this.get(tx, actor, wave.publicId);
  }

  /** Ends the tasks of shipments that were to be picked; they are allocated as far as they have promises. */
  private async takeBack(whole: Tx, ids: readonly Id[]): Promise<void> {
    if (ids.length === 0) return;
    await this.picks.cancelOpen(whole, ids);
    const amounts = await this.shipments.amounts(whole, ids);
    const states = new Map<ShipmentState, Id[]>();
    for (const id of ids) {
      const state = stateByPromises(amounts.filter((a) => a.shipmentId === id));
      states.set(state, [...(states.get(state) ?? []), id]);
    }
    for (const [state, of] of states) await this.shipments.setStates(whole, of, state);
  }

  private async lockMembers(whole: Tx, wave: WaveHead): Promise<ShipmentHead[]> {
    const heads = await this.shipments.lockByIds(whole, await this.store.members(whole, wave.id));
    return heads.filter((h) => h.waveId === wave.id); // one may have left while this waited for it
  }

  private async held(tx: Tx, id: string): Promise<WaveHead> {
    const wave = await this.store.lock(tx, id);
    if (!wave) throw tradeErrors.document_not_found();
    return wave;
  }

  private async views(tx: Tx, ids: readonly Id[]): Promise<WaveDto[]> {
    const rows = ids.length === 0 ? [] : await asWhole(tx, (whole) => this.store.views(whole, ids));
    return rows.map((row) => ({ ...row, legal: waveMachine.legal(row.state as WaveState) }));
  }
}

const subjectOf = ({ publicId, number }: Pick<WaveHead, 'publicId' | 'number'>): OutboundNews['subject'] => ({ type: 'wave', id: publicId, number });
