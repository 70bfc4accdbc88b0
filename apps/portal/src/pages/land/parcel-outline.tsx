import { useQuery } from '@tanstack/react-query';
import { clockQuery, type Parcel } from '../../api/queries.ts';

const width = 260;
const margin = 12;

/** The form of a parcel, north up, with its longitudes drawn as short as they are at its latitude. */
export const ParcelOutline = ({ polygon }: { polygon: NonNullable<Parcel['polygon']> }) => {
  const { data: clock } = useQuery(clockQuery);
  const [ring = []] = polygon.coordinates;
  const [, middle = 0] = ring[0] ?? [];
  const points = ring.map(([lon = 0, lat = 0]) => [lon * Math.cos((middle * Math.PI) / 180), -lat] as const);
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [west, north] = [Math.min(...xs), Math.min(...ys)];
  const [wide, high] = [Math.max(...xs) - west, Math.max(...ys) - north];
  const scale = (width - 2 * margin) / Math.max(wide, high);
  const place = ([x, y]: readonly [number, number]): string =>
    `${margin + (x - west) * scale},${margin + (y - north) * scale}`;
  const [lon = 0, lat = 0] = ring[0] ?? [];
  return (
    <figure className="outline">
      <svg
        viewBox={`0 0 ${wide * scale + 2 * margin} ${high * scale + 2 * margin}`}
        role="img"
        aria-label={`地块图形，起点东经${lon.toFixed(4)}°、北纬${lat.toFixed(4)}°`}
      >
        <polygon points={points.map(place).join(' ')} />
      </svg>
      <figcaption className="muted small">
        按登记坐标绘制（上北），起点东经 {lon.toFixed(4)}°、北纬 {lat.toFixed(4)}
        °；仅供示意{clock?.settable === true ? '，演示数据的位置为示例' : ''}。
      </figcaption>
    </figure>
  );
};
