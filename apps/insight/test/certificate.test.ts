import { expect, it } from 'vitest';
import { turnsOf } from '../src/domain/turns.ts';
import { createWriter, due, idOf, projectId, tellOne } from './story.ts';

/** A5, delivered, the end of its certificate warned of. */
const warned = () => {
  const { write, pass, written } = createWriter(projectId);
  const [filing, item] = [idOf('apl'), idOf('itm')];
  const of = { projectId, code: 'A5' };
  const step = {
    code: 'A5',
    name: '建设用地规划许可证',
    department: 'naturalResources',
    stage: '立项用地规划许可',
    needs: [],
    promise: null,
    statutory: null,
    doneBy: 'approval',
  } as const;
  const own = { company: idOf('cmp'), projectName: '项目', division: '330182104' };
  const until = { projectId, code: 'A5', until: '2027-03-01' };
  write('approval.PathPlanned', filing, {
    projectId,
    catalogue: 'after-2023-1',
    steps: [{ ...step, needs: [] }],
  });
  write('approval.ItemPlanned', item, { ...of, ...own, step: { ...step, needs: [] }, waitsFor: [] });
  write('approval.ItemDelivered', item, {
    ...of,
    outcome: 'granted',
    channel: 'inbox',
    validUntil: until.until,
  });
  write('approval.CertificateExpiring', item, until);
  pass(1);
  const turns = () =>
    turnsOf(tellOne(written)).map(({ party, action, dueOn }) => `${party} ${action} ${dueOn}`);
  return { write, item, of, turns };
};

it('an extension that was applied for is the department’s until it is decided, whatever else is asked for', () => {
  const { write, item, of, turns } = warned();
  expect(turns()).toEqual(['enterprise applyCertificateExtension 2027-03-01']);
  write('approval.CertificateExtensionApplied', item, {
    ...of,
    reason: '未开工',
    due: due('2027-03-01'),
  });
  const decide = 'department decideCertificateExtension 2027-03-01';
  expect(turns()).toEqual([decide]);
  write('approval.AmendmentRequested', item, { ...of, kind: 'correctReason', reason: '笔误', text: '更正' });
  expect(turns()).toContain(decide);
  write('approval.AmendmentRefused', item, { ...of, reason: '无误' });
  expect(turns()).toEqual([decide]);
  write('approval.CertificateExtended', item, {
    ...of,
    until: '2028-03-01',
    reason: '视为准予延续',
    bySilence: true,
  });
  expect(turns()).toEqual([]);
});

it('an extension is asked of nobody once construction has begun', () => {
  const { write, item, of, turns } = warned();
  write('approval.CertificateExtensionApplied', item, { ...of, reason: '未开工' });
  expect(turns()).toEqual(['department decideCertificateExtension 2027-03-01']);
  write('approval.CertificateUsed', item, { ...of, on: '2026-03-03' });
  expect(turns()).toEqual([]);
});
