import { describe, expect, it } from 'vitest';
import type { ComponentSummary } from '../../../src/domain/component.ts';
import { dossierState } from '../../../src/domain/dossier.ts';

const done: ComponentSummary = {
  id: 'c1',
  name: 'Giấy khai sinh',
  origin: 'paper',
  treatment: 'certified-copy',
  state: 'done',
  waiting: null,
  error: null,
  verdict: 'HOP_LE',
  signedSlots: ['OPERATOR_SCAN', 'COPY_SAO_Y'],
  closedGates: [],
};

describe('dossier state', () => {
  it('is closed when every component is done and shared', () => {
    expect(dossierState([done]).current).toBe('closed');
  });

  it('stands at reception while an operator signature is awaited and says for whom', () => {
    const waiting: ComponentSummary = {
      ...done,
      state: 'waiting',
      waiting: { kind: 'signature', slot: 'OPERATOR_SCAN', reason: { vi: 'chưa có chứng thư', en: 'no certificate' } },
    };
    const state = dossierState([done, waiting]);
    expect(state.current).toBe('reception');
    expect(state.waits[0]?.text.vi).toContain('chờ ký');
    expect(state.waits[0]?.text.vi).toContain('cán bộ tiếp nhận');
  });

  it('stands at the agency signature when the leader signature is not valid, and later steps stay pending', () => {
    const refused: ComponentSummary = {
      ...done,
      state: 'refused',
      closedGates: [{ gate: 'leader_signature_valid', reason: { vi: 'nội dung đã bị thay đổi', en: 'altered' } }],
    };
    const state = dossierState([refused]);
    expect(state.current).toBe('agency_signing');
    expect(state.steps.map((step) => step.state)).toEqual(['done', 'done', 'done', 'current', 'pending']);
  });

  it('waits for sharing only at the last step', () => {
    const sharing: ComponentSummary = {
      ...done,
      state: 'waiting',
      waiting: { kind: 'sharing', slot: null, reason: { vi: 'nơi nhận trả 500', en: 'receiver answered 500' } },
    };
    expect(dossierState([sharing]).current).toBe('returning');
  });
});
