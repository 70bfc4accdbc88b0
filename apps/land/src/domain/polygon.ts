import type { ParcelPolygon } from '@yizhan/contracts';

/** Metres east and north of a point near the parcel. */
type Point = readonly [x: number, y: number];

const radians = Math.PI / 180;
/** WGS 84: half axis in metres, first eccentricity squared. */
const halfAxis = 6_378_137;
const eccentricity = 0.006_694_379_990_14;

/** Positions as metres in a plane that touches the ellipsoid at `origin`: parcels are small beside its curvature. */
const flattened = (
  positions: readonly (readonly number[])[],
  [longitude = 0, latitude = 0]: readonly number[],
): readonly Point[] => {
  const slope = 1 - eccentricity * Math.sin(latitude * radians) ** 2;
  const east = (halfAxis / Math.sqrt(slope)) * Math.cos(latitude * radians) * radians;
  const north = ((halfAxis * (1 - eccentricity)) / slope ** 1.5) * radians;
  return positions.map(([lon = 0, lat = 0]) => [(lon - longitude) * east, (lat - latitude) * north]);
};

/** The ring without the position that closes it. */
const cornersOf = ({ coordinates: [ring = []] }: ParcelPolygon): readonly (readonly number[])[] =>
  ring.slice(0, -1);

const cross = ([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): number =>
  (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);

const at = (ring: readonly Point[], index: number): Point => ring[index % ring.length] ?? [0, 0];

/** Twice the area between a ring and the origin, positive where it runs against the clock. */
const doubledArea = (ring: readonly Point[]): number =>
  ring.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = at(ring, index + 1);
    return sum + x * nextY - nextX * y;
  }, 0);

/** m² on the ellipsoid, to some parts in a million for what is no larger than a town. */
export const areaOf = (polygon: ParcelPolygon): number => {
  const corners = cornersOf(polygon);
  return Math.abs(doubledArea(flattened(corners, corners[0] ?? []))) / 2;
};

/** Do two edges meet anywhere? Neighbours in the ring share a corner, and are not asked. */
const meet = (a: Point, b: Point, c: Point, d: Point): boolean => {
  const [fromC, fromD, fromA, fromB] = [cross(a, b, c), cross(a, b, d), cross(c, d, a), cross(c, d, b)];
  if (fromC * fromD < 0 && fromA * fromB < 0) return true;
  const between = (p: Point, q: Point, r: Point): boolean =>
    Math.min(p[0], q[0]) <= r[0] &&
    r[0] <= Math.max(p[0], q[0]) &&
    Math.min(p[1], q[1]) <= r[1] &&
    r[1] <= Math.max(p[1], q[1]);
  return (
    (fromC === 0 && between(a, b, c)) ||
    (fromD === 0 && between(a, b, d)) ||
    (fromA === 0 && between(c, d, a)) ||
    (fromB === 0 && between(c, d, b))
  );
};

/** What keeps a ring from being the border of a parcel: not closed, or running through itself. */
export const ringFault = (polygon: ParcelPolygon): 'open' | 'crossing' | null => {
  const [ring = []] = polygon.coordinates;
  const [first, last] = [ring[0], ring.at(-1)];
  if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) return 'open';
  const corners = cornersOf(polygon);
  const points = flattened(corners, corners[0] ?? []);
  for (let one = 0; one < points.length; one += 1)
    for (let other = one + 2; other < points.length; other += 1) {
      if (one === 0 && other === points.length - 1) continue;
      if (meet(at(points, one), at(points, one + 1), at(points, other), at(points, other + 1)))
        return 'crossing';
    }
  return null;
};

/** The part of a convex figure that lies left of the line from `a` to `b`. */
const leftOf = (figure: readonly Point[], a: Point, b: Point): readonly Point[] =>
  figure.flatMap((point, index): readonly Point[] => {
    const next = at(figure, index + 1);
    const [here, there] = [cross(a, b, point), cross(a, b, next)];
    const kept: readonly Point[] = here >= 0 ? [point] : [];
    if (here >= 0 === there >= 0) return kept;
    const share = here / (here - there);
    return [...kept, [point[0] + share * (next[0] - point[0]), point[1] + share * (next[1] - point[1])]];
  });

/** A ring as triangles of one corner, each with its sign: together they are the ring, whatever its form. */
const trianglesOf = (ring: readonly Point[]) =>
  Array.from({ length: Math.max(0, ring.length - 2) }, (_, index) => {
    const corners = [at(ring, 0), at(ring, index + 1), at(ring, index + 2)] as const;
    const sign = Math.sign(doubledArea(corners));
    return { sign, corners: sign < 0 ? corners.toReversed() : corners };
  });

/** m² that two polygons have in common. */
export const overlapOf = (one: ParcelPolygon, other: ParcelPolygon): number => {
  const origin = cornersOf(one)[0] ?? [];
  const mine = trianglesOf(flattened(cornersOf(one), origin));
  const theirs = trianglesOf(flattened(cornersOf(other), origin));
  let doubled = 0;
  for (const a of mine)
    for (const b of theirs) {
      let common: readonly Point[] = a.corners;
      for (const [index, corner] of b.corners.entries())
        common = leftOf(common, corner, at(b.corners, index + 1));
      doubled += a.sign * b.sign * Math.abs(doubledArea(common));
    }
  return Math.abs(doubled) / 2;
};

/** Does all of it lie within these longitudes and latitudes? */
export const liesWithin = (
  { coordinates: [ring = []] }: ParcelPolygon,
  extent: { readonly west: number; readonly east: number; readonly south: number; readonly north: number },
): boolean =>
  ring.every(
    ([lon = 0, lat = 0]) =>
      lon >= extent.west && lon <= extent.east && lat >= extent.south && lat <= extent.north,
  );
