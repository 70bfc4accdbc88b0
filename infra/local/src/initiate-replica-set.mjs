// Run on the project's Node once mongod is started: makes it a replica set of one, or mends the address it knows
// itself by when its port has changed, and waits until it takes writes.
// Usage: node initiate-replica-set.mjs PORT REPLICA_SET
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient, MongoServerError } from 'mongodb';

const limitMs = 30_000;
const notYetInitialized = 94;

const [port, replicaSet] = process.argv.slice(2);
const host = `127.0.0.1:${port}`;
const until = Date.now() + limitMs;
const client = new MongoClient(`mongodb://${host}/?directConnection=true`, { serverSelectionTimeoutMS: 500 });

await connect();
await configure();
await primary();
await client.close();

async function connect() {
  for (;;) {
    try {
      await client.connect();
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
      await sleep(50);
    }
  }
}

async function configure() {
  const admin = client.db('admin');
  try {
    const { config } = await admin.command({ replSetGetConfig: 1 });
    if (config.members[0].host === host) return;
    config.members[0].host = host;
    config.version += 1;
    await admin.command({ replSetReconfig: config, force: true });
  } catch (error) {
    if (!(error instanceof MongoServerError) || error.code !== notYetInitialized) throw error;
    await admin.command({ replSetInitiate: { _id: replicaSet, members: [{ _id: 0, host }] } });
  }
}

async function primary() {
  for (;;) {
    const { isWritablePrimary } = await client.db('admin').command({ hello: 1 });
    if (isWritablePrimary) return;
    if (Date.now() > until) throw new Error(`${host} did not become primary in ${limitMs / 1000} s`);
    await sleep(20);
  }
}
