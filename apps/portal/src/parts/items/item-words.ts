import type { Item } from '../../api/items.ts';
import type { Dossier } from '../../api/queries.ts';
import type { Me } from '../../app/session.tsx';

type Person = Pick<Me, 'roles' | 'unit' | 'company'>;

/** 即办, or so many days of which kind. */
export const limitWords = ({ value, unit }: Pick<Item['limits'][number], 'value' | 'unit'>): string =>
  value === 0 ? '即办' : `${value} 个${unit === 'WD' ? '工作日' : '自然日'}`;

/** 公示: how long at least; once it runs, until when, and from when on it may be decided. */
export const publicityWords = ({
  value,
  unit,
  on,
  place,
  until,
}: Pick<NonNullable<Item['publicity']>, 'value' | 'unit' | 'on' | 'place' | 'until'>): string =>
  on === null || until === null
    ? `决定前须公示不少于 ${limitWords({ value, unit })}，尚未公示`
    : `${on} 公示（${place ?? ''}），至 ${until} 届满，次日起可作出决定`;

const amendable = new Set([
  'granted',
  'refused',
  'delivered',
  'onPromise',
  'rectifying',
  'deliveredRefusal',
  'notAccepted',
  'notRequired',
]);
const notable = new Set([
  'received',
  'correcting',
  'acceptedWithGaps',
  'accepted',
  'suspended',
  'granted',
  'refused',
  'delivered',
  'onPromise',
  'rectifying',
]);

/** What may be done on an item at any time, beside its turns. The service decides who may. */
export const itemActions = (
  item: Pick<Item, 'status' | 'department' | 'amendment' | 'certificate' | 'commitmentBarred'>,
  dossier: Pick<Dossier, 'company' | 'ended'>,
  me: Person,
): readonly string[] => {
  const isOfficer =
    me.unit === item.department && me.roles.some((role) => role === 'department' || role === 'utility');
  const isHead = me.unit === item.department && me.roles.includes('departmentHead');
  const isOwner = me.roles.includes('enterprise') && me.company === dossier.company && !dossier.ended;
  const { certificate } = item;
  return [
    ...(isOfficer && notable.has(item.status) ? ['addItemNote'] : []),
    ...(isOfficer && notable.has(item.status) ? ['recuseFromItem'] : []),
    ...(isOfficer && amendable.has(item.status) && item.amendment === null ? ['requestItemAmendment'] : []),
    ...(isHead && item.commitmentBarred ? ['restoreCommitmentCredit'] : []),
    ...(isOwner &&
    certificate !== null &&
    certificate.until !== null &&
    !certificate.used &&
    !certificate.extensionApplied
      ? ['applyCertificateExtension']
      : []),
  ];
};
