// Run on the project's Node once mongod is started: makes it a replica set of one, or mends the address it knows
// itself by when its port has changed, and waits until it takes writes.
// Usage: node initiate-replica-set.mjs HOST:PORT REPLICA_SET
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient, MongoNetworkError, MongoServerError, MongoServerSelectionError } from 'mongodb';

// Long, because a node whose old port now belongs to a program that never answers waits 30 s for it first.
const limitMs = 60_000;
const notYetInitialized = 94;
const alreadyInitialized = 23;

const [host, replicaSet] = process.argv.slice(2);
const until = Date.now() + limitMs;
const client = new MongoClient(`mongodb://${host}/?directConnection=true`, { serverSelectionTimeoutMS: 500 });

await again(() => client.connect());
// A node that learns its new address closes its connections, the one that told it included.
await again(configure);
await again(primary);
await client.close();

/** @param {() => Promise<unknown>} attempt */
async function again(attempt) {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!mayPass(error) || Date.now() > until) throw error;
      await sleep(50);
    }
  }
}

/**
 * @param {unknown} error
 * @returns {boolean} whether it may be gone at the next attempt
 */
function mayPass(error) {
  if (error instanceof MongoNetworkError || error instanceof MongoServerSelectionError) return true;
  // While it still reads its configuration, a node says both: that it has none, and that it has one already.
  return error instanceof MongoServerError && error.code === alreadyInitialized;
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
