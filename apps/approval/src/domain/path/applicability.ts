import { circumstanceNames, environmentClasses, type PathFacts } from '@yizhan/contracts';
import { energyRules, fastLaneRule, ruleOn, soilRules } from './dated-rules.ts';

/** Whether an item applies, in which of its variants, and on what ground: shown either way. */
export interface Verdict {
  readonly applies: boolean;
  readonly variant: string | null;
  readonly zh: string;
  readonly en: string;
  readonly basis: string;
}
type Condition = (facts: PathFacts, on: string) => Verdict;

const yes = (zh: string, en: string, basis: string, variant: string | null = null): Verdict => ({
  applies: true,
  variant,
  zh,
  en,
  basis,
});
const no = (zh: string, en: string, basis: string): Verdict => ({
  applies: false,
  variant: null,
  zh,
  en,
  basis,
});
const when = (holds: boolean, then: Verdict, otherwise: Verdict): Verdict => (holds ? then : otherwise);

/** What asks for the fast lane and may take it; the rest of the law stays as it is. */
export const isFastLane = (facts: PathFacts): boolean =>
  facts.lowRiskSmall &&
  facts.landKind !== 'leased' &&
  Number(facts.floorArea) <= fastLaneRule.squareMetres &&
  fastLaneRule.buildings.includes(facts.building) &&
  facts.hazard === 'none' &&
  !facts.specialFire &&
  !facts.explosiveSite;

const planningLaw = '《中华人民共和国城乡规划法》第四十条';
const leased = no('租赁已建厂房，不新建房屋', 'a leased building: nothing is built', planningLaw);
const builds: Condition = ({ landKind }) =>
  when(landKind !== 'leased', yes('新建房屋', 'something is built', planningLaw), leased);
const reviewed: Condition = (facts, on) =>
  isFastLane(facts)
    ? no(
        '低风险小型项目，由建设单位自审并承诺，不再联合审查',
        'low-risk and small: reviewed by the owner himself, on his promise',
        fastLaneRule.basis,
      )
    : builds(facts, on);

const impactLaw = '《中华人民共和国环境影响评价法》第十六条、《建设项目环境影响评价分类管理名录》';
const lighter = { report: 'form', form: 'register', register: 'register', exempt: 'exempt' } as const;
/** Where the area's planning was assessed, the class is one lighter; not where hazards are about. */
const environment: Condition = ({ environmentClass, regionalEvaluations, hazard }) => {
  const regional = regionalEvaluations.includes('规划环评') && hazard === 'none';
  const variant = regional ? lighter[environmentClass] : environmentClass;
  if (variant === 'exempt')
    return no('不纳入环境影响评价管理', 'outside environmental assessment', impactLaw);
  const name = environmentClasses[variant];
  return variant === environmentClass
    ? yes(`环评类别：${name}`, `class of assessment: ${variant}`, impactLaw, variant)
    : yes(
        `地块已完成规划环评，由${environmentClasses[environmentClass]}简化为${name}`,
        `the area was assessed: ${environmentClass} becomes ${variant}`,
        '“区域环评+环境标准”改革（示例）',
        variant,
      );
};

const energy: Condition = (facts, on) => {
  const rule = ruleOn(energyRules, on);
  if (rule.below.every(({ fact, value }) => Number(facts[fact]) < value))
    return no(
      rule.below.map(({ zh }) => zh).join('，且'),
      rule.below.map(({ en }) => en).join(' and '),
      rule.basis,
    );
  return facts.regionalEvaluations.includes('能评')
    ? yes(
        '达到审查标准；地块已完成区域能评，实行承诺备案',
        'above the thresholds; the area was evaluated: on a promise',
        rule.basis,
        'regional',
      )
    : yes('用能达到审查标准', 'energy reaches the thresholds', rule.basis);
};

const soil: Condition = ({ landArea, soilVolume, regionalEvaluations, landKind }, on) => {
  const rule = ruleOn(soilRules, on);
  const reaches = (limit: { squareMetres: number; cubicMetres: number }): boolean =>
    Number(landArea) >= limit.squareMetres || Number(soilVolume) >= limit.cubicMetres;
  if (landKind === 'leased') return no('不动土', 'no earth is moved', rule.basis);
  if (reaches(rule.report))
    return rule.regionalPromise && regionalEvaluations.includes('水保')
      ? yes(
          '占地5公顷或挖填5万立方米以上；地块已完成水保区域评估，实行告知承诺',
          '5 ha or 50,000 m³ and more; the area was evaluated: on a promise',
          rule.basis,
          'promise',
        )
      : yes(
          '占地5公顷或挖填5万立方米以上，编报告书',
          '5 ha or 50,000 m³ and more: a report',
          rule.basis,
          'report',
        );
  if (reaches(rule.promise))
    return yes(
      '占地0.5至5公顷或挖填0.1万至5万立方米，告知承诺即办',
      '0.5 to 5 ha or 1,000 to 50,000 m³: a promise, at once',
      rule.basis,
      'promise',
    );
  return no('占地不足0.5公顷且挖填不足1000立方米，免办', 'under 0.5 ha and under 1,000 m³: none', rule.basis);
};

/** Evaluated once for the whole area where that was done; needed only where land is newly taken. */
const evaluated =
  (evaluation: '压矿' | '地灾', basis: string): Condition =>
  ({ landKind, regionalEvaluations }) => {
    if (landKind !== 'auction') return no('不新增建设用地', 'no new land is taken', basis);
    return regionalEvaluations.includes(evaluation)
      ? no(`地块已完成${evaluation}区域评估，共享结果`, 'the area was evaluated: its result is shared', basis)
      : yes(`地块未完成${evaluation}区域评估`, 'the area was not evaluated', basis);
  };

const circumstance =
  (which: keyof typeof circumstanceNames, basis: string): Condition =>
  ({ circumstances }) =>
    when(
      circumstances.includes(which),
      yes(circumstanceNames[which], `the site: ${which}`, basis),
      no(`不涉及${circumstanceNames[which]}`, `not the case: ${which}`, basis),
    );

const auctionRule = '《招标拍卖挂牌出让国有建设用地使用权规定》第四条';
const conditions: Readonly<Record<string, Condition>> = {
  always: () => yes('本路径必办', 'on every path of the route', '企业投资项目核准和备案管理条例'),
  landAuction: ({ landKind }) =>
    when(
      landKind === 'auction',
      yes('工业用地须公开出让', 'industrial land is sold in the open', auctionRule),
      landKind === 'held'
        ? no('已取得建设用地使用权', 'the land is held already', auctionRule)
        : no('租赁厂房，不取得土地', 'a leased building: no land is acquired', auctionRule),
    ),
  environment,
  energy,
  soil,
  newBuilding: builds,
  designReview: reviewed,
  civilDefence: ({ building, landKind }) =>
    when(
      (building === 'civil' || building === 'mixed') && landKind !== 'leased',
      yes('含民用建筑', 'civil buildings are among it', '《中华人民共和国人民防空法》第二十二条'),
      no(
        '生产厂房、仓库不修建防空地下室',
        'production plant is exempt',
        '《中华人民共和国人民防空法》第二十二条',
      ),
    ),
  specialFire: ({ specialFire }) =>
    when(
      specialFire,
      yes('特殊建设工程', 'special works', '《建设工程消防设计审查验收管理暂行规定》第十四条'),
      no(
        '非特殊建设工程，不需消防设计审查',
        'no special works',
        '《建设工程消防设计审查验收管理暂行规定》第十四条',
      ),
    ),
  explosiveSite: ({ explosiveSite }) =>
    when(
      explosiveSite,
      yes('易燃易爆场所', 'something may explode or burn', '《防雷减灾管理办法》第十五条'),
      no(
        '非易燃易爆场所，随施工图一并审查',
        'no explosive site: reviewed with the drawings',
        '《防雷减灾管理办法》第十五条',
      ),
    ),
  hazard: ({ hazard }) =>
    when(
      hazard !== 'none',
      yes('涉及危险化学品或高危行业', 'hazardous', '《建设项目安全设施“三同时”监督管理办法》第七条'),
      no('不涉及危险化学品和高危行业', 'no hazard class', '《建设项目安全设施“三同时”监督管理办法》第七条'),
    ),
  access: (facts, on) => builds(facts, on),
  minerals: evaluated('压矿', '《中华人民共和国矿产资源法》'),
  geology: evaluated('地灾', '《地质灾害防治条例》第二十一条'),
  forestLand: circumstance('forestLand', '《中华人民共和国森林法》第三十七条'),
  riverWorks: circumstance('riverWorks', '《中华人民共和国河道管理条例》第十一条'),
  waterIntake: circumstance('waterIntake', '《取水许可和水资源费征收管理条例》'),
  sewage: circumstance('sewage', '《城镇排水与污水处理条例》第二十一条'),
  roadOpening: circumstance('roadOpening', '《城市道路管理条例》第三十三条'),
  treeFelling: circumstance('treeFelling', '《城市绿化条例》'),
  foreignInvestment: circumstance('foreignInvestment', '《外商投资信息报告办法》'),
};

/** Names of the rules of facts that an item of a catalogue can hang on. */
export const conditionNames: readonly string[] = Object.keys(conditions);

/** Whether an item applies by the facts, under the rules in force on a day. */
export const judge = (condition: string, facts: PathFacts, on: string): Verdict => {
  const rule = conditions[condition];
  if (rule === undefined) throw new Error(`no condition ${condition}`);
  return rule(facts, on);
};
