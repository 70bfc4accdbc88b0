export type Log = (zh: string, en: string) => void;

export interface Infrastructure {
  mongodbUri: string;
  kafkaBrokers: string;
  /** Ends what was started, and nothing else. */
  stop(): Promise<void>;
}

export interface TestDir {
  dir: string;
  firstPort: number;
  leave(): void;
}

/** A MongoDB or a Kafka that a test may end and start again, with the same data and on the same port. */
export interface Restartable {
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves when it has ended. */
  stop(): Promise<void>;
  /** Starts it again after a kill or a stop; resolves when it serves. */
  start(): Promise<void>;
  /** Stop, then start. */
  restart(): Promise<void>;
  /** SIGSTOP. */
  pause(): void;
  /** SIGCONT. */
  resume(): void;
}

export interface OwnInfrastructure extends Infrastructure {
  mongod: Restartable;
  kafka: Restartable;
}

/** Brings up MongoDB and Kafka in a folder, or takes those that MONGODB_URI and KAFKA_BROKERS name. */
export function ensureInfrastructure(options: {
  dir: string;
  log: Log;
  firstPort?: number;
}): Promise<Infrastructure>;

/** Takes an empty folder under .local/test for one test run. */
export function occupyTestDir(log: Log): Promise<TestDir>;

/** A MongoDB and a Kafka for one test alone, in an empty folder. */
export function ownInfrastructure(dir: string, log: Log): Promise<OwnInfrastructure>;
