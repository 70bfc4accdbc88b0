import type { LandPublished } from '@yizhan/contracts';
import { describe, expect, it } from 'vitest';
import { foldParcel } from '../src/domain/fold-land.ts';
import { freeParcelTurns } from '../src/domain/turns.ts';
import { createWriter, due, idOf, tellOne } from './story.ts';

const parcelId = idOf('pcl');
const projectId = idOf('prj');
const award = {
  parcelId,
  company: 'cmp_a',
  price: '1200',
  noticeOn: '2026-04-01',
  contractDue: due('2026-04-16'),
};
const parcelOf = (written: readonly unknown[]) =>
  (written as readonly LandPublished[]).reduce(
    (parcel: ReturnType<typeof foldParcel> | undefined, event) => foldParcel(parcel, event),
    undefined,
  );

describe('a parcel', () => {
  it('whose award came to nothing is nobody’s again, and is to be announced', () => {
    const { write, written } = createWriter(projectId);
    write('land.ParcelAwarded', parcelId, { ...award, projectId });
    write('land.ListingFailed', parcelId, { parcelId, reason: '逾期未签', projectId });
    const parcel = parcelOf(written);
    expect(parcel).toMatchObject({ status: 'failed', projectId: null });
    expect(freeParcelTurns(parcel!, '330182').map(({ action }) => action)).toEqual(['announceListing']);
    expect(tellOne(written, projectId).parcels).toEqual([]);
    expect(tellOne(written, projectId).intervals).toMatchObject([
      { key: `${parcelId}:land`, end: expect.any(String) },
    ]);
  });

  it('that is noted in the register late stays where it is', () => {
    const { write, written } = createWriter(projectId);
    write('land.ParcelUnderConstruction', parcelId, { parcelId, projectId, on: '2026-05-01' });
    write('land.RegistrationAnnotated', parcelId, { parcelId, projectId, note: '标准地' });
    expect(parcelOf(written)).toMatchObject({ status: 'building' });
  });

  it('is as it was put right, and gone when its registration was withdrawn', () => {
    const { write, written } = createWriter(projectId);
    write('land.StandardLandFiled', parcelId, { parcelId, receipt: 'BD1', division: '330182104' });
    write('land.ParcelAmended', parcelId, { parcelId, reason: '名称有误', name: 'B-02', anew: false });
    expect(parcelOf(written)).toMatchObject({ status: 'filed', name: 'B-02' });
    write('land.ParcelAmended', parcelId, { parcelId, reason: '面积有误', area: '21000', anew: true });
    expect(parcelOf(written)).toMatchObject({ status: 'drafting', name: 'B-02' });
    write('land.ParcelRegistrationCancelled', parcelId, { parcelId, reason: '重复登记' });
    expect(parcelOf(written)).toMatchObject({ status: 'cancelled' });
    expect(freeParcelTurns(parcelOf(written)!, '330182')).toEqual([]);
  });
});
