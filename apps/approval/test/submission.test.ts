import { expect, it } from 'vitest';
import { asked, enterprise, officer, planned, submit } from './walk.ts';

const materials = [{ material: `mat_${'a'.repeat(24)}`, version: 2 }];

it('a submission records the very versions it was made with, and none where none was named', () => {
  expect(planned().do(enterprise, { ...submit, materials })).toMatchObject({
    ok: true,
    events: [{ type: 'ItemSubmitted', data: { materials } }],
  });
  const bare = planned().do(enterprise, submit);
  expect(bare.ok && 'materials' in bare.events[0]!.data).toBe(false);
});

it('a correction likewise', () => {
  const walk = planned();
  walk.do(enterprise, submit);
  walk.do(officer, { type: 'requestItemCorrection', asked });
  expect(walk.do(enterprise, { type: 'supplyItemCorrection', note: '已补', materials })).toMatchObject({
    ok: true,
    events: [{ type: 'ItemCorrected', data: { materials } }],
  });
});
