import { describe, expect, it } from 'vitest';
import {
  accepted,
  asked,
  at,
  colleague,
  delivered,
  enterprise,
  grant,
  head,
  inbox,
  officer,
  onPromise,
  type planned,
  received,
  water,
  window,
} from './walk.ts';

type Walk = ReturnType<typeof planned>;
const propose = { type: 'proposeItemDecision', outcome: 'granted', reason: '建议准予' } as const;
const correction = { type: 'requestItemCorrection', asked } as const;
const consent = { type: 'consentItemAmendment', agreed: true, reason: '同意' } as const;
const amend = (kind: 'withdrawDecision' | 'withdrawDecline') =>
  ({ type: 'requestItemAmendment', kind, reason: '有误' }) as const;
const failed = { type: 'recordItemInspection', passed: false, finding: '未落实' } as const;
const first = (answer: ReturnType<Walk['do']>) => {
  if (!answer.ok) throw new Error(answer.code);
  return answer.events[0];
};

describe('paper that is entered late', () => {
  it('counts from any day between the telling and the deadline', () => {
    const walk = received();
    walk.do(officer, { ...correction, days: 3 });
    walk.at(at('2026-03-09'));
    const paper = { receivedOn: '2026-03-03', reason: '补录' };
    expect(walk.do(window, { type: 'supplyItemCorrection', note: '已补', paper }).ok).toBe(true);
    expect(walk.state().receivedOn).toBe('2026-03-03');
  });
});

describe('a decision taken back', () => {
  it.each<[string, () => Walk]>([
    ['onPromise', onPromise],
    [
      'rectifying',
      () => {
        const walk = onPromise();
        walk.do(water, failed);
        return walk;
      },
    ],
  ])('while it is %s undoes what counted as done', (status, story) => {
    const walk = story();
    expect(walk.status()).toBe(status);
    walk.do(water, amend('withdrawDecision'));
    const answer = walk.do({ ...head, unit: 'water' }, consent);
    expect(first(answer)?.data).toMatchObject({ wasDone: true });
    expect(walk.state()).toMatchObject({ status: 'accepted', inspectBy: null, rectifyBy: null });
  });
});

describe('the extension of a certificate', () => {
  const apply = { type: 'applyCertificateExtension', reason: '未开工' } as const;
  const decide = (outcome: 'granted' | 'refused') =>
    ({ type: 'decideCertificateExtension', outcome, reason: '理由' }) as const;

  it('is warned of again before its new end', () => {
    const walk = delivered();
    expect(walk.at(at('2027-02-15')).map(({ type }) => type)).toEqual(['CertificateExpiring']);
    walk.do(enterprise, apply);
    walk.do(officer, decide('granted'));
    expect(walk.at(at('2028-02-15')).map(({ type }) => type)).toEqual(['CertificateExpiring']);
  });

  it('that was refused is decided no second time, and may be applied for anew while the window is open', () => {
    const walk = delivered();
    walk.at(at('2027-02-15'));
    walk.do(enterprise, apply);
    walk.do(officer, decide('refused'));
    expect(walk.do(officer, decide('granted'))).toMatchObject({ code: 'NO_EXTENSION_APPLIED' });
    expect(walk.do(enterprise, apply).ok).toBe(true);
  });

  it('is none of an assessment: after five years it is looked at anew', () => {
    const walk = accepted('A6');
    const ecology = { ...officer, unit: 'ecology' } as const;
    walk.do(ecology, propose);
    walk.do(ecology, { type: 'publishItem', place: '网站' });
    walk.at(at('2026-03-10'));
    walk.do({ ...colleague, unit: 'ecology' }, grant);
    walk.do(ecology, inbox);
    expect(walk.state().certificate?.until).toBe('2031-03-09');
    walk.at(at('2031-03-09'));
    expect(walk.do(enterprise, apply)).toMatchObject({ code: 'NO_CERTIFICATE_EXTENSION' });
  });
});
