import type { ParcelPolygon } from '@yizhan/contracts';

/** About where each town lies (示意): no survey, and no parcel of the demo lies there in fact. */
const aboutWhere: Readonly<Record<string, readonly [longitude: number, latitude: number]>> = {
  '330182001': [119.275, 29.475],
  '330182002': [119.335, 29.5],
  '330182003': [119.235, 29.43],
  '330182101': [119.33, 29.57],
  '330182102': [119.52, 29.6],
  '330182104': [119.51, 29.53],
  '330182105': [119.42, 29.56],
  '330182106': [119.4, 29.51],
  '330182107': [119.5, 29.43],
  '330182108': [119.57, 29.49],
  '330182109': [119.22, 29.36],
  '330182110': [119.17, 29.32],
  '330182111': [119.29, 29.29],
  '330182112': [119.1, 29.3],
  '330182113': [119.05, 29.26],
  '330182900': [119.26, 29.4],
};
const elsewhere = [119.6, 29.66] as const;

/** Places of a grid that is wider than any parcel of the demo is long, however it is turned. */
const [gridEast, gridNorth, inARow] = [340, 300, 6] as const;
const [metresNorth, metresEastAtEquator] = [110_880, 111_320] as const;

/** A rectangle of so many square metres on a place of its own, turned a little (示意). */
export const illustrativePolygon = (
  division: string,
  serial: number,
  squareMetres: number,
): ParcelPolygon => {
  const [longitude, latitude] = aboutWhere[division] ?? elsewhere;
  const metresEast = metresEastAtEquator * Math.cos((latitude * Math.PI) / 180);
  const length = Math.sqrt(squareMetres * 1.6);
  const half = [length / 2, squareMetres / length / 2] as const;
  const turned = (((serial * 7) % 9) - 4) / 12;
  const [east, north] = [(serial % inARow) * gridEast, Math.floor(serial / inARow) * gridNorth];
  const ring = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
    [-1, -1],
  ].map(([x = 0, y = 0]) => {
    const [along, across] = [x * half[0], y * half[1]];
    const eastwards = east + along * Math.cos(turned) - across * Math.sin(turned);
    const northwards = north + along * Math.sin(turned) + across * Math.cos(turned);
    return [rounded(longitude + eastwards / metresEast), rounded(latitude + northwards / metresNorth)];
  });
  return { type: 'Polygon', coordinates: [ring] };
};

const rounded = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;
