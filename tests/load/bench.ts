// npm run bench: the figures of architecture and operation, in one run on one machine. Ratios tell; milliseconds are this machine's.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { serviceNames } from '@yizhan/contracts';
import { type Done, type Person, Refusal, signIn } from '@yizhan/local/door';
import { createProjectWalk } from '@yizhan/local/project-walk';
import { enrolAgents } from '@yizhan/local/roster';
import { createWalk } from '@yizhan/local/walk';
import { type Installation, ownInfrastructure, someFacts, until } from '@yizhan/testkit';
import autocannon from 'autocannon';
import { MongoClient } from 'mongodb';
import { ownInvestor, password, startAll } from '../chain/installation.ts';
import { copyHistory } from './copies.ts';
import { inMs, type Row, spread, tableOf } from './figures.ts';
import { processesOf, usedSeconds, watch } from './processes.ts';
import { startSink } from './trace-sink.ts';

/** Whose events the read side is made from. */
const readSideSources = serviceNames.filter((name) => !['gateway', 'identity', 'insight'].includes(name));

interface Started {
  readonly installation: Installation;
  readonly person: Person;
}

const begin = '2026-03-02T01:00:00.000Z';
const rows: Row[] = [];
const note = (what: string, figure: string, beside = ''): void => {
  rows.push({ what, figure, beside });
  console.log(`${what}: ${figure}${beside === '' ? '' : `  (${beside})`}`);
};

let count = 0;
const apply = async (person: Person): Promise<Done> => {
  count += 1;
  return await person.command('submitApplication', {
    key: `bench-${String(count).padStart(8, '0')}`,
    investor: ownInvestor,
    facts: someFacts({ name: `压测项目${count}` }),
    electronicDelivery: true,
  });
};

/** Gives commands one after the other on several lines at once; the answers' times in ms, and what all of it took. */
const closedLoop = async (person: Person, lines: number, seconds: number) => {
  const times: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1000;
  await Promise.all(
    Array.from({ length: lines }, async () => {
      while (performance.now() < end) {
        const before = performance.now();
        await apply(person);
        times.push(performance.now() - before);
      }
    }),
  );
  return { times, ms: performance.now() - start };
};

/** Gives commands at a fixed rate whether or not those before have been answered: waiting in line counts. */
const openLoop = async (person: Person, perSecond: number, seconds: number) => {
  const start = performance.now();
  let refused = 0;
  const times = await Promise.all(
    Array.from({ length: perSecond * seconds }, async (_, n) => {
      const due = start + (n * 1000) / perSecond;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
      await apply(person).catch((error: unknown) => {
        // Too busy is an answer too: it is counted, and waited for like any other.
        if (!(error instanceof Refusal)) throw error;
        refused += 1;
      });
      return performance.now() - due;
    }),
  );
  return { times, refused };
};

const idle = async (installation: Installation): Promise<void> => {
  await installation.settle();
  await new Promise((resolve) => setTimeout(resolve, 15_000));
  const watched = await watch(processesOf(installation.name), 30);
  const all = watched.reduce((sum, { core }) => sum + core, 0);
  note(
    'idle, all services together',
    `${(all * 100).toFixed(1)} % of a core`,
    `goal ≤ 5 %; each ${watched.map(({ service, core }) => `${service} ${(core * 100).toFixed(2)}`).join(', ')}`,
  );
  note(
    'resident, at the most',
    `${Math.round(Math.max(...watched.map(({ mb }) => mb)))} MB`,
    `goal ≤ 160 MB; ${watched.map(({ service, mb }) => `${service} ${Math.round(mb)}`).join(', ')}`,
  );
};

const chain = async (installation: Installation): Promise<string> => {
  const walk = createWalk(installation.urlOf('gateway'), password);
  await enrolAgents(walk);
  const administrator = await walk.as('admin');
  let commands = 0;
  const counting: typeof walk = {
    ...walk,
    as: async (login) => {
      const person = await walk.as(login);
      return {
        ...person,
        command: async (name, input) => {
          commands += 1;
          return await person.command(name, input);
        },
      };
    },
    take: async (login, id, action, command, key, input) => {
      commands += 1;
      return await walk.take(login, id, action, command, key, input);
    },
  };
  const stations = Array.from({ length: 8 }, (_, n) =>
    createProjectWalk(counting, {
      key: `bench-walk-${n}`,
      enterprise: 'qiye',
      investor: ownInvestor,
      facts: someFacts({ name: `全链项目${n}` }),
      territory: 'meicheng',
      chief: 'shouxi-meicheng',
      parcel: { code: `330182001001GB${String(100 + n).padStart(5, '0')}`, name: `地块${n}` },
    }),
  );
  const clock = async () =>
    (await administrator.query<{ clock: { today: string; now: string } }>('{ clock { today now } }')).clock;
  const processes = processesOf(installation.name);
  const used = usedSeconds(processes);
  const start = performance.now();
  const projects = await Promise.all(
    stations.map(async (station) => {
      const id = await station.apply();
      await station.prereview(id);
      await station.judge(id);
      await station.conclude(id);
      await station.file(id);
      await station.entrust(id);
      return { station, id, parcel: await station.prepareParcel() };
    }),
  );
  const { today, now } = await clock();
  await Promise.all(projects.map(async ({ station, parcel }) => await station.announce(parcel, today)));
  const paused = performance.now();
  const to = new Date(Date.parse(now) + 33 * 86_400_000).toISOString();
  await administrator.query('mutation($to: String!) { advanceClock(to: $to) { now } }', { to });
  const waited = performance.now() - paused;
  const day = (await clock()).today;
  await Promise.all(
    projects.map(async ({ station, id, parcel }) => {
      await station.award(parcel, id, day);
      await station.passPath(id);
      await station.build(id, (await clock()).today);
      await station.accept(id);
    }),
  );
  await installation.settle(60_000);
  const seconds = (performance.now() - start - waited) / 1000;
  const perCommand = ((usedSeconds(processes) - used) / commands) * 1000;
  note(
    'whole chain, 8 projects at once, by the door',
    `${(commands / seconds).toFixed(0)} commands/s`,
    `${commands} commands with all that follows, each waited for as a person would; ${perCommand.toFixed(1)} ms of processor a command in all services, polling of dossiers included`,
  );
  return projects[0]?.id ?? '';
};

/** Applications by 32 who never wait, and all that follows them: answered and done a second, and what one takes of the processor. */
const throughput = async (installation: Installation, person: Person, seconds: number) => {
  const processes = processesOf(installation.name);
  const used = usedSeconds(processes);
  const { times, ms } = await closedLoop(person, 32, seconds);
  const settling = performance.now();
  await installation.settle(120_000);
  const behind = performance.now() - settling;
  return {
    times,
    behind,
    answered: (times.length * 1000) / ms,
    done: (times.length * 1000) / (ms + behind),
    perCommand: ((usedSeconds(processes) - used) / times.length) * 1000,
  };
};

const applications = async (installation: Installation, person: Person): Promise<void> => {
  await closedLoop(person, 8, 4);
  await installation.settle(60_000);
  const { times, behind, answered, done, perCommand } = await throughput(installation, person, 10);
  note(
    'applications through the gateway, 32 at once',
    `${answered.toFixed(0)}/s`,
    `${spread(times)}; all that follows done ${inMs(behind)} after the last, ${done.toFixed(0)}/s with it; ${perCommand.toFixed(1)} ms of processor each`,
  );
};

const rounds = 3;
/** At eight at once: some hundreds of applications. */
const warmingSeconds = 30;

/** One installation beside another that records every span, both warm and in turn: what the machine does meanwhile falls on both. */
const tracing = async (plain: Started, traced: Started, spans: () => number): Promise<void> => {
  // As warm as the other, which has served since the beginning: else what is held against it is its compiler.
  await closedLoop(traced.person, 8, warmingSeconds);
  await traced.installation.settle(60_000);
  const sums = { plain: 0, traced: 0, plainMs: 0, tracedMs: 0 };
  for (let round = 0; round < rounds; round += 1) {
    const without = await throughput(plain.installation, plain.person, 6);
    const recorded = await throughput(traced.installation, traced.person, 6);
    sums.plain += without.done;
    sums.traced += recorded.done;
    sums.plainMs += without.perCommand;
    sums.tracedMs += recorded.perCommand;
  }
  note(
    'applications traced against not traced',
    `${(sums.traced / sums.plain).toFixed(2)} ×`,
    `goal ≥ 0.85 ×; ${rounds} times in turn, with all that follows; ${(sums.plainMs / rounds).toFixed(1)} and ${(sums.tracedMs / rounds).toFixed(1)} ms of processor each; ${spans()} spans taken in beside it, on the same cores`,
  );
};

const visible = async (person: Person): Promise<void> => {
  const samples: number[] = [];
  for (let n = 0; n < 100; n += 1) {
    const done = await apply(person);
    const before = performance.now();
    await person.query('query($input: GetDossierInput!) { getDossier(input: $input) { stage } }', {
      input: { projectId: done.id, after: { caseId: done.id, seq: done.seq } },
    });
    samples.push(performance.now() - before);
  }
  note('answer → visible in the dossier, one at a time', spread(samples), 'goal p95 ≤ 100 ms, p99 ≤ 250 ms');
};

const perSecond = async (options: autocannon.Options): Promise<number> => {
  const result = await autocannon({ connections: 16, duration: 8, ...options });
  if (result.non2xx + result.errors > 0) throw new Error(`${result.non2xx + result.errors} requests failed`);
  return result.requests.average;
};

/** Another server to hold ours against, for as long as `use` takes; it prints its port. */
const beside = async (
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  use: (address: string) => Promise<number>,
): Promise<number> => {
  const child: ChildProcess = spawn(process.execPath, [path.join(import.meta.dirname, file), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const port = await new Promise<string>((resolve, reject) => {
      child.stdout?.once('data', (data: Buffer) => resolve(data.toString().trim()));
      child.once('exit', () => reject(new Error(`${file} ended before it listened`)));
    });
    return await use(`http://127.0.0.1:${port}`);
  } finally {
    child.kill();
  }
};

const wholeProject = async (
  installation: Installation,
  person: Person,
  projectId: string,
  mongodbUri: string,
): Promise<void> => {
  const asked = {
    method: 'POST' as const,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${person.token}` },
    body: JSON.stringify({
      query: `query Dossier($input: GetDossierInput!) { getDossier(input: $input) {
        projectId name stage projectCode turns { id action party holder } steps { code status } timeline { type } } }`,
      variables: { input: { projectId } },
    }),
  };
  const least = await beside(
    'bare-server.ts',
    [mongodbUri, `${installation.name}_insight`],
    {},
    async (address) => await perSecond({ url: `${address}/${projectId}` }),
  );
  const ours = await perSecond({ url: `${installation.urlOf('gateway')}/graphql`, ...asked });
  const apollo = await beside(
    'apollo-server.ts',
    [],
    installation.environment,
    async (address) => await perSecond({ url: address, ...asked }),
  );
  note(
    'a whole project by GraphQL, 16 connections',
    `${ours.toFixed(0)}/s`,
    `${(ours / least).toFixed(2)} × of a bare Express handler with the same document (${least.toFixed(0)}/s), goal 0.6 ×; ${(ours / apollo).toFixed(2)} × of Apollo Server on the same schema (${apollo.toFixed(0)}/s), goal > 1 ×`,
  );
};

const copies = 150;

/** Ends the read side, drops what it has, and starts it: it reads the exports of all services again. */
const rebuild = async (installation: Installation, projectId: string, mongodbUri: string): Promise<void> => {
  await installation.settle(60_000);
  const client = await MongoClient.connect(mongodbUri);
  try {
    const each = await copyHistory(client, installation.name, projectId, copies);
    const counts = await Promise.all(
      readSideSources.map(
        async (service) =>
          await client.db(`${installation.name}_${service}`).collection('events').countDocuments(),
      ),
    );
    const events = counts.reduce((sum, count) => sum + count, 0);
    const readSide = () => processesOf(installation.name).filter(({ service }) => service === 'insight');
    for (const { pid } of readSide()) process.kill(pid, 'SIGTERM');
    await until(
      async () => readSide().length,
      (left) => left === 0,
    );
    const database = client.db(`${installation.name}_insight`);
    await database.dropDatabase();
    await installation.spawnService('insight', {}, false);
    const taken = async (): Promise<number> => {
      const [sum] = await database
        .collection('cursors')
        .aggregate<{ seq: number }>([{ $group: { _id: null, seq: { $sum: '$seq' } } }])
        .toArray();
      return sum?.seq ?? 0;
    };
    const before = await until(taken, (there) => there > 0, 60_000);
    const first = performance.now();
    // Seldom: to add up the cursors is work for the same database.
    for (const end = first + 300_000; (await taken()) < events; ) {
      if (performance.now() > end) throw new Error(`only ${await taken()} of ${events} events were taken`);
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    const seconds = (performance.now() - first) / 1000;
    note(
      'rebuilding the read side',
      `${((events - before) / seconds).toFixed(0)} events/s`,
      `goal ≥ 20,000/s; ${events} events, of which ${copies} copies of one whole project with ${each} each; from the first page that was in to the last`,
    );
  } finally {
    await client.close();
  }
};

const startTimed = async (extra: Readonly<Record<string, string>> = {}) => {
  const before = performance.now();
  const installation = await startAll(serviceNames, begin, extra);
  const ms = performance.now() - before;
  return { installation, person: await signIn(installation.urlOf('gateway'), 'qiye', password), ms };
};

const cacheFolder = mkdtempSync(path.join(tmpdir(), 'yizhan-bench-'));
/** As the launcher does: code that was compiled once is kept for the next start. */
const compiled = { NODE_COMPILE_CACHE: cacheFolder };
const infrastructure = await ownInfrastructure();
process.env['MONGODB_URI'] = infrastructure.mongodbUri;
process.env['KAFKA_BROKERS'] = infrastructure.kafkaBrokers;
try {
  const cold = await startTimed(compiled);
  await cold.installation.stop();
  const { installation, person, ms } = await startTimed(compiled);
  try {
    note(
      'all services ready, with accounts, warm',
      inMs(ms),
      `${serviceNames.length} processes begun at once; ${inMs(cold.ms)} cold, with nothing compiled before: ${(ms / cold.ms).toFixed(2)} ×`,
    );
    await idle(installation);
    const projectId = await chain(installation);
    await visible(person);
    for (const rate of [5, 20, 100]) {
      const { times, refused } = await openLoop(person, rate, 8);
      note(
        `an application at ${rate}/s, open loop`,
        spread(times),
        `${refused} of ${times.length} refused${rate === 100 ? '; goal p95 ≤ 60 ms' : ''}`,
      );
      await installation.settle(120_000);
    }
    await wholeProject(installation, person, projectId, infrastructure.mongodbUri);
    await applications(installation, person);
    const collector = await startSink();
    const traced = await startTimed({ ...compiled, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
    try {
      await tracing({ installation, person }, traced, collector.spans);
    } finally {
      await traced.installation.stop();
      collector.stop();
    }
    await rebuild(installation, projectId, infrastructure.mongodbUri);
  } finally {
    await installation.stop();
  }
} finally {
  await infrastructure.stop();
  rmSync(cacheFolder, { recursive: true });
}

const [cpu] = cpus();
const day = new Date().toISOString().slice(0, 10);
const text = `# Performance

Made by \`npm run bench\` on ${day}: ${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version},
MongoDB, Kafka, all services and the load on the same cores. Read the ratios; the times are this machine's.

${tableOf(rows)}
`;
writeFileSync(path.resolve(import.meta.dirname, '../../docs/performance.md'), text);
console.log(`\n${tableOf(rows)}`);
