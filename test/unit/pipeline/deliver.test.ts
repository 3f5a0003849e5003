import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { httpSink } from '../../../src/adapters/warehouse/http-sink.ts';
import { fixedClock } from '../../../src/domain/clock.ts';
import { SohoaError } from '../../../src/domain/errors.ts';
import { deliverDue } from '../../../src/pipeline/deliver.ts';
import type { Delivery, SharingSink, SinkAnswer } from '../../../src/pipeline/ports/outbox.ts';
import type { HttpRequest, HttpResponse } from '../../../src/pki/http-transport.ts';
import { useEmbeddedStores } from '../../support/embedded.ts';
import { submissionTime, submitDossier } from '../../support/records.ts';

describe('the outbox', () => {
  const stores = useEmbeddedStores();
  let clock: ReturnType<typeof fixedClock>;
  let destination: string;
  let keys: string[];

  beforeEach(() => {
    clock = fixedClock(submissionTime);
    destination = randomUUID();
    keys = [];
  });
  const later = (ms: number): void => clock.set(new Date(clock.now().getTime() + ms));

  async function add(idempotencyKey: string = randomUUID()): Promise<{ id: string; componentId: string }> {
    const { components } = await submitDossier(stores().database, 1);
    const componentId = components[0]!.id;
    const id = randomUUID();
    const delivery = { id, destination, idempotencyKey, componentId, payload: { MaHoSo: 'x' } };
    await stores().database.outbox.add(delivery, clock.now());
    return { id, componentId };
  }
  const answering = (
    answer: (delivery: Delivery) => SinkAnswer | Promise<SinkAnswer>,
  ): Record<string, SharingSink> => ({
    [destination]: {
      deliver: async (delivery) => {
        keys.push(delivery.idempotencyKey);
        return answer(delivery);
      },
    },
  });
  const received = (): SinkAnswer => ({ kind: 'received', receipt: 'r-1' });
  const state = async (id: string) => (await stores().database.outbox.get(id))!;

  it('delivers what is due once, and keeps the receipt', async () => {
    const { id } = await add();
    expect(await deliverDue(stores().database, answering(received), clock)).toBe(1);
    later(9e9);
    expect(await deliverDue(stores().database, answering(received), clock)).toBe(0);
    expect(keys).toHaveLength(1);
    expect(await state(id)).toMatchObject({ state: 'da_nhan', receipt: 'r-1', attempts: 1 });
  });

  it('tries again under the same key after doubling pauses, until it is received', async () => {
    const { id } = await add('key-of-a-retried-record');
    let failures = 3;
    const sinks = answering(() => (failures-- > 0 ? { kind: 'later', reason: 'HTTP 500' } : received()));
    const pauses: number[] = [];
    for (let attempt = 0; attempt < 4; attempt++) {
      await deliverDue(stores().database, sinks, clock, { baseMs: 1_000 });
      const { nextAttemptAt } = await state(id);
      if (nextAttemptAt === null) break;
      pauses.push(nextAttemptAt.getTime() - clock.now().getTime());
      later(pauses.at(-1)! - 1);
      expect(await deliverDue(stores().database, sinks, clock, { baseMs: 1_000 })).toBe(0);
      later(1);
    }
    expect(pauses).toEqual([1_000, 2_000, 4_000]);
    expect(keys).toEqual(Array.from({ length: 4 }, () => 'key-of-a-retried-record'));
    expect((await state(id)).state).toBe('da_nhan');
  });

  it('waits as long as the receiver asks', async () => {
    const { id } = await add();
    const sinks = answering(() => ({ kind: 'later', reason: 'HTTP 429', afterMs: 90_000 }));
    await deliverDue(stores().database, sinks, clock, { baseMs: 1_000 });
    expect((await state(id)).nextAttemptAt).toEqual(new Date(clock.now().getTime() + 90_000));
  });

  it('keeps a refusal and its reason, and does not try again by itself', async () => {
    const { id } = await add();
    await deliverDue(
      stores().database,
      answering(() => ({ kind: 'refused', reason: 'HTTP 422: MaHoSo' })),
      clock,
    );
    later(9e9);
    await deliverDue(stores().database, answering(received), clock);
    expect(await state(id)).toMatchObject({ state: 'tu_choi', lastError: 'HTTP 422: MaHoSo' });
  });

  it('makes a dead letter of what is never received', async () => {
    const { id } = await add();
    const sinks = answering(() => {
      throw new SohoaError('NETWORK_UNAVAILABLE', { url: 'kho.example', reason: 'ECONNREFUSED' });
    });
    for (let attempt = 0; attempt < 5; attempt++) {
      await deliverDue(stores().database, sinks, clock, { maxAttempts: 3 });
      later(9e7);
    }
    expect(keys).toHaveLength(3);
    expect(await state(id)).toMatchObject({ state: 'loi', lastError: 'NETWORK_UNAVAILABLE: ECONNREFUSED' });
  });

  it('keeps a record whose destination is not configured', async () => {
    const { id } = await add();
    await deliverDue(stores().database, {}, clock);
    expect(await state(id)).toMatchObject({ state: 'chua_gui', attempts: 1 });
  });

  it('sends a record again under its key when the worker died before it wrote the receipt down', async () => {
    const { id } = await add('key-of-a-crash');
    const dying: Record<string, SharingSink> = {
      [destination]: {
        deliver: async ({ idempotencyKey }) => {
          keys.push(idempotencyKey);
          return new Promise(() => undefined); // received over there, and nobody lives to say so here
        },
      },
    };
    void deliverDue(stores().database, dying, clock, { holdMs: 1_000 });
    await expect.poll(() => keys.length).toBe(1);
    later(1_000);
    await deliverDue(stores().database, answering(received), clock);
    expect(keys).toEqual(['key-of-a-crash', 'key-of-a-crash']);
    expect((await state(id)).state).toBe('da_nhan');
  });

  it('does not let a slow receiver hold up another', async () => {
    await add();
    const slow = destination;
    destination = randomUUID();
    const { id } = await add();
    const mayAnswer = Promise.withResolvers<SinkAnswer>();
    const sinks = { ...answering(received), [slow]: { deliver: () => mayAnswer.promise } };
    const all = deliverDue(stores().database, sinks, clock);
    await expect.poll(async () => (await state(id)).state).toBe('da_nhan');
    mayAnswer.resolve(received());
    expect(await all).toBe(2);
  });

  it('wakes the component that waits for the receipt (chờ chia sẻ)', async () => {
    const { componentId } = await add();
    const { components } = stores().database;
    const claim = await components.claim(componentId, 'w', clock.now(), 1_000);
    const waiting = { kind: 'sharing', slot: null, reason: { vi: 'chờ', en: 'waits' } } as const;
    const retryAt = new Date(clock.now().getTime() + 9e9);
    await components.settle(componentId, claim!.fence, { state: 'waiting', stage: 's', waiting, retryAt }, clock.now());
    await deliverDue(stores().database, answering(received), clock);
    expect((await components.get(componentId))?.retryAt).toEqual(clock.now());
  });
});

describe('a receiver over HTTP', () => {
  const delivery = { idempotencyKey: 'k-1', payload: { MaHoSo: 'H62' } } as unknown as Delivery;
  const sink = (response: Partial<HttpResponse>, seen: HttpRequest[] = []): SharingSink =>
    httpSink('https://kho.example/ho-so', {
      request: async (request) => {
        seen.push(request);
        return { status: 200, headers: {}, body: new Uint8Array(), ...response };
      },
    });

  it('gets the record as JSON with its key in the header', async () => {
    const seen: HttpRequest[] = [];
    await sink({}, seen).deliver(delivery);
    expect(seen[0]).toMatchObject({
      url: 'https://kho.example/ho-so',
      method: 'POST',
      headers: { 'idempotency-key': 'k-1' },
    });
    expect(JSON.parse(new TextDecoder().decode(seen[0]!.body))).toEqual({ idempotencyKey: 'k-1', MaHoSo: 'H62' });
  });

  it.each([
    [200, 'received'],
    [201, 'received'],
    [400, 'refused'],
    [422, 'refused'],
    [401, 'later'],
    [409, 'later'],
    [429, 'later'],
    [500, 'later'],
    [503, 'later'],
    [302, 'later'],
  ])('that answers %i means: %s', async (status, kind) => {
    expect((await sink({ status }).deliver(delivery)).kind).toBe(kind);
  });

  it('may say when to come again, and what it answered is kept in short', async () => {
    const headers = { 'retry-after': '120' };
    expect(await sink({ status: 503, headers }).deliver(delivery)).toMatchObject({ afterMs: 120_000 });
    const body = new TextEncoder().encode('x'.repeat(10_000));
    const answer = await sink({ body }).deliver(delivery);
    expect(answer.kind === 'received' && answer.receipt.length).toBe(500);
  });
});
