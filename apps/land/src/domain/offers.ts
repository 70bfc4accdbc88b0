import { type ActingRole, type Actor, hasRole } from '@yizhan/contracts';
import type { LegalDate } from '@yizhan/workdays';
import { reaches } from './parcel.ts';
import type { Parcel, ParcelCommand } from './parcel-state.ts';
import { table } from './states.ts';

type Row = ParcelCommand['type'];

/** Why a row that the table opens in a status would lead to nothing yet; absent where it always may. */
const pointless: { readonly [R in Row]?: (state: Parcel, actor: Actor, today: LegalDate) => boolean } = {
  countersignIndicators: ({ countersigns }, { unit }) =>
    countersigns.some(({ department, opinion }) => department === unit && opinion !== null),
  approveScheme: ({ countersigns }) => countersigns.some(({ opinion }) => opinion === null),
  recordAward: ({ listing }, _actor, today) => listing !== null && today < listing.closesOn,
  recordListingFailure: ({ award, listing, abandonedOn }, _actor, today) =>
    award === null
      ? listing !== null && today < listing.closesOn
      : abandonedOn === null && today <= award.contractDue.dueOn,
  linkAward: ({ award }) => award?.projectId != null,
  signContracts: ({ award, abandonedOn }) => award?.projectId == null || abandonedOn !== null,
  returnParcel: ({ award }) => award?.projectId == null,
  annotateRegistration: ({ registration }) => registration !== null,
  recordCompletionReview: ({ completionPassedOn }) => completionPassedOn !== null,
  startOperation: ({ completionPassedOn }) => completionPassedOn === null,
};

/** What a person may do on a parcel as it stands: the rows that the table opens to a role of his which reaches it. */
export const openTo = (state: Parcel, actor: Actor, today: LegalDate): readonly Row[] =>
  (Object.keys(table) as readonly (keyof typeof table)[]).flatMap((row): readonly Row[] => {
    if (row === 'turnLight') return [];
    const from: readonly string[] = table[row].from;
    const by: readonly ActingRole[] = table[row].by;
    const may = by.some((role) => hasRole(actor, role) && reaches(role, state, actor));
    return may && from.includes(state.status) && pointless[row]?.(state, actor, today) !== true ? [row] : [];
  });
