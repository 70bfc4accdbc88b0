import type { Parcel } from '../api/queries.ts';

type Polygon = NonNullable<Parcel['polygon']>;

const point = String.raw`\d{1,3}(\.\d+)?[ \t]*[,，][ \t]*\d{1,2}(\.\d+)?`;
/** 界址点, one a line: longitude, latitude in degrees; three at least. */
export const coordinatesPattern = new RegExp(`^\\s*${point}([ \\t]*\\n\\s*${point}){2,}\\s*$`);

/** The corners as they are typed; the ring closes by itself. Null where they are none. */
export const polygonOf = (text: unknown): Polygon | null => {
  if (typeof text !== 'string' || !coordinatesPattern.test(text)) return null;
  const corners = text
    .trim()
    .split('\n')
    .map((line) => line.split(/[,，]/).map((part) => Number(part.trim())));
  const [first, last] = [corners[0] ?? [], corners.at(-1) ?? []];
  const closed = first[0] === last[0] && first[1] === last[1];
  return { type: 'Polygon', coordinates: [closed ? corners : [...corners, first]] };
};

export const coordinatesOf = ({ coordinates: [ring = []] }: Polygon): string =>
  ring
    .slice(0, -1)
    .map((corner) => corner.join(','))
    .join('\n');
