// npm run backup -- <new folder>
import { parseArgs } from 'node:util';
import { MongoClient } from 'mongodb';
import { takeBackup } from './backup.ts';
import { asCommand, readEnvironment } from './environment.ts';
import { BackupError } from './manifest.ts';

await asCommand(async () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0)
    throw new BackupError('which folder? npm run backup -- <folder>');
  const { mongodbUri, installation } = readEnvironment(process.env);
  // Broken off, MongoDB is still told that it need not keep its history any longer.
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  const client = await MongoClient.connect(mongodbUri, { serverSelectionTimeoutMS: 10_000 });
  try {
    const { collections, takenAt } = await takeBackup(
      client,
      installation,
      folder,
      console.log,
      stopping.signal,
    );
    const documents = collections.reduce((sum, collection) => sum + collection.documents, 0);
    console.log(`${documents} documents of ${installation} as of ${takenAt} are in ${folder}`);
  } finally {
    await client.close();
  }
});
