import type { EventType, LandPublished } from '@yizhan/contracts';
import { describe, expect, it } from 'vitest';
import type { ParcelView } from '../src/domain/dossier.ts';
import { foldParcel } from '../src/domain/fold-land.ts';
import { freeParcelTurns, turnsOf } from '../src/domain/turns.ts';
import {
  createWriter,
  dayByDay,
  due,
  idOf,
  projectId,
  recorded,
  supplementedThenGivenUp,
  tellOne,
  upTo,
} from './story.ts';

/** Whose turn it is after the first event of a type, apart from agency, which runs beside everything. */
const after = (type: EventType, n = 1) => {
  const places = recorded.flatMap((event, index) => (event.type === type ? [index] : []));
  const state = tellOne(recorded.slice(0, places[n - 1]! + 1));
  return turnsOf(state)
    .filter(({ service }) => service !== 'agency')
    .map(({ party, action, holder }) => `${party} ${action}${party === 'department' ? ` ${holder}` : ''}`)
    .toSorted();
};

describe('whose turn it is', () => {
  it.each<[string, EventType, number, readonly string[]]>([
    ['of the territory, to start', 'prereview.PrereviewOpened', 1, ['territory startPrereview']],
    [
      'of the territory, to conclude its pre-review',
      'prereview.PrereviewStarted',
      1,
      ['territory agreePrereview'],
    ],
    [
      'of the judgement lead, when all have answered',
      'prereview.JudgementCompleted',
      1,
      ['judgementLead summariseJudgement'],
    ],
    ['of nobody, once it was proposed', 'prereview.ProposalMade', 1, []],
    ['of the land side, to record the award', 'land.ParcelAwarded', 1, ['land signContracts']],
    ['of the land side, to annotate', 'land.ContractsSigned', 1, ['land annotateRegistration']],
    ['of the enterprise, once the item is unblocked', 'approval.ItemUnblocked', 1, ['enterprise submitItem']],
    ['of the department, to accept', 'approval.ItemSubmitted', 1, ['department acceptItem naturalResources']],
    ['of the department, to decide', 'approval.ItemAccepted', 1, ['department decideItem naturalResources']],
    ['of the department, to deliver', 'approval.ItemDecided', 1, ['department deliverItem naturalResources']],
    [
      'of the enterprise, to report that it builds',
      'approval.ItemDelivered',
      3,
      ['enterprise reportConstructionStart'],
    ],
    [
      'of the enterprise, which may apply for acceptance',
      'acceptance.AcceptanceOpened',
      1,
      ['enterprise applyAcceptance'],
    ],
    ['of the land side, to verify', 'acceptance.AcceptanceApplied', 1, ['land verifyPlanning']],
    [
      'of the enterprise, to organise the five parties',
      'acceptance.PlanningVerified',
      1,
      ['enterprise recordFivePartyAcceptance'],
    ],
    ['of the lead, to accept', 'acceptance.FivePartyAccepted', 1, ['acceptanceLead acceptJointAcceptance']],
    [
      'of the enterprise, to rectify',
      'acceptance.RectificationRequired',
      1,
      ['enterprise reportAcceptanceRectification'],
    ],
    ['of the lead, to issue the opinion', 'acceptance.ChecksPassed', 1, ['acceptanceLead issueJointOpinion']],
    [
      'of the enterprise, to file its completion',
      'acceptance.JointOpinionIssued',
      1,
      ['enterprise fileCompletion'],
    ],
    [
      'of the land side, to review, beside a completed project',
      'land.CompletionReviewOpened',
      1,
      ['land recordCompletionReview'],
    ],
  ])('%s', (_whose, type, n, expected) => {
    expect(after(type, n)).toEqual(expected);
  });

  it('of each department that was asked and has not answered, until the last has', () => {
    const asked = after('prereview.JudgementOpened');
    expect(asked).toHaveLength(8);
    expect(asked.every((turn) => turn.startsWith('department giveOpinion'))).toBe(true);
    expect(after('prereview.OpinionGiven', 5)).toHaveLength(3);
  });

  it('of the departments whose part failed alone, when it is checked again', () => {
    expect(after('acceptance.AcceptanceAccepted').length).toBeGreaterThan(1);
    expect(after('acceptance.RectificationReported')).toHaveLength(1);
  });

  it('of the enterprise in a supplement, with its due date; then of the territory anew', () => {
    const events = supplementedThenGivenUp();
    const turnsAfter = (type: EventType, n: number) => {
      const places = events.flatMap((event, index) => (event.type === type ? [index] : []));
      return turnsOf(tellOne(events.slice(0, places[n - 1]! + 1), idOf('prj')));
    };
    expect(turnsAfter('admission.SupplementDemanded', 1)).toMatchObject([
      { party: 'enterprise', action: 'supplementApplication', dueOn: '2026-03-17', holder: idOf('cmp') },
    ]);
    expect(turnsAfter('prereview.PrereviewOpened', 2)).toMatchObject([
      { party: 'territory', action: 'startPrereview' },
    ]);
  });

  it('of the enterprise, for an item that needs nothing but 备案', () => {
    const events = supplementedThenGivenUp();
    const planned = tellOne(upTo('approval.ItemPlanned', events), idOf('prj'));
    expect(turnsOf(planned).filter(({ service }) => service === 'approval')).toMatchObject([
      { party: 'enterprise', action: 'submitItem', what: '申报 A6 环境影响评价' },
    ]);
  });

  it('of the department to make public what the law wants made public, before it decides', () => {
    const { write, pass, written } = createWriter(projectId);
    const [filing, item] = [idOf('apl'), idOf('itm')];
    const of = { projectId, code: 'B1' };
    const limit = { value: 7, unit: 'CD', kind: 'minimum', runsFrom: 'publication', basis: '条例' } as const;
    const step = {
      code: 'B1',
      name: '设计方案联合审查',
      department: 'naturalResources',
      stage: '工程建设许可',
      needs: [],
      promise: null,
      statutory: null,
      doneBy: 'approval',
    } as const;
    const rule = {
      catalogue: 'after-2023-1',
      effectiveFrom: '2023-01-01',
      variant: null,
      matter: 'review',
      statutory: null,
      promise: null,
      extension: null,
      decidedBy: 'other',
      commitment: null,
      draftOf: [],
      validity: null,
      mayFollow: [],
      publicity: { name: '方案公示', limit: { ...limit, illustrative: true } },
    } as const;
    write('approval.PathPlanned', filing, {
      projectId,
      catalogue: 'after-2023-1',
      steps: [{ ...step, needs: [] }],
    });
    write('approval.ItemPlanned', item, {
      ...of,
      company: idOf('cmp'),
      projectName: '项目',
      division: '330182104',
      step: { ...step, needs: [] },
      waitsFor: [],
      rule: { ...rule, draftOf: [], mayFollow: [] },
    });
    write('approval.ItemSubmitted', item, {
      ...of,
      receipt: 'SP1',
      note: '齐全',
      onPaper: false,
      acceptBy: due('2026-03-09'),
    });
    write('approval.ItemAccepted', item, {
      ...of,
      deemed: false,
      clockFrom: '2026-03-02',
      promised: null,
      statutory: null,
    });
    const turn = () =>
      turnsOf(tellOne(written))
        .filter(({ service }) => service === 'approval')
        .map(({ action, what }) => `${action} ${what}`);
    expect(turn()).toEqual(['publishItem 方案公示：B1 设计方案联合审查']);
    pass(1);
    write('approval.ItemPublished', item, {
      ...of,
      name: '方案公示',
      place: '公示栏',
      until: due('2026-03-10'),
    });
    expect(turn()).toEqual(['decideItem 审批 B1 设计方案联合审查（公示至 2026-03-10，次日起可决定）']);
    write('approval.ItemDueMoved', item, {
      ...of,
      which: 'publicity',
      from: '2026-03-10',
      to: due('2026-03-12'),
    });
    expect(turn()).toEqual(['decideItem 审批 B1 设计方案联合审查（公示至 2026-03-12，次日起可决定）']);
    // Of the next round nothing has been made public.
    write('approval.ItemWithdrawn', item, { ...of, reason: '修改' });
    write('approval.ItemSubmitted', item, {
      ...of,
      receipt: 'SP2',
      note: '齐全',
      onPaper: false,
      acceptBy: due('2026-03-19'),
    });
    write('approval.ItemAccepted', item, {
      ...of,
      deemed: false,
      clockFrom: '2026-03-12',
      promised: null,
      statutory: null,
    });
    expect(turn()).toEqual(['publishItem 方案公示：B1 设计方案联合审查']);
  });

  it('of the territory by the new day where an imported calendar moved it; the day before stands in the timeline', () => {
    const events = supplementedThenGivenUp();
    const until = upTo('prereview.PrereviewOpened', events);
    const { caseId } = until.at(-1)!;
    const moved = {
      ...until.at(-1)!,
      id: `${caseId}.2`,
      seq: 2,
      type: 'prereview.DueMoved',
      data: {
        projectId: idOf('prj'),
        clock: 'prereview',
        holder: '330182104',
        from: '2026-03-04',
        to: due('2026-03-06'),
      },
    } as unknown as (typeof until)[number];
    const state = tellOne([...until, moved], idOf('prj'));
    expect(turnsOf(state)).toMatchObject([{ action: 'startPrereview', dueOn: '2026-03-06' }]);
    expect(state.timeline.find(({ type }) => type === 'prereview.DueMoved')).toMatchObject({
      title: '工作日历更新，期限调整',
      detail: '到期日由 2026-03-04 调整为 2026-03-06',
      internal: false,
    });
  });

  it('of an opinion’s clock while the case is judged, and no longer when it is summed up, were that due the same day', () => {
    const [judged, summed] = (['prereview.JudgementOpened', 'prereview.JudgementCompleted'] as const).map(
      (last) => {
        const until = upTo(last);
        const { caseId, seq } = until.at(-1)!;
        const before = tellOne(until).prereview!;
        const asked = before.judgement.find(
          ({ opinion, due: own }) => opinion === null || own !== undefined,
        )!;
        const moved = {
          ...until.at(-1)!,
          id: `${caseId}.${seq + 1}`,
          seq: seq + 1,
          type: 'prereview.DueMoved',
          data: {
            projectId,
            clock: `opinion:${asked.department}`,
            holder: asked.department,
            from: before.due!.dueOn,
            to: due('2030-01-02'),
          },
        } as unknown as (typeof until)[number];
        return tellOne([...until, moved]).prereview!.due!.dueOn;
      },
    );
    expect(judged).toBe('2030-01-02');
    expect(summed).not.toBe('2030-01-02');
  });

  it('of nobody when the project was given up', () => {
    expect(turnsOf(tellOne(supplementedThenGivenUp(), idOf('prj')))).toEqual([]);
  });

  it('of the land desk, for the parcel of a project that was given up, and of nobody else', () => {
    const contracted = upTo('land.ContractsSigned');
    const parcel = contracted.at(-1)!;
    const last = contracted.findLast(({ caseId }) => caseId === parcel.caseId)!;
    const abandoned = {
      ...parcel,
      type: 'land.ParcelAbandoned' as const,
      id: `${parcel.caseId}.${last.seq + 1}`,
      seq: last.seq + 1,
      data: { parcelId: parcel.caseId, projectId: projectId },
    };
    const filing = contracted.find(({ type }) => type === 'approval.FilingCompleted')!;
    const seq = Math.max(
      ...contracted.filter(({ caseId }) => caseId === filing.caseId).map((one) => one.seq),
    );
    const closed = {
      ...filing,
      type: 'approval.ProjectClosed' as const,
      id: `${filing.caseId}.${seq + 1}`,
      seq: seq + 1,
      data: { projectId, because: 'givenUp' as const },
    };
    const state = tellOne([...contracted, closed, abandoned] as typeof contracted);
    expect(turnsOf(state).map(({ party, action }) => `${party} ${action}`)).toEqual(['land returnParcel']);
  });

  it('of the agency’s people: the centre assigns, the chief plans, the agents keep in touch', () => {
    const agency = (type: EventType) =>
      turnsOf(tellOne(upTo(type)))
        .filter(({ service }) => service === 'agency')
        .map(({ party, action, optional }) => [party, action, optional]);
    expect(agency('agency.AgencyOffered')).toEqual([['enterprise', 'entrustAgency', true]]);
    expect(agency('agency.AgencyEntrusted')).toEqual([['agencyCentre', 'assignAgents', false]]);
    expect(agency('agency.AgentsAssigned')).toEqual([
      ['chiefAgent', 'confirmAgencyPlan', false],
      ['agent', 'logContact', false],
    ]);
    expect(agency('agency.ContactLogged')).toEqual([['agent', 'logContact', false]]);
  });

  it('not of the owner to entrust what he has withdrawn', () => {
    const offered = upTo('agency.AgencyOffered').filter(({ service }) => service !== 'approval');
    const last = offered.findLast(({ service }) => service === 'admission')!;
    const withdrawn = {
      ...last,
      type: 'admission.ApplicationWithdrawn' as const,
      id: `${last.caseId}.${last.seq + 1}`,
      seq: last.seq + 1,
      data: { reason: '项目缓建' },
    };
    const actions = turnsOf(tellOne([...offered, withdrawn] as typeof offered)).map(({ action }) => action);
    expect(actions).not.toContain('entrustAgency');
  });

  it('is told once: no two turns of a project have one id', () => {
    const events = dayByDay(recorded);
    for (let length = 1; length <= events.length; length += 1) {
      const state = tellOne(events.slice(0, length));
      const ids = turnsOf(state).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});

describe('a parcel that no project has', () => {
  it.each<[LandPublished['type'], string]>([
    ['land.ParcelRegistered', 'territory startEvaluation'],
    ['land.EvaluationStarted', 'territory completeEvaluations'],
    ['land.EvaluationsCompleted', 'territory proposeIndicators'],
    ['land.IndicatorsProposed', 'department countersignIndicators'],
    ['land.SchemeApproved', 'territory fileStandardLand'],
    ['land.StandardLandFiled', 'land announceListing'],
    ['land.ListingAnnounced', 'land recordAward'],
  ])('after %s waits for: %s', (type, expected) => {
    let parcel: ParcelView | undefined;
    for (const event of recorded.filter(({ service }) => service === 'land') as readonly LandPublished[]) {
      parcel = foldParcel(parcel, event);
      if (event.type === type) break;
    }
    const turns = freeParcelTurns(parcel!, '330182').map(({ party, action }) => `${party} ${action}`);
    expect(new Set(turns)).toEqual(new Set([expected]));
  });

  it('is nobody’s turn of it once a project has won it: it is the project’s', () => {
    const { write, written } = createWriter(idOf('prj'));
    write('land.ParcelAwarded', idOf('pcl'), {
      parcelId: idOf('pcl'),
      projectId: idOf('prj'),
      company: null,
      price: '1',
      noticeOn: '2026-03-02',
      contractDue: due('2026-03-16'),
    });
    expect(freeParcelTurns(foldParcel(undefined, written[0] as LandPublished), '330182')).toEqual([]);
  });
});
