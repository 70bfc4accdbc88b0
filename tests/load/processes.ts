import { readdirSync, readFileSync } from 'node:fs';

/** A service's process as Linux counts it. */
interface Counted {
  readonly service: string;
  readonly pid: number;
}

const ticksASecond = 100;

const read = (pid: number | string, file: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    // It ended between the listing and the look.
    return '';
  }
};

/** The processes of an installation, by the environment that they were given. */
export const processesOf = (installation: string): readonly Counted[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const [, service] = /apps\/([a-z]+)\/src\/main\.ts/.exec(read(pid, 'cmdline')) ?? [];
      const ours = read(pid, 'environ').split('\0').includes(`YIZHAN_INSTALLATION=${installation}`);
      return service !== undefined && ours ? [{ service, pid: Number(pid) }] : [];
    })
    .toSorted((a, b) => a.service.localeCompare(b.service));

const secondsOf = (pid: number): number => {
  const fields = read(pid, 'stat').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / ticksASecond;
};

const residentMb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(read(pid, 'status'))?.[1] ?? 0) / 1024;

/** Share of a core (0 to 1) and resident memory (MB) of each process over some real seconds. */
export const watch = async (
  processes: readonly Counted[],
  seconds: number,
): Promise<readonly { readonly service: string; readonly core: number; readonly mb: number }[]> => {
  const before = processes.map(({ pid }) => secondsOf(pid));
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  return processes.map(({ service, pid }, index) => ({
    service,
    core: (secondsOf(pid) - (before[index] ?? 0)) / seconds,
    mb: residentMb(pid),
  }));
};

/** Processor seconds that they have used since they began. */
export const usedSeconds = (processes: readonly Counted[]): number =>
  processes.reduce((sum, { pid }) => sum + secondsOf(pid), 0);
