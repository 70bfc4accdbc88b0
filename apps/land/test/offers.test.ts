import { somebody } from '@yizhan/testkit';
import { legalDateOf } from '@yizhan/workdays';
import { describe, expect, it } from 'vitest';
import { openTo } from '../src/domain/offers.ts';
import {
  awarding,
  completionValues,
  department,
  land,
  monday,
  service,
  town,
  walkTo,
  winner,
} from './walk.ts';

type Walk = ReturnType<typeof walkTo>;
const on = (day: string) => legalDateOf(`${day}T01:00:00Z`);
const offered = (walk: Walk, actor = land, day = '2026-04-01') =>
  openTo(walk.state(), actor, on(day)).toSorted();
const both = ['amendParcel', 'cancelRegistration'];

/** By hand, what the page offers on the main path: to the land office, and to the territory. */
const offers = {
  reserved: [
    [...both, 'startEvaluation'],
    [...both, 'startEvaluation'],
  ],
  evaluating: [
    [...both, 'completeEvaluations'],
    [...both, 'completeEvaluations'],
  ],
  drafting: [
    [...both, 'proposeIndicators'],
    [...both, 'proposeIndicators'],
  ],
  countersigning: [
    [...both, 'proposeIndicators'],
    [...both, 'proposeIndicators'],
  ],
  approved: [both, [...both, 'fileStandardLand']],
  filed: [['amendParcel', 'announceListing', 'cancelRegistration'], both],
  listed: [['recordAward', 'recordListingFailure'], []],
  awarded: [['returnParcel', 'signContracts'], ['signContracts']],
  contracted: [['annotateRegistration', 'openBreach', 'returnParcel'], []],
  annotated: [['openBreach', 'returnParcel'], []],
  building: [['openBreach', 'returnParcel'], []],
  completionReview: [['openBreach', 'recordCompletionReview', 'returnParcel'], []],
  operating: [['openBreach', 'recordProductionReview', 'returnParcel'], []],
  fulfilled: [[], []],
} as const;

describe('what the page offers', () => {
  it.each(Object.entries(offers))('in %s', (status, [office, territory]) => {
    const walk = walkTo(status as keyof typeof offers);
    expect(offered(walk)).toEqual(office);
    expect(offered(walk, town)).toEqual(territory);
    for (const actor of [
      somebody('territory', { unit: '330182001' }),
      somebody('agent'),
      somebody('administrator'),
    ])
      expect(offered(walk, actor)).toEqual([]);
    expect(offered(walk, winner)).toEqual([]);
  });

  it('no result of a listing that is open', () => {
    expect(offered(walkTo('listed'), land, '2026-03-31')).toEqual([]);
  });

  it('to an unsigned award 流拍 once its contracts are overdue, and its project where it has none', () => {
    expect(offered(walkTo('awarded'), land, '2026-04-16')).not.toContain('recordListingFailure');
    expect(offered(walkTo('awarded'), land, '2026-04-17')).toContain('recordListingFailure');
    const unlinked = walkTo('listed');
    unlinked.at('2026-04-01T01:00:00Z');
    unlinked.do(land, { ...awarding, projectId: null, company: null, filed: null, winnerName: '某公司' });
    expect(offered(unlinked)).toEqual(['linkAward']);
    expect(offered(unlinked, land, '2026-04-17')).toEqual(['linkAward', 'recordListingFailure']);
    const abandoned = walkTo('awarded');
    abandoned.do(service, { type: 'noteProjectGivenUp' });
    expect(offered(abandoned)).toEqual(['recordListingFailure', 'returnParcel']);
  });

  it('a way out of a breach, and the note that was forgotten', () => {
    const walk = walkTo('operating', monday, ['annotated']);
    expect(offered(walk)).toContain('annotateRegistration');
    walk.do(land, { type: 'openBreach', reason: '逾期未达产' });
    expect(offered(walk)).toEqual(['returnParcel']);
  });

  it('to each department its countersign once, and the approval when all have signed', () => {
    const walk = walkTo('countersigning');
    const [ecology, reform] = [department('ecology'), department('developmentReform')];
    expect(offered(walk, ecology)).toEqual(['countersignIndicators']);
    walk.do(ecology, { type: 'countersignIndicators', opinion: '同意' });
    expect(offered(walk, ecology)).toEqual([]);
    expect(offered(walk)).not.toContain('approveScheme');
    walk.do(reform, { type: 'countersignIndicators', opinion: '同意' });
    expect(offered(walk)).toContain('approveScheme');
    expect(offered(walk, department('water'))).toEqual([]);
  });

  it('to the winner what is his to report', () => {
    const walk = walkTo('completionReview');
    walk.do(land, { type: 'recordCompletionReview', measured: completionValues('200', '1.2', '7') });
    expect(offered(walk, winner)).toEqual(['reportRectification']);
    walk.do(winner, { type: 'reportRectification', report: '已整改' });
    walk.do(land, {
      type: 'recordCompletionReview',
      measured: completionValues('300', '1.2', '7').slice(0, 1),
    });
    expect(offered(walk, winner)).toEqual(['startOperation']);
    expect(offered(walk)).toEqual(['openBreach', 'returnParcel', 'startOperation']);
  });
});
