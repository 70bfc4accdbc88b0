import { z } from 'zod';
import { BackupError } from './manifest.ts';

const environment = z.object({
  MONGODB_URI: z.string().regex(/^mongodb(\+srv)?:\/\//, 'a mongodb:// address'),
  KAFKA_BROKERS: z
    .string()
    .transform((list) => list.split(',').map((broker) => broker.trim()))
    .pipe(z.array(z.string().regex(/^\S+:\d+$/, 'host:port, separated by commas')))
    .optional(),
  YIZHAN_INSTALLATION: z
    .string()
    .regex(/^[a-z][a-z0-9]{0,19}$/)
    .default('yizhan'),
});

/** The addresses that the services have; every mistake is told at once. */
export const readEnvironment = (env: Readonly<Record<string, string | undefined>>) => {
  const read = environment.safeParse(env);
  if (read.success)
    return {
      mongodbUri: read.data.MONGODB_URI,
      kafkaBrokers: read.data.KAFKA_BROKERS ?? [],
      installation: read.data.YIZHAN_INSTALLATION,
    };
  throw new BackupError(
    read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'),
  );
};

/** Runs a command of the operator: a fault that he can mend is told in a line, and ends with 1. */
export const asCommand = async (work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
};
