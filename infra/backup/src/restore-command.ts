// npm run restore -- <folder> [--replace]
import { parseArgs } from 'node:util';
import { createKafka, forgetTopics } from '@yizhan/eventbus';
import { MongoClient } from 'mongodb';
import { asCommand, readEnvironment } from './environment.ts';
import { BackupError } from './manifest.ts';
import { restoreBackup } from './restore.ts';

const log = { error: console.error, warn: console.error, info: console.log };

await asCommand(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { replace: { type: 'boolean', default: false } },
  });
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0)
    throw new BackupError('which folder? npm run restore -- <folder> [--replace]');
  const { mongodbUri, kafkaBrokers, installation } = readEnvironment(process.env);
  if (kafkaBrokers.length === 0) throw new BackupError('KAFKA_BROKERS: host:port, separated by commas');
  const client = await MongoClient.connect(mongodbUri, { serverSelectionTimeoutMS: 10_000 });
  try {
    const manifest = await restoreBackup(client, {
      installation,
      folder,
      replace: values.replace,
      forgetTopics: async () => await forgetTopics(createKafka(kafkaBrokers, 'restore', log), installation),
      tell: console.log,
    });
    console.log(`${installation} stands as of ${manifest.takenAt}: start the services`);
  } finally {
    await client.close();
  }
});
