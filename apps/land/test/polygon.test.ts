import type { ParcelPolygon } from '@yizhan/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CommandOf } from '../src/domain/parcel-state.ts';
import { areaOf, overlapOf, ringFault } from '../src/domain/polygon.ts';
import { registering, town, walkTo } from './walk.ts';

const metresOfLatitude = 110_860;
const metresOfLongitude = 111_320 * Math.cos((29.5 * Math.PI) / 180);

/** A polygon by metres east and north of a point of 梅城. */
const drawn = (...corners: readonly (readonly [number, number])[]): ParcelPolygon => {
  const ring = corners.map(([east, north]) => [
    119.5 + east / metresOfLongitude,
    29.5 + north / metresOfLatitude,
  ]);
  return { type: 'Polygon', coordinates: [[...ring, ring[0] ?? []]] };
};
const square = (side: number, east = 0, north = 0): ParcelPolygon =>
  drawn([east, north], [east + side, north], [east + side, north + side], [east, north + side]);
const near = (value: number, wanted: number): boolean => Math.abs(value - wanted) < wanted * 0.01 + 0.01;

describe('the area of a polygon', () => {
  it('is that of the ground in square metres, whichever way round it runs', () => {
    expect(near(areaOf(square(100)), 10_000)).toBe(true);
    expect(near(areaOf(drawn([0, 0], [0, 100], [100, 100], [100, 0])), 10_000)).toBe(true);
  });
  it('is of an L the square without its corner', () => {
    const l = drawn([0, 0], [100, 0], [100, 50], [50, 50], [50, 100], [0, 100]);
    expect(near(areaOf(l), 7500)).toBe(true);
  });
});

describe('what two polygons have in common', () => {
  it('is nothing where they share a border, and their overlap where they have one', () => {
    expect(overlapOf(square(100), square(100, 100))).toBeLessThan(0.01);
    expect(near(overlapOf(square(100), square(100, 60)), 4000)).toBe(true);
    expect(near(overlapOf(square(100), square(20, 40, 40)), 400)).toBe(true);
    expect(near(overlapOf(square(100), square(100)), 10_000)).toBe(true);
  });
  it('leaves out the bay of an L', () => {
    const l = drawn([0, 0], [100, 0], [100, 50], [50, 50], [50, 100], [0, 100]);
    expect(overlapOf(l, square(40, 55, 55))).toBeLessThan(0.01);
    expect(near(overlapOf(l, square(100, 25, 25)), 75 * 75 - 50 * 50)).toBe(true);
  });
  it('is the same from either side, and never more than the smaller of them', () => {
    const side = fc.integer({ min: 10, max: 200 });
    const place = fc.integer({ min: -150, max: 150 });
    fc.assert(
      fc.property(side, side, place, place, (a, b, east, north) => {
        const [one, other] = [square(a), square(b, east, north)];
        const common = overlapOf(one, other);
        const wide = Math.max(0, Math.min(a, east + b) - Math.max(0, east));
        const high = Math.max(0, Math.min(a, north + b) - Math.max(0, north));
        return near(common, wide * high) && near(overlapOf(other, one), common);
      }),
    );
  });
});

describe('a ring', () => {
  it('is closed and does not run through itself', () => {
    expect(ringFault(square(100))).toBeNull();
    expect(ringFault(drawn([0, 0], [100, 100], [100, 0], [0, 100]))).toBe('crossing');
    const [ring = []] = square(100).coordinates;
    expect(ringFault({ type: 'Polygon', coordinates: [ring.slice(0, -1)] })).toBe('open');
  });
});

describe('registering a parcel that is drawn', () => {
  const register = (changed: Partial<CommandOf<'registerParcel'>>) =>
    walkTo('none').do(town, { ...registering, area: '10000', polygon: square(100), ...changed });
  it('takes it with its polygon, and without one', () => {
    expect(register({}).ok).toBe(true);
    expect(register({ polygon: undefined }).ok).toBe(true);
  });
  it.each([
    ['one that crosses itself', { polygon: drawn([0, 0], [100, 100], [100, 0], [0, 100]) }, 'POLYGON_BROKEN'],
    ['one in another county', { polygon: square(100, 60_000) }, 'POLYGON_OUTSIDE_COUNTY'],
    ['an area 6 % off, unexplained', { area: '10600' }, 'AREA_DISAGREES'],
    [
      'one over a parcel that is there',
      { neighbours: [{ name: '1号地块', polygon: square(100, 90) }] },
      'PARCELS_OVERLAP',
    ],
  ] as const)('refuses %s', (_what, changed, code) => {
    expect(register(changed)).toMatchObject({ ok: false, code });
  });
  it('takes an area 4 % off, one that is explained, and one beside a neighbour', () => {
    expect(register({ area: '10400' }).ok).toBe(true);
    expect(register({ area: '10600', areaExplanation: '扣除道路用地前的面积' }).ok).toBe(true);
    expect(register({ neighbours: [{ name: '1号地块', polygon: square(100, 100) }] }).ok).toBe(true);
  });
});
