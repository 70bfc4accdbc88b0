import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { findDockerImages } from '@yizhan/local';
import { type Collection, MongoClient } from 'mongodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeToyTree, type Running, type ToyTree } from './toy-tree.ts';

const images = await findDockerImages((zh, en) => console.log(`${zh} · ${en}`));
let tree: ToyTree;

beforeAll(async () => {
  tree = await makeToyTree();
});
afterAll(async () => {
  await tree.reset();
  tree.remove();
});

describe.skipIf(images === undefined)('npm start where a Docker engine answers', () => {
  afterEach(() => {
    expect(tree.processes()).toEqual([]);
    expect(tree.inDocker('container')).toEqual([]);
  });

  it('runs containers at 127.0.0.1 alone, and keeps the data from one run to the next', async () => {
    const first = await begun(tree.startWithDocker());
    expect(first.output()).toContain(`容器 ${images?.mongodb}`);
    expect(first.output()).toContain(`容器 ${images?.kafka}`);
    expect(publishedAddresses()).toEqual(['127.0.0.1', '127.0.0.1']);
    await withThings((things) => things.insertOne({ n: 1 }));
    expect(await stopped(first)).toBe(0);

    const second = await begun(tree.startWithDocker());
    expect(await withThings((things) => things.countDocuments())).toBe(1);
    expect(await stopped(second)).toBe(0);
  });

  it.each(['kafka', 'mongod'])(
    'stops everything and says so when the container of %s is killed',
    async (name) => {
      const running = await begun(tree.startWithDocker());
      execFileSync('docker', ['kill', tree.inDocker('container').find((one) => one.endsWith(name)) ?? '']);
      const { code, output } = await running.finished;
      expect(code).toBe(1);
      expect(output).toContain(`${name} 意外退出`);
    },
  );

  it('removes the containers that a killed launcher left behind', async () => {
    const running = await begun(tree.startWithDocker());
    running.child.kill('SIGKILL');
    await running.finished;
    expect(tree.inDocker('container')).toHaveLength(2);
    const next = await begun(tree.startWithDocker());
    expect(next.output()).toContain('清理上次遗留的进程');
    await stopped(next);
  });

  it.each([0, 900, 2500])('stops cleanly when asked %d ms after its beginning', async (delay) => {
    const running = tree.startWithDocker();
    while (!existsSync(path.join(tree.dir, '.local/launcher.lock'))) await new Promise(setImmediate);
    await new Promise((resolve) => setTimeout(resolve, delay));
    expect(await stopped(running)).toBe(0);
  });

  it('says that earlier data is not seen when the engine no longer answers, and goes on with processes', async () => {
    const running = await begun(tree.startWithDocker({ DOCKER_HOST: 'unix:///nowhere.sock' }));
    expect(running.output()).toContain('没有 Docker 引擎应答，使用本机进程');
    expect(running.output()).toContain('此前的数据在 Docker 卷中');
    await stopped(running);
  });

  it('refuses to reset what lies in an engine that does not answer', async () => {
    const { code, output } = await tree.reset({ DOCKER_HOST: 'unix:///nowhere.sock' });
    expect(code).toBe(1);
    expect(output).toContain('数据在 Docker 卷中');
  });

  it('clears its own volumes by npm run reset, and those of nobody else', async () => {
    const foreign = execFileSync('docker', ['volume', 'create', '--label', 'yizhan.place=/elsewhere'], {
      encoding: 'utf8',
    }).trim();
    try {
      expect(tree.inDocker('volume')).toHaveLength(2);
      expect((await tree.reset()).code).toBe(0);
      expect(tree.inDocker('volume')).toEqual([]);
      expect(execFileSync('docker', ['volume', 'ls', '--quiet'], { encoding: 'utf8' })).toContain(foreign);
      const left = readdirSync(path.join(tree.dir, '.local'));
      expect(left.filter((entry) => entry !== 'cache')).toEqual([]);
    } finally {
      execFileSync('docker', ['volume', 'rm', foreign]);
    }
  });
});

describe('npm start where Docker is of no use', () => {
  it.each([
    ['no engine answers', { DOCKER_HOST: 'unix:///nowhere.sock' }, '没有 Docker 引擎应答'],
    ['the engine is another machine', { DOCKER_HOST: 'tcp://127.0.0.1:1' }, '没有 Docker 引擎应答'],
  ])('goes on with plain processes and says so: %s', async (_why, extra, words) => {
    const running = await begun(tree.startWithDocker(extra));
    expect(running.output()).toContain(words);
    expect(running.output()).toContain('使用本机进程');
    expect(await stopped(running)).toBe(0);
    await tree.reset();
  });

  it.skipIf(images === undefined)('an image neither there nor to be pulled', async () => {
    const image = 'registry.invalid/none:1';
    const running = await begun(tree.startWithDocker({ YIZHAN_MONGODB_IMAGE: image }));
    expect(running.output()).toContain('没有 MongoDB 镜像，也无法拉取，使用本机进程');
    expect(await stopped(running)).toBe(0);
  });
});

async function begun(running: Running): Promise<Running> {
  await running.untilPrinted('全部就绪');
  return running;
}

async function stopped(running: Running): Promise<number | null> {
  running.child.kill('SIGINT');
  return (await running.finished).code;
}

function publishedAddresses(): string[] {
  const format = '{{range .NetworkSettings.Ports}}{{range .}}{{.HostIp}} {{end}}{{end}}';
  const output = execFileSync('docker', ['inspect', '--format', format, ...tree.inDocker('container')], {
    encoding: 'utf8',
  });
  return output.split(/\s+/).filter(Boolean);
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
