import type { Party } from '@yizhan/contracts';
import type { DueView } from './dossier.ts';

/** A turn as stored: its light and days left hang on the day of reading. */
export interface StoredTurn {
  readonly id: string;
  readonly projectId: string | null;
  readonly parcelId: string | null;
  readonly projectName: string;
  readonly county: string;
  readonly caseId: string;
  readonly service: string;
  readonly action: string;
  readonly what: string;
  readonly party: Party;
  readonly holder: string;
  readonly claimedBy: string | null;
  readonly since: string;
  readonly dueOn: string | null;
  readonly provisional: boolean;
  readonly optional: boolean;
  /** Whether the due date is provisional hangs on its year, as the calendar has it on the day of reading. */
  readonly byYear?: true;
  /** What is shown of it to whoever sees nothing internal; null: it is not shown. Absent: as it is. */
  readonly outside?: Pick<StoredTurn, 'id' | 'action' | 'what'> | null;
}

/** A turn as its part of the chain asks for it. */
export interface Asked {
  readonly caseId: string;
  readonly service: string;
  readonly action: string;
  readonly what: string;
  readonly party: Party;
  readonly holder: string;
  readonly since: string;
  readonly due?: DueView | null;
  readonly claimedBy?: string | null;
  readonly optional?: boolean;
  /** Tells apart two turns of one holder on one case, as two checks of one department. */
  readonly part?: string;
  /** In other words where its own tell what the state's side thinks; null where its being there tells it. */
  readonly outside?: { readonly action?: string; readonly what: string } | null;
}

const idOf = ({ caseId, holder, part }: Asked, action: string): string =>
  [caseId, action, holder, part].filter((one) => one !== undefined).join(':');

const shownOutside = (asked: Asked, { action = asked.action, what }: NonNullable<Asked['outside']>) => ({
  id: idOf(asked, action),
  action,
  what,
});

export const stored = (
  asked: Asked,
  frame: { projectId: string | null; parcelId: string | null; projectName: string; county: string },
): StoredTurn => ({
  id: idOf(asked, asked.action),
  ...frame,
  caseId: asked.caseId,
  service: asked.service,
  action: asked.action,
  what: asked.what,
  party: asked.party,
  holder: asked.holder,
  claimedBy: asked.claimedBy ?? null,
  since: asked.since,
  dueOn: asked.due?.dueOn ?? null,
  provisional: asked.due?.provisional ?? false,
  optional: asked.optional ?? false,
  ...(asked.due?.byYear === true ? { byYear: true } : {}),
  ...(asked.outside === undefined
    ? {}
    : { outside: asked.outside === null ? null : shownOutside(asked, asked.outside) }),
});

/** The turns as whoever sees nothing internal may know them: no opinion shows in who is asked for what. */
export const turnsOutside = (turns: readonly StoredTurn[]): readonly StoredTurn[] =>
  turns.flatMap((turn) => (turn.outside === null ? [] : { ...turn, ...turn.outside }));
