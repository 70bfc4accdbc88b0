import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');
const toyService = `
import http from 'node:http';
const server: http.Server = http.createServer((request, response) => {
  response.statusCode = request.url === '/ready' ? 200 : 404;
  response.end();
});
if (process.env.TOY_BROKEN === process.env.PORT) throw new Error('the toy is broken');
server.listen(Number(process.env.PORT), process.env.HOST);
process.on('SIGTERM', () => server.close(() => process.exit(0)));
`;

const nothingGiven = { MONGODB_URI: '', KAFKA_BROKERS: '' };
const withoutDocker = { ...nothingGiven, YIZHAN_DOCKER: 'no' };
const withDocker = { ...nothingGiven, YIZHAN_DOCKER: '' };

export interface Finished {
  code: number | null;
  output: string;
}

export interface Running {
  child: ChildProcess;
  output(): string;
  /** Resolves when the text has been printed; throws when the program ends before. */
  untilPrinted(text: string): Promise<void>;
  finished: Promise<Finished>;
}

export type ToyTree = Awaited<ReturnType<typeof makeToyTree>>;

/** A copy of this tree with the real launcher and two toy services, on ports of its own; without the demo, which wants the real ones. */
export async function makeToyTree() {
  const dir = mkdtempSync(path.join(tmpdir(), 'yizhan-launcher-'));
  for (const file of ['package.json', 'package-lock.json'])
    cpSync(path.join(root, file), path.join(dir, file));
  cpSync(path.join(root, 'infra/local/src'), path.join(dir, 'infra/local/src'), {
    recursive: true,
  });
  for (const file of ['package.json', 'kafka-pom.xml']) {
    cpSync(path.join(root, 'infra/local', file), path.join(dir, 'infra/local', file));
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(dir, 'node_modules'));
  for (const name of ['gateway', 'identity']) addService(dir, name);
  const ports = { gateway: await freePort(), identity: await freePort() };
  const base = {
    ...process.env,
    GATEWAY_PORT: String(ports.gateway),
    IDENTITY_PORT: String(ports.identity),
  };

  return {
    dir,
    ports,
    /** With the MongoDB and the Kafka of the test run, whose addresses are given: quick. */
    startWithGiven: (extra: NodeJS.ProcessEnv = {}) => run(dir, 'start.mjs', { ...base, ...extra }),
    /** The same, with services that follow their sources. */
    follow: () => run(dir, 'start.mjs', base, ['--dev']),
    /** Changes what a service is made of. */
    touch: (name: string) => addService(dir, name, '// touched\n'),
    /** With a MongoDB and a Kafka that the launcher brings up itself, as processes. */
    startWithOwn: (extra: NodeJS.ProcessEnv = {}) =>
      run(dir, 'start.mjs', { ...base, ...withoutDocker, ...extra }),
    /** With containers, where they can be had. */
    startWithDocker: (extra: NodeJS.ProcessEnv = {}) =>
      run(dir, 'start.mjs', { ...base, ...withDocker, ...extra }),
    reset: (extra: NodeJS.ProcessEnv = {}) =>
      run(dir, 'reset.mjs', { ...base, ...nothingGiven, ...extra }).finished,
    /** The names of what this tree has in Docker. */
    inDocker: (kind: 'container' | 'volume'): string[] => {
      const all = kind === 'container' ? ['--all'] : [];
      const format = kind === 'container' ? '{{.Names}}' : '{{.Name}}';
      const filter = `label=yizhan.place=${path.join(dir, '.local')}`;
      const args = [kind, 'ls', ...all, '--filter', filter, '--format', format];
      return execFileSync('docker', args, { encoding: 'utf8' }).split('\n').filter(Boolean);
    },
    state: () => JSON.parse(readFileSync(path.join(dir, '.local/state.json'), 'utf8')),
    /** The pids of all processes that work in this tree. */
    processes: () => processesIn(dir),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

function addService(dir: string, name: string, more = ''): void {
  const app = path.join(dir, 'apps', name);
  mkdirSync(path.join(app, 'src'), { recursive: true });
  writeFileSync(
    path.join(app, 'package.json'),
    JSON.stringify({ type: 'module', scripts: { start: 'node src/main.ts' } }),
  );
  writeFileSync(path.join(app, 'src/main.ts'), toyService + more);
}

function run(dir: string, script: string, env: NodeJS.ProcessEnv, args: string[] = []): Running {
  const child = spawn(process.execPath, [path.join(dir, 'infra/local/src', script), ...args], {
    cwd: dir,
    env,
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      printed += part;
    });
  }
  let ended = false;
  const finished = new Promise<Finished>((resolve) => {
    child.once('close', (code) => {
      ended = true;
      resolve({ code, output: printed });
    });
  });
  return {
    child,
    output: () => printed,
    finished,
    async untilPrinted(text) {
      while (!printed.includes(text)) {
        if (ended) throw new Error(`it ended before it printed "${text}":\n${printed}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
  };
}

function processesIn(dir: string): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.includes(dir)).map((line) => Number.parseInt(line, 10));
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
