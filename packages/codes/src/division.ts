import streetsAndTowns from './data/divisions-330182.json' with { type: 'json' };

export type DivisionKind = 'county' | 'street' | 'town' | 'township' | 'zone';

export interface Division {
  /** Six digits for a county, nine below it. */
  readonly code: string;
  readonly name: string;
  readonly kind: DivisionKind;
  /** The county a division lies in; null for the county itself. */
  readonly county: string | null;
  /** The code is ours, not of 民政/统计: the place is no division of its own. */
  readonly pseudo: boolean;
}

const kindOf = (name: string): DivisionKind =>
  name.endsWith('街道') ? 'street' : name.endsWith('乡') ? 'township' : 'town';

const county = '330182';

/** 建德市, its 16 streets, towns and townships (行政区划), and the development zone under a pseudo-code. */
export const divisions: readonly Division[] = [
  { code: county, name: '建德市', kind: 'county', county: null, pseudo: false },
  ...streetsAndTowns.map(({ code, name }) => ({ code, name, kind: kindOf(name), county, pseudo: false })),
  { code: '330182900', name: '建德经济开发区', kind: 'zone', county, pseudo: true },
];

const byCode = new Map(divisions.map((division) => [division.code, division]));

/** The division of a code. */
export const findDivision = (code: string): Division | undefined => byCode.get(code);

/** The same for a code that is known to be good. Throws RangeError. */
export const getDivision = (code: string): Division => {
  const division = byCode.get(code);
  if (division === undefined) throw new RangeError(`No division ${code}`);
  return division;
};

/** The divisions below a county, the development zone among them; none for a county that is not held here. */
export const divisionsOf = (countyCode: string): readonly Division[] =>
  divisions.filter((division) => division.county === countyCode);
