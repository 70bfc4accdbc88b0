import type { EventOfType } from '@yizhan/contracts';
import { describe, expect, it } from 'vitest';
import { turnsOf } from '../src/domain/turns.ts';
import { waitsForOf } from '../src/domain/turns-approval.ts';
import { createWriter, due, idOf, projectId, tellOne } from './story.ts';

const of = { projectId, code: 'B2' };
const step: EventOfType<'approval.ItemReplanned'>['data']['step'] = {
  code: 'B2',
  name: '建设工程规划许可证',
  department: 'naturalResources',
  stage: '工程建设许可',
  needs: ['B1'],
  promise: null,
  statutory: null,
  doneBy: 'approval',
};
const rule: EventOfType<'approval.ItemReplanned'>['data']['rule'] = {
  catalogue: 'after-2023-1',
  effectiveFrom: '2023-01-01',
  variant: null,
  matter: 'licence',
  statutory: null,
  promise: null,
  extension: null,
  decidedBy: 'other',
  commitment: null,
  draftOf: [],
  validity: null,
  procedures: [],
  mayFollow: [],
};
/** B2, submitted by a project whose path is planned. */
const submitted = () => {
  const writer = createWriter(projectId);
  const [filing, item] = [idOf('apl'), idOf('itm')];
  writer.write('approval.PathPlanned', filing, { projectId, catalogue: 'after-2023-1', steps: [step] });
  writer.write('approval.ItemPlanned', item, {
    ...of,
    company: idOf('cmp'),
    projectName: '项目',
    division: '330182104',
    step,
    waitsFor: [],
    rule,
  });
  const submit = { ...of, receipt: 'SP1', note: '齐全', onPaper: false, acceptBy: due('2026-03-09') };
  writer.write('approval.ItemSubmitted', item, submit);
  const seen = () => {
    const state = tellOne(writer.written);
    const [b2] = state.steps;
    return {
      status: b2?.status,
      waitsFor: b2 === undefined ? [] : waitsForOf(b2),
      turns: turnsOf(state).map(({ action }) => action),
    };
  };
  return {
    seen,
    submit: () => writer.write('approval.ItemSubmitted', item, submit),
    withdraw: () => writer.write('approval.ItemWithdrawn', item, { ...of, reason: '不办了' }),
    replan: (waitsFor: string[]) =>
      writer.write('approval.ItemReplanned', item, { ...of, step, rule, waitsFor }),
    unblock: () =>
      writer.write('approval.ItemUnblocked', item, {
        ...of,
        by: 'B1',
        noticeOn: '2026-03-02',
        ready: true,
      }),
  };
};

describe('an item that was applied for, when its path is planned anew', () => {
  it('ended, it may be applied for again once what it waits for has come', () => {
    const story = submitted();
    story.withdraw();
    expect(story.seen()).toEqual({ status: 'withdrawn', waitsFor: [], turns: ['submitItem'] });
    story.replan(['B1']);
    expect(story.seen()).toEqual({ status: 'withdrawn', waitsFor: ['B1'], turns: [] });
    story.unblock();
    expect(story.seen()).toEqual({ status: 'withdrawn', waitsFor: [], turns: ['submitItem'] });
    story.submit();
    expect(story.seen()).toEqual({ status: 'received', waitsFor: [], turns: ['acceptItem'] });
  });

  it('open, it goes on as it is; what it waits for then is for another round', () => {
    const story = submitted();
    story.replan(['B1']);
    expect(story.seen()).toEqual({ status: 'received', waitsFor: [], turns: ['acceptItem'] });
    story.withdraw();
    expect(story.seen()).toEqual({ status: 'withdrawn', waitsFor: ['B1'], turns: [] });
  });
});
