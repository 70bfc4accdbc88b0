import { MongoClient } from 'mongodb';
import { expect, it } from 'vitest';
import { dropInstallation, infrastructure, ownInfrastructure, uniqueInstallation } from '../src/index.ts';

it('gives addresses of a MongoDB that runs transactions, and drops what a test made', async () => {
  const installation = uniqueInstallation();
  const client = await MongoClient.connect(infrastructure().mongodbUri);
  await client.withSession((session) =>
    session.withTransaction(() =>
      client.db(`${installation}_one`).collection('things').insertOne({ n: 1 }, { session }),
    ),
  );
  expect(await databaseNames(client)).toContain(`${installation}_one`);

  await dropInstallation(installation);

  expect(await databaseNames(client)).not.toContain(`${installation}_one`);
  await client.close();
});

it('keeps the data of a MongoDB and a Kafka of its own through SIGKILL', { timeout: 240_000 }, async () => {
  const own = await ownInfrastructure();
  try {
    const client = await MongoClient.connect(own.mongodbUri);
    await client
      .db('kept')
      .collection('things')
      .insertOne({ n: 1 }, { writeConcern: { w: 'majority', journal: true } });
    await Promise.all([own.mongod.kill(), own.kafka.kill()]);
    await Promise.all([own.mongod.start(), own.kafka.start()]);
    expect(await client.db('kept').collection('things').countDocuments()).toBe(1);
    await client.close();
  } finally {
    await own.stop();
  }
});

async function databaseNames(client: MongoClient): Promise<string[]> {
  const { databases } = await client.db().admin().listDatabases({ nameOnly: true });
  return databases.map(({ name }) => name);
}
