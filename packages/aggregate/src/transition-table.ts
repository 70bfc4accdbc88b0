import { type ActingRole, type Actor, hasRole, type Refusal, refusal, roleNames } from '@yizhan/contracts';

/** The status of a case that does not exist yet. */
export const none = 'none';

/** One row: a command, an upshot of time or a reaction; the states it is open in, where it leads, who may. */
export interface Transition<Status extends string> {
  readonly from: readonly (Status | typeof none)[];
  readonly to: readonly Status[];
  readonly by: readonly ActingRole[];
  /** The word the portal shows. */
  readonly zh: string;
  /** Open to none but the applicant's side, or staff of a unit: checked by the machine's `mayAct`. */
  readonly note?: string;
  /** Where a gate is the reason that it is not open in a state: told in place of the generic refusal. */
  readonly gates?: readonly { readonly in: readonly Status[]; readonly refusal: Refusal }[];
}

export type TransitionTable<Status extends string> = Readonly<Record<string, Transition<Status>>>;

/** Status names with the word the portal shows and whether the case has ended there. */
export type StatusTable<Status extends string> = Readonly<
  Record<Status, { readonly zh: string; readonly end?: true }>
>;

/** May this actor by his role, is the command known? Rights come before state, so that a refusal tells nothing. */
export const guardRole = (table: TransitionTable<string>, command: string, actor: Actor): Refusal | null => {
  const row = Object.hasOwn(table, command) ? table[command] : undefined;
  if (row === undefined)
    return refusal('invalid', 'UNKNOWN_COMMAND', `没有这个操作：${command}`, `unknown command ${command}`);
  if (hasRole(actor, ...row.by)) return null;
  const who = row.by
    .map((role) => (role in roleNames ? roleNames[role as keyof typeof roleNames] : role))
    .join('、');
  return refusal(
    'forbidden',
    'ROLE_NOT_ALLOWED',
    `您的角色不能办理“${row.zh}”，须由${who}办理`,
    `your role may not ${command}`,
  );
};

/** Is the command open in this status? */
export const guardStatus = <Status extends string>(
  table: TransitionTable<Status>,
  statuses: StatusTable<Status>,
  command: string,
  status: Status | typeof none,
): Refusal | null => {
  const row = table[command];
  if (row?.from.includes(status) === true) return null;
  if (status === none) return refusal('notFound', 'CASE_NOT_FOUND', '没有找到这个事项', 'no such case');
  const gate = row?.gates?.find((candidate) => candidate.in.includes(status));
  if (gate !== undefined) return gate.refusal;
  if (row?.from.length === 1 && row.from[0] === none)
    return refusal('conflict', 'CASE_EXISTS', '这个事项已经存在', 'the case exists already');
  const zh = statuses[status].zh;
  return refusal(
    'conflict',
    'WRONG_STATE',
    `当前状态“${zh}”下不能办理“${row?.zh ?? command}”`,
    `${command} is not open in state ${status}`,
  );
};

/** Mistakes in a table: states that cannot be reached, states without an exit that are no end. Empty when sound. */
export const checkTable = <Status extends string>(
  table: TransitionTable<Status>,
  statuses: StatusTable<Status>,
): readonly string[] => {
  const reached = new Set<string>([none]);
  const rows = Object.values(table);
  for (let grew = true; grew; ) {
    grew = false;
    for (const row of rows) {
      if (!row.from.some((from) => reached.has(from))) continue;
      for (const to of row.to) {
        if (!reached.has(to)) {
          reached.add(to);
          grew = true;
        }
      }
    }
  }
  const names = Object.keys(statuses) as Status[];
  return [
    ...names.filter((status) => !reached.has(status)).map((status) => `${status} cannot be reached`),
    ...names
      .filter((status) => statuses[status].end !== true)
      .filter(
        (status) => !rows.some((row) => row.from.includes(status) && row.to.some((to) => to !== status)),
      )
      .map((status) => `${status} has no way out and is no end`),
  ];
};

/** The table as a Mermaid state chart, for a service's README. */
export const drawTable = <Status extends string>(
  table: TransitionTable<Status>,
  statuses: StatusTable<Status>,
): string => {
  const name = (status: string) => (status === none ? '[*]' : status);
  const lines = new Set<string>();
  for (const status of Object.keys(statuses) as Status[]) lines.add(`  ${status}: ${statuses[status].zh}`);
  for (const row of Object.values(table))
    for (const from of row.from)
      for (const to of row.to) if (from !== to) lines.add(`  ${name(from)} --> ${name(to)}: ${row.zh}`);
  for (const status of Object.keys(statuses) as Status[])
    if (statuses[status].end) lines.add(`  ${status} --> [*]`);
  return ['stateDiagram-v2', ...lines].join('\n');
};
