import { describe, expect, it } from 'vitest';
import { isShared, mayFollow, stillMissing } from '../src/parts/files/asked-words.ts';

const asked = (kind: string, of: object = {}) => ({
  kind,
  name: `材料${kind}`,
  source: 'applicant',
  required: 'main',
  state: 'missing',
  ...of,
});
const all = [
  asked('form'),
  asked('there', { state: 'there' }),
  asked('licence', { source: 'government' }),
  asked('drawing', { source: 'intermediary' }),
  asked('proof', { required: 'mayFollow' }),
  asked('sharedProof', { required: 'mayFollow', source: 'government' }),
];
const kinds = (of: readonly { readonly kind: string }[]) => of.map(({ kind }) => kind);

describe('what an item asks for', () => {
  it('is missing where the applicant has still to bring it; what an office shares is nobody’s to bring', () => {
    expect(kinds(stillMissing(all))).toEqual(['form', 'drawing', 'proof']);
    expect(kinds(all.filter(isShared))).toEqual(['licence', 'sharedProof']);
  });

  it('may follow where the catalogue lets it, by the name that is shown', () => {
    expect(mayFollow(all)).toMatchObject([{ kind: 'proof', name: '材料proof' }]);
  });
});
