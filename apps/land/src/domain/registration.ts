import { type DecideContext, type Decision, decided, refused } from '@yizhan/aggregate/machine';
import { checkIndustry, checkParcelCode, findDivision } from '@yizhan/codes';
import { hasRole, type LandEvent, type Refusal, refusal } from '@yizhan/contracts';
import { isPositive } from './indicators.ts';
import { countyExtents, polygonTolerance } from './limits.ts';
import type { Amendment, CommandOf, Parcel, Registration } from './parcel-state.ts';
import { areaOf, liesWithin, overlapOf, ringFault } from './polygon.ts';
import { hasDoubles } from './preparation.ts';

type Decided = Decision<LandEvent>;
type Neighbours = NonNullable<CommandOf<'registerParcel'>['neighbours']>;
type Checked =
  | { readonly ok: true; readonly parcelCode: string }
  | { readonly ok: false; readonly refusal: Refusal };

/** Is it drawn as a parcel can lie: closed, inside the county, of its area, and over nobody else's? */
const polygonFault = (
  { polygon, area, areaExplanation }: Registration,
  neighbours: Neighbours,
  county: string,
): Refusal | null => {
  if (polygon === undefined) return null;
  const fault = ringFault(polygon);
  if (fault !== null)
    return refusal(
      'invalid',
      'POLYGON_BROKEN',
      fault === 'open' ? '地块边界没有闭合，首尾坐标须相同' : '地块边界自相交，请检查坐标顺序',
      fault === 'open' ? 'the ring is not closed' : 'the ring runs through itself',
      'polygon',
    );
  const extent = countyExtents[county];
  if (extent !== undefined && !liesWithin(polygon, extent))
    return refusal(
      'invalid',
      'POLYGON_OUTSIDE_COUNTY',
      '地块坐标不在本县市范围之内，请检查经纬度',
      'the polygon does not lie in this county',
      'polygon',
    );
  const drawn = areaOf(polygon);
  const { areaPercent, overlapSquareMetres } = polygonTolerance;
  if (Math.abs(drawn - Number(area)) * 100 > drawn * areaPercent && areaExplanation === undefined)
    return refusal(
      'refused',
      'AREA_DISAGREES',
      `登记面积${area}平方米与图形面积${drawn.toFixed(0)}平方米相差超过${areaPercent}%，请核对或说明原因`,
      `the area differs from the polygon's (${drawn.toFixed(0)} m²) by more than ${areaPercent} %: mend it or say why`,
      'areaExplanation',
    );
  const under = neighbours.find((other) => overlapOf(polygon, other.polygon) > overlapSquareMetres);
  return under === undefined
    ? null
    : refusal(
        'conflict',
        'PARCELS_OVERLAP',
        `地块与已登记的“${under.name}”重叠，请核对界址`,
        `it overlaps ${under.name}, which is registered already`,
        'polygon',
      );
};

/** The code as it is written, or what is wrong with a registration. */
const check = (registration: Registration, neighbours: Neighbours, county: string): Checked => {
  const no = (fault: Refusal): Checked => ({ ok: false, refusal: fault });
  const { division: wanted, area, industries } = registration;
  const code = checkParcelCode(registration.parcelCode, { county, standardLand: true });
  if (!code.ok) return no(refusal('invalid', code.code, code.zh, code.en, 'parcelCode'));
  const division = findDivision(wanted);
  if (division === undefined || division.county !== county)
    return no(
      refusal(
        'invalid',
        'DIVISION_UNKNOWN',
        '属地不在本县市的乡镇、街道、园区之内',
        'no such division of this county',
        'division',
      ),
    );
  if (!isPositive(area))
    return no(refusal('invalid', 'AREA_MISSING', '地块面积须大于零', 'the area must be above zero', 'area'));
  for (const [index, text] of industries.entries()) {
    const industry = checkIndustry(text);
    if (!industry.ok)
      return no(refusal('invalid', industry.code, industry.zh, industry.en, `industries.${index}`));
  }
  if (hasDoubles(industries))
    return no(
      refusal('invalid', 'INDUSTRY_TWICE', '同一行业不能重复', 'an industry stands twice', 'industries'),
    );
  const misdrawn = polygonFault(registration, neighbours, county);
  return misdrawn === null ? { ok: true, parcelCode: code.value } : no(misdrawn);
};

export const register = (command: CommandOf<'registerParcel'>, context: DecideContext): Decided => {
  const checked = check(command, command.neighbours ?? [], context.actor.county);
  if (!checked.ok) return refused(checked.refusal);
  const { name, division, area, industries, polygon, areaExplanation } = command;
  return decided({
    type: 'ParcelRegistered',
    data: {
      parcelId: context.caseId,
      parcelCode: checked.parcelCode,
      name,
      division,
      area,
      industries: [...industries],
      ...(polygon === undefined ? {} : { polygon }),
      ...(areaExplanation === undefined ? {} : { areaExplanation }),
    },
  });
};

/** The parcel as it would be registered, put right by an amendment. */
export const amendedBy = (state: Parcel, amendment: Amendment): Registration => ({
  parcelCode: amendment.parcelCode ?? state.parcelCode,
  name: amendment.name ?? state.name,
  division: amendment.division ?? state.division,
  area: amendment.area ?? state.area,
  industries: amendment.industries ?? state.industries,
  polygon: amendment.polygon ?? state.polygon ?? undefined,
  areaExplanation: amendment.areaExplanation ?? state.areaExplanation ?? undefined,
});

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What the indicators, the scheme and the filing rest on. */
const bearing: readonly (keyof Registration)[] = ['area', 'polygon', 'division', 'industries'];
const drafted: readonly Parcel['status'][] = ['countersigning', 'approved', 'filed', 'failed'];

export const amend = (state: Parcel, command: CommandOf<'amendParcel'>, context: DecideContext): Decided => {
  const { actor, caseId } = context;
  const right = amendedBy(state, command);
  if (right.division !== state.division && !hasRole(actor, 'land'))
    return refused(
      refusal(
        'forbidden',
        'DIVISION_BY_LAND',
        '所属区域由规划和自然资源部门更正',
        'the division is put right by the land office',
        'division',
      ),
    );
  const checked = check(right, command.neighbours ?? [], actor.county);
  if (!checked.ok) return refused(checked.refusal);
  const before = amendedBy(state, {});
  const after: Registration = { ...right, parcelCode: checked.parcelCode };
  const keys = Object.keys(before) as readonly (keyof Registration)[];
  const changed = keys.filter((key) => after[key] !== undefined && !same(before[key], after[key]));
  if (changed.length === 0)
    return refused(refusal('invalid', 'NOTHING_CHANGED', '没有需要更正的内容', 'nothing of it is changed'));
  return decided({
    type: 'ParcelAmended',
    data: {
      parcelId: caseId,
      reason: command.reason,
      ...Object.fromEntries(changed.map((key) => [key, after[key]])),
      anew: drafted.includes(state.status) && changed.some((key) => bearing.includes(key)),
    },
  });
};
