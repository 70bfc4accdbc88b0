import type { Due } from '@yizhan/contracts';
import type { Light } from '@yizhan/workdays';
import type { Acceptance } from './case.ts';
import { parts } from './checks.ts';
import { owner } from './evolve.ts';
import type { AcceptanceStatus } from './states.ts';

export interface Turn {
  readonly clock: string;
  readonly zh: string;
  readonly holder: string;
  /** Null in the owner's own time. */
  readonly due: Due | null;
  readonly light: Light;
}

const clockWords: Readonly<Record<string, string>> = {
  planning: '规划核实',
  check: '核对材料，受理联合验收',
  supply: '补齐一次性告知的材料',
  visit: '查验',
  recheck: '复验',
  opinion: '出具联合意见书',
  filing: '办理竣工验收备案',
};

/** What the owner does in his own time: nothing runs out. */
const ownTime: Readonly<Partial<Record<AcceptanceStatus, readonly [clock: string, zh: string]>>> = {
  open: ['application', '工程完工并完成综合测绘后，申请联合竣工验收'],
  planningFailed: ['application', '整改后重新申请规划核实'],
  verified: ['fiveParty', '组织五方竣工验收'],
  rectifying: ['rectification', '整改不合格项并报告'],
};

const wordOf = (clock: string): string => {
  const [name = clock, part] = clock.split(':');
  const word = clockWords[name] ?? name;
  return part !== undefined && part in parts ? `${parts[part as keyof typeof parts].zh}${word}` : word;
};

/** Whose turn it is now. */
export const turnsOf = (state: Acceptance): readonly Turn[] => {
  const own = ownTime[state.status];
  return [
    ...state.clocks.map(({ clock, holder, due, light }) => ({
      clock,
      zh: wordOf(clock),
      holder,
      due,
      light,
    })),
    ...(own === undefined
      ? []
      : [{ clock: own[0], zh: own[1], holder: owner, due: null, light: 'green' as const }]),
  ];
};
