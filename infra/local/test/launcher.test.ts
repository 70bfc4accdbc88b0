import { existsSync, readdirSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { type Collection, MongoClient } from 'mongodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeToyTree, type Running, type ToyTree } from './toy-tree.ts';

const ready = '全部就绪';
let tree: ToyTree;

beforeAll(async () => {
  tree = await makeToyTree();
});
afterAll(() => tree.remove());
afterEach(() => {
  for (const pid of tree.processes()) process.kill(pid, 'SIGKILL');
});

describe('npm start with services alone', () => {
  it('stops cleanly on Ctrl-C', async () => {
    const running = await begun(tree.startWithGiven());
    expect(await stopped(running)).toBe(0);
    expect(tree.processes()).toEqual([]);
  });

  it('tells whoever starts or resets it while it runs', async () => {
    const running = await begun(tree.startWithGiven());
    const again = await tree.startWithGiven().finished;
    expect(again.code).toBe(1);
    expect(again.output).toContain('已在运行');
    const reset = await tree.reset();
    expect(reset.code).toBe(1);
    expect(reset.output).toContain('请先停止');
    await stopped(running);
  });

  it('stops everything and says so when a service is killed', async () => {
    await killedToo(await begun(tree.startWithGiven()), 'gateway');
  });

  it('ends what was left running when the launcher itself was killed', async () => {
    const running = await begun(tree.startWithGiven());
    const orphan = pidOf('gateway');
    running.child.kill('SIGKILL');
    await running.finished;
    expect(tree.processes()).toContain(orphan);

    const next = await begun(tree.startWithGiven());
    expect(next.output()).toContain('清理上次遗留的进程');
    expect(tree.processes()).not.toContain(orphan);
    await stopped(next);
    expect(tree.processes()).toEqual([]);
  });

  it('starts a service anew when a file of it changes, if it is to follow its sources', async () => {
    const running = await begun(tree.follow());
    const before = new Set(tree.processes());
    tree.touch('gateway');
    await expect
      .poll(() => tree.processes().filter((pid) => !before.has(pid)).length, { timeout: 15_000 })
      .toBe(1);
    await expect
      .poll(
        async () =>
          await fetch(`http://127.0.0.1:${tree.ports.gateway}/ready`).then(
            ({ status }) => status,
            () => 0,
          ),
        { timeout: 15_000 },
      )
      .toBe(200);
    expect(await stopped(running)).toBe(0);
    expect(tree.processes()).toEqual([]);
  });

  it('says which port is in use', async () => {
    const holder = await hold(tree.ports.identity);
    const { code, output } = await tree.startWithGiven().finished;
    holder.close();
    expect(code).toBe(1);
    expect(output).toContain(`端口 ${tree.ports.identity}（identity）已被占用`);
    expect(tree.processes()).toEqual([]);
  });

  it('shows the log of a service that ends while it starts', async () => {
    const { code, output } = await tree.startWithGiven({ TOY_BROKEN: String(tree.ports.identity) }).finished;
    expect(code).toBe(1);
    expect(output).toContain('the toy is broken');
    expect(tree.processes()).toEqual([]);
  });

  it('says what to install when there is no Java', async () => {
    const { code, output } = await tree.startWithOwn({ PATH: '/nowhere', JAVA_HOME: '' }).finished;
    expect(code).toBe(1);
    expect(output).toContain('apt-get install -y openjdk-17-jre-headless');
    expect(tree.processes()).toEqual([]);
  });
});

describe('npm start with a MongoDB and a Kafka of its own', () => {
  it('keeps the data from one run to the next, on other ports too when the old ones were taken', async () => {
    const first = await begun(tree.startWithOwn());
    await withThings((things) => things.insertOne({ n: 1 }));
    expect(await stopped(first)).toBe(0);
    expect(tree.processes()).toEqual([]);

    const { mongod, kafka } = tree.state().ports;
    const holders = [await hold(mongod), await hold(kafka)];
    const second = await begun(tree.startWithOwn());
    expect(tree.state().ports.mongod).not.toBe(mongod);
    expect(await withThings((things) => things.countDocuments())).toBe(1);
    expect(await stopped(second)).toBe(0);
    for (const holder of holders) holder.close();
  });

  it.each(['kafka', 'mongod'])('stops everything and says so when %s is killed', async (name) => {
    await killedToo(await begun(tree.startWithOwn()), name);
  });

  it.each([0, 900, 2500])('stops cleanly when asked %d ms after its beginning', async (delay) => {
    const running = tree.startWithOwn();
    while (!existsSync(path.join(tree.dir, '.local/launcher.lock'))) await new Promise(setImmediate);
    await new Promise((resolve) => setTimeout(resolve, delay));
    expect(await stopped(running)).toBe(0);
    expect(tree.processes()).toEqual([]);
  });
});

describe('npm run reset', () => {
  it('refuses a database that was given', async () => {
    const { code, output } = await tree.reset({ MONGODB_URI: 'mongodb://127.0.0.1:1/' });
    expect(code).toBe(1);
    expect(output).toContain('不会动别人的');
    expect(existsSync(path.join(tree.dir, '.local/data'))).toBe(true);
  });

  it('clears what npm start made', async () => {
    expect((await tree.reset()).code).toBe(0);
    expect(readdirSync(path.join(tree.dir, '.local'))).toEqual([]);
  });
});

async function begun(running: Running): Promise<Running> {
  await running.untilPrinted(ready);
  return running;
}

async function stopped(running: Running): Promise<number | null> {
  running.child.kill('SIGINT');
  return (await running.finished).code;
}

async function killedToo(running: Running, name: string): Promise<void> {
  process.kill(pidOf(name), 'SIGKILL');
  const { code, output } = await running.finished;
  expect(code).toBe(1);
  expect(output).toContain(`${name} 意外退出（信号 SIGKILL）`);
  expect(tree.processes()).toEqual([]);
}

function hold(port: number): Promise<net.Server> {
  return new Promise((resolve) => {
    const server = net
      .createServer((socket) => socket.destroy())
      .listen(port, '127.0.0.1', () => resolve(server));
  });
}

function pidOf(name: string): number {
  const noted: { name: string; pid: number }[] = tree.state().processes;
  return noted.find((one) => one.name === name)!.pid;
}

async function withThings<T>(use: (things: Collection) => Promise<T>): Promise<T> {
  const client = await MongoClient.connect(
    `mongodb://127.0.0.1:${tree.state().ports.mongod}/?replicaSet=rs0`,
  );
  try {
    return await use(client.db('kept').collection('things'));
  } finally {
    await client.close();
  }
}
