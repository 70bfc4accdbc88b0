import type { AnyEvent, EventType } from '@yizhan/contracts';
import { describe, expect, it } from 'vitest';
import { freeParcelTurns, turnsOf } from '../src/domain/turns.ts';
import { dossierView } from '../src/domain/view.ts';
import {
  createWriter,
  due,
  idOf,
  interleave,
  projectId,
  readingDay,
  recorded,
  tellOne,
  upTo,
} from './story.ts';

const [first, second] = [idOf('pcl', 1), idOf('pcl', 2)];

/** A filed project to which the land desk awards parcels. */
const filedProject = () => {
  const { write: tell, pass, written } = createWriter(projectId);
  const filed = upTo('approval.PathPlanned').filter(({ service }) => service === 'approval');
  const write = <T extends EventType>(type: T, parcelId: string, data: object = {}) =>
    tell(type, parcelId, { parcelId, projectId, ...data } as Parameters<typeof tell<T>>[2]);
  const awarded = (parcelId: string, contractDue: string) =>
    write('land.ParcelAwarded', parcelId, {
      company: 'cmp_a',
      price: '1200',
      noticeOn: '2026-03-02',
      contractDue: due(contractDue),
    });
  const signed = (parcelId: string) =>
    write('land.ContractsSigned', parcelId, {
      legalityOpinion: 'HF1',
      simulated: true,
      indicators: Array.from({ length: 5 }, () => ({
        kind: 'taxPerMu',
        direction: 'atLeast',
        value: '20',
        unit: '万元/亩',
        judgedAt: 'fullProduction',
      })),
    });
  const all = (): readonly AnyEvent[] => [...filed, ...written];
  const state = () => tellOne(all());
  const turns = () =>
    turnsOf(state())
      .filter(({ service }) => service === 'land')
      .map(({ action, parcelId, dueOn }) => [action, parcelId, dueOn]);
  const view = () =>
    dossierView(
      state(),
      [],
      { id: 'acc_admin', roles: ['administrator'], county: '330182', person: true },
      readingDay('2026-03-10'),
      false,
    );
  return { write, pass, awarded, signed, all, state, turns, view };
};

describe('a project with two parcels', () => {
  it('has something to do on each, whatever happens to the other', () => {
    const { awarded, signed, turns } = filedProject();
    awarded(first, '2026-03-16');
    awarded(second, '2026-03-20');
    expect(turns()).toEqual([
      ['signContracts', first, '2026-03-16'],
      ['signContracts', second, '2026-03-20'],
    ]);
    signed(second);
    expect(turns()).toEqual([
      ['signContracts', first, '2026-03-16'],
      ['annotateRegistration', second, null],
    ]);
  });

  it('keeps both when the light of one turns', () => {
    const { awarded, write, turns } = filedProject();
    awarded(first, '2026-03-16');
    awarded(second, '2026-03-20');
    write('land.LightTurned', first, {
      clock: 'contract',
      light: 'yellow',
      dueOn: '2026-03-16',
      holder: 'naturalResources',
    });
    expect(turns().map(([, parcel]) => parcel)).toEqual([first, second]);
  });

  it('is shown with both; its land is had once both are', () => {
    const { awarded, signed, write, view } = filedProject();
    awarded(second, '2026-03-20');
    awarded(first, '2026-03-16');
    const land = () => view().parts.find(({ part }) => part === 'land');
    expect(view().parcels.map(({ parcelId }) => parcelId)).toEqual([first, second]);
    expect(view().parcel).toMatchObject({ parcelId: first });
    expect(land()).toMatchObject({ caseId: first, state: 'running', statusZh: '成交' });
    for (const parcel of [first, second]) signed(parcel);
    write('land.RegistrationAnnotated', first, { note: '标准地' });
    expect(land()).toMatchObject({ state: 'running', statusZh: '已备注登记、已签双合同' });
    write('land.RegistrationAnnotated', second, { note: '标准地' });
    expect(land()).toMatchObject({ state: 'done', statusZh: '已备注登记' });
  });

  it('has the one left that it did not lose: to a failed sale, or given back', () => {
    const { awarded, signed, write, view, turns, state } = filedProject();
    awarded(first, '2026-03-16');
    awarded(second, '2026-03-20');
    write('land.ListingFailed', first, { reason: '逾期未签', projectId: undefined });
    expect(view().parcels.map(({ parcelId }) => parcelId)).toEqual([second]);
    expect(turns()).toEqual([['signContracts', second, '2026-03-20']]);
    expect(state().intervals.filter(({ key }) => key === `${first}:land`)).toMatchObject([
      { end: '2026-03-02' },
    ]);
    awarded(first, '2026-04-16');
    signed(first);
    write('land.ParcelReturned', first, { reason: '协商收回' });
    expect(view().parcel).toMatchObject({ parcelId: second });
  });

  it('is the same in whatever order its parcels’ events come', () => {
    const { awarded, signed, write, all } = filedProject();
    awarded(second, '2026-03-20');
    awarded(first, '2026-03-16');
    signed(second);
    write('land.RegistrationAnnotated', second, { note: '标准地' });
    const { version: _version, ...told } = tellOne(all());
    for (const picks of [[0], [1], [2, 0, 1], [1, 2]]) {
      const { version: _other, ...other } = tellOne(interleave(all(), picks));
      expect(other).toEqual(told);
    }
  });
});

describe('the land desk has to', () => {
  it('name the project of an award without one, until the contracts are due', () => {
    const { awarded, state } = filedProject();
    awarded(first, '2026-03-16');
    const [parcel] = state().parcels;
    expect(freeParcelTurns({ ...parcel!, projectId: null }, '330182')).toMatchObject([
      { party: 'land', action: 'linkAward', what: '补充竞得项目', dueOn: '2026-03-16' },
    ]);
  });

  it('take back a parcel whose contract was broken, given up or not', () => {
    const { awarded, signed, write, state } = filedProject();
    awarded(first, '2026-03-16');
    signed(first);
    write('land.BreachOpened', first, { reason: '逾期未开工' });
    const returnIt = [{ party: 'land', action: 'returnParcel', what: '违约处置：收回地块' }];
    expect(turnsOf(state()).filter(({ service }) => service === 'land')).toMatchObject(returnIt);
    expect(turnsOf({ ...state(), givenUpOn: '2026-03-10' })).toMatchObject(returnIt);
  });

  it('make up for the note in the register where construction came first', () => {
    const { awarded, signed, write, turns, view } = filedProject();
    awarded(first, '2026-03-16');
    signed(first);
    write('land.ParcelUnderConstruction', first, { on: '2026-03-02' });
    expect(turns()).toEqual([['annotateRegistration', first, null]]);
    write('land.RegistrationAnnotated', first, { note: '标准地' });
    expect(turns()).toEqual([]);
    expect(view().parcel).toMatchObject({ status: 'building' });
  });

  it('nothing more on the parcel of the recorded project, but its reviews', () => {
    expect(turnsOf(tellOne(recorded)).map(({ action }) => action)).toContain('recordCompletionReview');
  });
});
