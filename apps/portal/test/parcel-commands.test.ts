import { describe, expect, it } from 'vitest';
import type { Parcel } from '../src/api/queries.ts';
import { firstValues, openOf, possibleOnParcel } from '../src/pages/land/parcel-commands.ts';
import { commandForms } from '../src/parts/command-forms.ts';
import { coordinatesOf, polygonOf } from '../src/parts/coordinates.ts';
import { isShown } from '../src/parts/form-input.ts';

describe('the menu of a parcel', () => {
  it('holds what is open beside what is asked for', () => {
    const parcel = { mayDo: ['signContracts', 'returnParcel', 'recordListingFailure'] };
    expect(possibleOnParcel(parcel, [{ action: 'signContracts' }])).toEqual([
      'returnParcel',
      'recordListingFailure',
    ]);
    expect(possibleOnParcel({ mayDo: [] }, [])).toEqual([]);
  });

  it('offers in a turn’s place only what is open', () => {
    expect(openOf({ mayDo: ['returnParcel'] }, ['returnParcel', 'openBreach'])).toEqual(['returnParcel']);
  });

  it('has a form for each command that a parcel may offer', () => {
    const offered = [
      'amendParcel',
      'cancelRegistration',
      'proposeIndicators',
      'recordAward',
      'linkAward',
      'recordListingFailure',
      'annotateRegistration',
      'openBreach',
      'returnParcel',
    ];
    for (const command of offered) expect(commandForms[command]?.title).toEqual(expect.any(String));
  });
});

describe('the forms of a parcel', () => {
  it('ask for the winner’s name where no project is chosen, and for none where one is', () => {
    const name = commandForms['recordAward']?.fields.find((field) => field.name === 'winnerName');
    expect(name?.required).toBe(true);
    expect(isShown(name!, {})).toBe(true);
    expect(isShown(name!, { projectId: 'prj_a' })).toBe(false);
  });

  it('put right what is registered, from what it is now', () => {
    const polygon = {
      type: 'Polygon',
      coordinates: [
        [
          [119.4, 29.5],
          [119.41, 29.5],
          [119.41, 29.51],
          [119.4, 29.5],
        ],
      ],
    };
    const parcel = {
      parcelCode: '330182001001GB00001',
      name: 'A-01',
      division: '330182104',
      area: '20000',
      industries: ['3829'],
      polygon,
      areaExplanation: null,
    } as unknown as Parcel;
    const values = firstValues('amendParcel', parcel);
    expect(values).toMatchObject({ area: '20000', polygon: '119.4,29.5\n119.41,29.5\n119.41,29.51' });
    expect(commandForms['amendParcel']?.complete?.(values)).toMatchObject({ polygon });
  });
});

describe('coordinates', () => {
  it('are read a corner a line, closed or not', () => {
    const ring = [
      [119.4, 29.5],
      [119.41, 29.5],
      [119.41, 29.51],
      [119.4, 29.5],
    ];
    for (const text of [
      '119.4,29.5\n119.41，29.5\n 119.41 , 29.51\n',
      '119.4,29.5\n119.41,29.5\n119.41,29.51\n119.4,29.5',
    ])
      expect(polygonOf(text)).toEqual({ type: 'Polygon', coordinates: [ring] });
    expect(coordinatesOf({ type: 'Polygon', coordinates: [ring] })).toBe(
      '119.4,29.5\n119.41,29.5\n119.41,29.51',
    );
  });

  it.each(['', '119.4,29.5', '119.4 29.5\n119.41 29.5\n119.41 29.51', 'x'])('are none in %o', (text) => {
    expect(polygonOf(text)).toBeNull();
  });
});
