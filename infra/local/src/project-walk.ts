import { simulatedPdf } from './simulated-pdf.ts';
import type { Seen, Walk } from './walk.ts';

/** One project, and who drives it on the enterprise's side. */
export interface WalkedProject {
  /** Stands in every idempotency key: the same project walked twice is one project. */
  readonly key: string;
  readonly enterprise: string;
  readonly investor: { readonly kind: 'company'; readonly name: string; readonly creditCode: string };
  readonly facts: Readonly<Record<string, unknown>> & {
    readonly name: string;
    readonly division: string;
    readonly industry: string;
    readonly totalInvestment: string;
    readonly landMu: string;
  };
  readonly territory: string;
  readonly chief: string;
  readonly parcel: { readonly code: string; readonly name: string };
}

const officers: Readonly<Record<string, string>> = {
  developmentReform: 'fagai',
  economyInformation: 'jingxin',
  naturalResources: 'guizi',
  ecology: 'huanbao',
  emergency: 'yingji',
  housing: 'zhujian',
  commerce: 'shangwu',
  water: 'shuili',
  financeTax: 'caishui',
  meteorology: 'qixiang',
  civilDefence: 'renfang',
  utilities: 'shuidian',
};
const officerOf = (department: string): string => officers[department] ?? 'fagai';
/** Who accepts and who decides an item are different people. */
const decisionBy: Readonly<Record<string, string>> = { naturalResources: 'guizi2', housing: 'zhujian2' };

const hasTurn = (seen: Seen, action: string): boolean => seen.turns.some((turn) => turn.action === action);
const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The stations of a project from application to acceptance, each by the person whose turn it is. */
export const createProjectWalk = (walk: Walk, project: WalkedProject) => {
  const { enterprise, territory, facts, investor } = project;
  const key = (step: string): string => `${project.key}-${step}`;

  const apply = async (): Promise<string> =>
    (
      await (
        await walk.as(enterprise)
      ).command('submitApplication', { key: key('apply'), investor, facts, electronicDelivery: true })
    ).id;

  const prereview = async (id: string): Promise<void> => {
    await walk.take(territory, id, 'startPrereview', 'startPrereview', key('start'));
    await walk.take(territory, id, 'agreePrereview', 'agreePrereview', key('agree'), {
      opinion: '符合本镇产业规划，同意申报',
    });
  };

  /** Departments give their opinions at once, as they do not wait for each other: all that were asked, or those named. */
  const judge = async (id: string, only?: readonly string[]): Promise<void> => {
    const seen = await walk.until('yanpan', id, 'opinions asked', (now) => hasTurn(now, 'giveOpinion'));
    const asked = seen.turns.filter(
      (turn) => turn.action === 'giveOpinion' && (only === undefined || only.includes(turn.holder)),
    );
    await Promise.all(
      asked.map(
        async (turn) =>
          await (await walk.as(officerOf(turn.holder))).command('giveOpinion', {
            id: turn.caseId,
            key: key(`opinion-${turn.holder}`),
            opinion: 'agree',
            text: '经研判，同意',
          }),
      ),
    );
  };

  const sendBack = async (id: string): Promise<void> => {
    await walk.take(territory, id, 'startPrereview', 'startPrereview', key('start'));
    await walk.take(territory, id, 'agreePrereview', 'requestPrereviewSupplement', key('send-back'), {
      asked: [{ what: '能耗测算说明', why: '未说明主要耗能设备' }],
    });
  };

  const conclude = async (id: string): Promise<void> => {
    await walk.take('yanpan', id, 'summariseJudgement', 'summariseJudgement', key('summary'), {
      reason: '各部门均同意',
    });
    await walk.until(enterprise, id, 'conclusion', ({ stage }) => stage === 'filing');
  };

  const file = async (projectId: string | undefined): Promise<string> => {
    const done = await (await walk.as(enterprise)).command('fileProject', {
      key: key('file'),
      ...(projectId === undefined ? {} : { projectId }),
      investorName: investor.name,
      creditCode: investor.creditCode,
      name: facts.name,
      division: facts.division,
      industry: facts.industry,
      totalInvestment: facts.totalInvestment,
      landMu: facts.landMu,
      electronicDelivery: true,
    });
    await walk.until(
      enterprise,
      done.subject,
      'project code',
      ({ projectCode, steps }) => projectCode !== null && steps.length > 1,
    );
    return done.subject;
  };

  const entrust = async (id: string): Promise<void> => {
    await walk.take(enterprise, id, 'entrustAgency', 'entrustAgency', key('entrust'), {
      scope: 'whole',
      items: [],
    });
    await walk.take('daiban-center', id, 'assignAgents', 'assignAgents', key('assign'));
    const seen = await walk.until(enterprise, id, 'agents', ({ agency }) => (agency?.agents.length ?? 0) > 0);
    // The file is the agents' to see from the owner's consent on.
    await walk.take(project.chief, id, 'confirmAgencyPlan', 'confirmAgencyPlan', key('plan'), {
      plan: '按路径图逐项推进，每周联系',
    });
    const agents = ['daiban1', 'daiban2'];
    for (const agent of agents) {
      const { me } = await walk.as(agent);
      if (seen.agency?.agents.includes(me.id) !== true) continue;
      await walk.take(agent, id, 'logContact', 'logContact', key('contact'), {
        channel: 'visit',
        summary: '首次上门，说明流程和所需材料',
      });
    }
  };

  /** The territory's parcel, up to its filing as standard land. */
  const prepareParcel = async (): Promise<string> => {
    const town = await walk.as(territory);
    const land = await walk.as('tudi');
    const { id } = await town.command('registerParcel', {
      key: key('parcel'),
      parcelCode: project.parcel.code,
      name: project.parcel.name,
      division: facts.division,
      area: '20000',
      industries: [facts.industry],
    });
    const evaluations = ['能评', '规划环评', '水保', '压矿', '地灾'];
    await town.command('startEvaluation', { id, key: key('evaluate'), evaluations });
    await town.command('completeEvaluations', {
      id,
      key: key('evaluated'),
      results: evaluations.map((evaluation) => ({ evaluation, result: '符合要求' })),
    });
    const indicator = (kind: string, direction: string, value: string, unit: string, judgedAt: string) => ({
      kind,
      direction,
      value,
      unit,
      judgedAt,
    });
    await town.command('proposeIndicators', {
      id,
      key: key('indicators'),
      indicators: [
        indicator('investmentIntensity', 'atLeast', '300', '万元/亩', 'completion'),
        indicator('plotRatio', 'atLeast', '1.2', '', 'completion'),
        indicator('taxPerMu', 'atLeast', '20', '万元/亩·年', 'fullProduction'),
        indicator('addedValuePerEnergy', 'atLeast', '1', '万元/吨标煤', 'fullProduction'),
        indicator('researchIntensity', 'atLeast', '1.5', '%', 'fullProduction'),
      ],
      askedOf: ['developmentReform', 'ecology'],
    });
    for (const department of ['developmentReform', 'ecology'])
      await (await walk.as(officerOf(department))).command('countersignIndicators', {
        id,
        key: key(`sign-${department}`),
        opinion: '同意指标',
      });
    await land.command('approveScheme', { id, key: key('scheme'), opinion: '同意出让方案' });
    await town.command('fileStandardLand', { id, key: key('standard') });
    return id;
  };

  /** Open auction: notice twenty days, listing ten. */
  const announce = async (parcelId: string, today: string): Promise<void> => {
    const land = await walk.as('tudi');
    const [listingFrom, closesOn] = [dayAfter(today, 21), dayAfter(today, 32)];
    await land.command('announceListing', {
      id: parcelId,
      key: key('listing'),
      noticeOn: today,
      listingFrom,
      closesOn,
      startPrice: '1000',
    });
  };

  /** Both contracts and the note in the register, once the award is there. */
  const contract = async (parcelId: string, projectId: string): Promise<void> => {
    const land = await walk.as('tudi');
    await walk.until('tudi', projectId, 'award', ({ parcel }) => parcel?.status === 'awarded');
    await land.command('signContracts', {
      id: parcelId,
      key: key('contracts'),
      legalityOpinion: '模拟-2026-001',
    });
    await land.command('annotateRegistration', { id: parcelId, key: key('annotate'), note: '标准地' });
  };

  const award = async (parcelId: string, projectId: string, today: string): Promise<void> => {
    const land = await walk.as('tudi');
    const { me } = await walk.as(enterprise);
    await land.command('recordAward', {
      id: parcelId,
      key: key('award'),
      projectId,
      company: me.company,
      price: '1200',
      noticeOn: today,
    });
    await contract(parcelId, projectId);
  };

  /** What an item asks for first by the catalogue; `other` where it asks for nothing. */
  const firstAsked = async (item: string): Promise<string> => {
    const { getItemMaterials } = await (await walk.as(enterprise)).query<{
      getItemMaterials: { asked: readonly { kind: string }[] };
    }>('query($input: GetItemMaterialsInput!) { getItemMaterials(input: $input) { asked { kind } } }', {
      input: { item },
    });
    return getItemMaterials.asked[0]?.kind ?? 'other';
  };

  /** A file of the project, uploaded once however often the walk is walked. */
  const attach = async (projectId: string, name: string, kind: string): Promise<string> => {
    const owner = await walk.as(enterprise);
    const file = await owner.upload(projectId, kind, `${name}.pdf`, simulatedPdf(key(name)));
    if (file.material !== null) return file.material;
    return (await owner.command('attachMaterial', { key: key(`attach-${name}`), projectId, file: file.id }))
      .id;
  };

  const submitItem = async (id: string, code: string): Promise<string> => {
    const seen = await walk.until(enterprise, id, `item ${code}`, ({ turns, steps }) => {
      const step = steps.find((known) => known.code === code);
      return turns.some((turn) => turn.action === 'submitItem' && turn.caseId === step?.caseId);
    });
    const caseId = seen.steps.find((step) => step.code === code)?.caseId ?? '';
    const owner = await walk.as(enterprise);
    const material = await attach(id, `${code}-form`, await firstAsked(caseId));
    await owner.command('submitItem', {
      id: caseId,
      key: key(`${code}-submit`),
      note: '材料齐全',
      materials: [{ material, version: 1 }],
      // 水保 of this size goes on a promise, at once; it is looked into within sixty working days.
      ...(code === 'A8' ? { commitment: true } : {}),
    });
    return caseId;
  };

  /** What is made public before it is decided; the days of 公示 in the catalogue, and the day after the last of them. */
  const published = ['B1'];
  const publicityDays = 8;

  const clock = async () =>
    (
      await (
        await walk.as('admin')
      ).query<{ clock: { now: string; today: string } }>('{ clock { now today } }')
    ).clock;
  /** Time passes until a day; none where it is there already, as when another walk waited for the same. */
  const waitUntil = async (day: string): Promise<void> => {
    const { now, today } = await clock();
    if (today >= day) return;
    const days = (Date.parse(day) - Date.parse(today)) / 86_400_000;
    const to = new Date(Date.parse(now) + days * 86_400_000).toISOString();
    await (await walk.as('admin')).query('mutation($to: String!) { advanceClock(to: $to) { now } }', { to });
  };

  interface Begun {
    readonly code: string;
    readonly caseId: string;
    readonly department: string;
  }
  /** Submitted and accepted, and made public where that is asked for; null where it is done with its receipt. */
  const beginItem = async (id: string, code: string): Promise<Begun | null> => {
    const caseId = await submitItem(id, code);
    const received = await walk.until(
      enterprise,
      id,
      `${code} received`,
      ({ turns, steps }) =>
        turns.some((turn) => turn.action === 'acceptItem' && turn.caseId === caseId) ||
        steps.some((step) => step.code === code && step.status === 'filed'),
    );
    const department = received.turns.find(
      (turn) => turn.action === 'acceptItem' && turn.caseId === caseId,
    )?.holder;
    if (department === undefined) return null;
    const officer = await walk.as(officerOf(department));
    await officer.command('acceptItem', { id: caseId, key: key(`${code}-accept`) });
    if (published.includes(code))
      await officer.command('publishItem', {
        id: caseId,
        key: key(`${code}-publish`),
        place: '市政府网站公示专栏（模拟）',
      });
    return { code, caseId, department };
  };
  /** Decided by another officer than who accepted, and delivered. */
  const endItem = async ({ code, caseId, department }: Begun): Promise<void> => {
    await (await walk.as(decisionBy[department] ?? officerOf(department))).command('decideItem', {
      id: caseId,
      key: key(`${code}-decide`),
      outcome: 'granted',
      reason: '符合法定条件',
    });
    const officer = await walk.as(officerOf(department));
    await officer.command('deliverItem', { id: caseId, key: key(`${code}-deliver`), channel: 'inbox' });
  };

  /** What is left of the path of an ordinary plant: what may run at once runs at once. */
  const passPath = async (id: string): Promise<void> => {
    const { steps } = await walk.dossier(enterprise, id);
    const isOpen = (code: string): boolean =>
      steps.some((step) => step.code === code && step.status !== 'delivered' && step.status !== 'filed');
    for (const together of [['A6', 'A8', 'A5', 'B1'], ['B2'], ['C1', 'C6'], ['C4']]) {
      const begun = await Promise.all(together.filter(isOpen).map(async (code) => await beginItem(id, code)));
      const open = begun.filter((item) => item !== null);
      const later = open.filter(({ code }) => published.includes(code));
      await Promise.all(open.filter((item) => !later.includes(item)).map(endItem));
      if (later.length === 0) continue;
      await waitUntil(dayAfter((await clock()).today, publicityDays));
      await Promise.all(later.map(endItem));
    }
  };

  const build = async (id: string, today: string): Promise<void> => {
    await walk.take(enterprise, id, 'reportConstructionStart', 'reportConstructionStart', key('build'), {
      on: today,
    });
  };

  /** Acceptance, with one item that fails, is rectified and alone checked again. */
  const accept = async (id: string): Promise<void> => {
    await walk.take(enterprise, id, 'applyAcceptance', 'applyAcceptance', key('acc-apply'), {
      surveyReport: '综合测绘报告（模拟）',
    });
    await walk.take('tudi', id, 'verifyPlanning', 'verifyPlanning', key('acc-verify'), {
      passed: true,
      finding: '符合规划许可',
    });
    await walk.take(
      enterprise,
      id,
      'recordFivePartyAcceptance',
      'recordFivePartyAcceptance',
      key('acc-five'),
      { report: '五方一致同意通过', parties: ['建设', '勘察', '设计', '施工', '监理'] },
    );
    const checks = [
      { check: 'fire', department: 'housing' },
      { check: 'archives', department: 'housing' },
      { check: 'drainage', department: 'housing' },
      { check: 'greening', department: 'housing' },
      { check: 'land', department: 'naturalResources' },
    ];
    const accepted = await walk.take(
      'yanshou',
      id,
      'acceptJointAcceptance',
      'acceptJointAcceptance',
      key('acc-accept'),
      { checks },
    );
    for (const { check, department } of checks)
      await (await walk.as(officerOf(department))).command('recordCheck', {
        id: accepted.id,
        key: key(`acc-${check}`),
        check,
        passed: check !== 'fire',
        finding: check === 'fire' ? '疏散指示缺失' : '合格',
      });
    await walk.take(
      enterprise,
      id,
      'reportAcceptanceRectification',
      'reportAcceptanceRectification',
      key('acc-rectify'),
      { report: '已补装疏散指示' },
    );
    await walk.take('zhujian', id, 'recordCheck', 'recordCheck', key('acc-recheck'), {
      check: 'fire',
      passed: true,
      finding: '复验合格',
    });
    await walk.take('yanshou', id, 'issueJointOpinion', 'issueJointOpinion', key('acc-opinion'), {
      opinion: '同意通过联合验收',
    });
    await walk.take(enterprise, id, 'fileCompletion', 'fileCompletion', key('acc-file'));
    await walk.until(enterprise, id, 'completion', ({ stage }) => stage === 'completed');
  };

  return {
    apply,
    prereview,
    sendBack,
    judge,
    conclude,
    file,
    entrust,
    prepareParcel,
    announce,
    award,
    contract,
    submitItem,
    passPath,
    build,
    accept,
  };
};
export type ProjectWalk = ReturnType<typeof createProjectWalk>;
