import type { Dossier } from '../../api/queries.ts';

type Clock = NonNullable<Dossier['steps'][number]['clock']>;
type Use = NonNullable<Clock['statutory']>;

const unitWords: Readonly<Record<string, string>> = { WD: '工作日', CD: '自然日' };
const limitWord = ({ limit, unit }: Use): string => (limit === 0 ? '即办' : `${limit} 个${unitWords[unit]}`);

/** What of its limits a step has used: at once what the law grants, what is promised, and what it took. */
export const limitWords = ({ statutory, promise }: Clock): string => {
  if (statutory === null || promise === null) {
    const [only, word] = statutory === null ? [promise, '承诺'] : [statutory, '法定'];
    return only === null ? '' : `已用 ${only.used} / ${word} ${limitWord(only)}`;
  }
  return statutory.unit === promise.unit
    ? `已用 ${statutory.used} / 法定 ${limitWord(statutory)} · 承诺 ${limitWord(promise)}`
    : `已用 ${statutory.used} / 法定 ${limitWord(statutory)} · 已用 ${promise.used} / 承诺 ${limitWord(promise)}`;
};

/** Which limit it has gone past; empty where none. */
export const overWords = ({ statutory, promise }: Clock): string => {
  if (statutory?.over === true) return '超法定时限';
  return promise?.over === true ? '超承诺时限' : '';
};
