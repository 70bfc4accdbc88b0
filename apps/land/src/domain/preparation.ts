import { type DecideContext, type Decision, decided, refused } from '@yizhan/aggregate/machine';
import { checkIndustry, checkParcelCode, findDivision } from '@yizhan/codes';
import { departmentNames, type LandEvent, type Refusal, refusal } from '@yizhan/contracts';
import { findIndicatorFault, isPositive } from './indicators.ts';
import { countyExtents, polygonTolerance } from './limits.ts';
import type { CommandOf, Parcel } from './parcel-state.ts';
import { areaOf, liesWithin, overlapOf, ringFault } from './polygon.ts';

type Decided = Decision<LandEvent>;

const hasDoubles = (values: readonly string[]): boolean => new Set(values).size < values.length;

export const register = (command: CommandOf<'registerParcel'>, context: DecideContext): Decided => {
  const { county } = context.actor;
  const code = checkParcelCode(command.parcelCode, { county, standardLand: true });
  if (!code.ok) return refused(refusal('invalid', code.code, code.zh, code.en, 'parcelCode'));
  const division = findDivision(command.division);
  if (division === undefined || division.county !== county)
    return refused(
      refusal(
        'invalid',
        'DIVISION_UNKNOWN',
        '属地不在本县市的乡镇、街道、园区之内',
        'no such division of this county',
        'division',
      ),
    );
  if (!isPositive(command.area))
    return refused(
      refusal('invalid', 'AREA_MISSING', '地块面积须大于零', 'the area must be above zero', 'area'),
    );
  for (const [index, text] of command.industries.entries()) {
    const industry = checkIndustry(text);
    if (!industry.ok)
      return refused(refusal('invalid', industry.code, industry.zh, industry.en, `industries.${index}`));
  }
  if (hasDoubles(command.industries))
    return refused(
      refusal('invalid', 'INDUSTRY_TWICE', '同一行业不能重复', 'an industry stands twice', 'industries'),
    );
  const misdrawn = polygonFault(command, county);
  if (misdrawn !== null) return refused(misdrawn);
  const { polygon, areaExplanation } = command;
  return decided({
    type: 'ParcelRegistered',
    data: {
      parcelId: context.caseId,
      parcelCode: code.value,
      name: command.name,
      division: command.division,
      area: command.area,
      industries: [...command.industries],
      ...(polygon === undefined ? {} : { polygon }),
      ...(areaExplanation === undefined ? {} : { areaExplanation }),
    },
  });
};

/** Is it drawn as a parcel can lie: closed, inside the county, of its area, and over nobody else's? */
const polygonFault = (
  { polygon, area, areaExplanation, neighbours = [] }: CommandOf<'registerParcel'>,
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

export const startEvaluation = (command: CommandOf<'startEvaluation'>, context: DecideContext): Decided =>
  hasDoubles(command.evaluations)
    ? refused(
        refusal(
          'invalid',
          'EVALUATION_TWICE',
          '同一评估不能重复',
          'an evaluation stands twice',
          'evaluations',
        ),
      )
    : decided({
        type: 'EvaluationStarted',
        data: { parcelId: context.caseId, evaluations: [...command.evaluations] },
      });

export const completeEvaluations = (
  state: Parcel,
  command: CommandOf<'completeEvaluations'>,
  context: DecideContext,
): Decided => {
  const given = command.results.map((result) => result.evaluation);
  const started = state.evaluations.map(({ evaluation }) => evaluation);
  if (hasDoubles(given))
    return refused(
      refusal('invalid', 'EVALUATION_TWICE', '同一评估不能重复', 'an evaluation stands twice', 'results'),
    );
  const stranger = given.find((evaluation) => !started.includes(evaluation));
  if (stranger !== undefined)
    return refused(
      refusal(
        'invalid',
        'EVALUATION_NOT_STARTED',
        `“${stranger}”没有启动`,
        `${stranger} was not started`,
        'results',
      ),
    );
  const missing = started.filter((evaluation) => !given.includes(evaluation));
  if (missing.length > 0)
    return refused(
      refusal(
        'refused',
        'EVALUATIONS_INCOMPLETE',
        `尚缺评估结果：${missing.join('、')}`,
        `results are missing: ${missing.join(', ')}`,
        'results',
      ),
    );
  return decided({
    type: 'EvaluationsCompleted',
    data: { parcelId: context.caseId, results: command.results },
  });
};

export const proposeIndicators = (
  command: CommandOf<'proposeIndicators'>,
  context: DecideContext,
): Decided => {
  const fault = findIndicatorFault(command.indicators);
  if (fault !== null) return refused(fault);
  if (hasDoubles(command.askedOf))
    return refused(
      refusal('invalid', 'DEPARTMENT_TWICE', '会签部门不能重复', 'a department stands twice', 'askedOf'),
    );
  return decided({
    type: 'IndicatorsProposed',
    data: {
      parcelId: context.caseId,
      indicators: [...command.indicators],
      askedOf: [...command.askedOf],
    },
  });
};

export const countersign = (
  state: Parcel,
  command: CommandOf<'countersignIndicators'>,
  context: DecideContext,
): Decided => {
  const own = state.countersigns.find(({ department }) => department === context.actor.unit);
  if (own === undefined) throw new Error('mayAct lets only departments asked countersign');
  if (own.opinion !== null)
    return refused(
      refusal(
        'conflict',
        'ALREADY_COUNTERSIGNED',
        '本部门已经会签',
        'the department has countersigned already',
      ),
    );
  const open = state.countersigns.filter(({ opinion }) => opinion === null);
  return decided({
    type: 'IndicatorsCountersigned',
    data: {
      parcelId: context.caseId,
      department: own.department,
      opinion: command.opinion,
      complete: open.length === 1,
    },
  });
};

export const approveScheme = (
  state: Parcel,
  command: CommandOf<'approveScheme'>,
  context: DecideContext,
): Decided => {
  const open = state.countersigns.filter(({ opinion }) => opinion === null);
  if (open.length > 0)
    return refused(
      refusal(
        'refused',
        'COUNTERSIGNING_INCOMPLETE',
        `尚未会签：${open.map(({ department }) => departmentNames[department]).join('、')}`,
        `still to countersign: ${open.map(({ department }) => department).join(', ')}`,
      ),
    );
  return decided({ type: 'SchemeApproved', data: { parcelId: context.caseId, opinion: command.opinion } });
};

export const fileStandardLand = (state: Parcel, context: DecideContext): Decided => {
  const receipt = context.receipt('BD');
  return {
    ok: true,
    receipt,
    events: [
      { type: 'StandardLandFiled', data: { parcelId: context.caseId, receipt, division: state.division } },
    ],
  };
};
