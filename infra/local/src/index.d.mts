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
  /** Stands still, as by SIGSTOP. */
  pause(): Promise<void>;
  /** Goes on after a pause. */
  resume(): Promise<void>;
  /** Takes it off the network while it runs on; only where `canBeCutOff`. */
  cutOff(): Promise<void>;
  /** Puts it back; resolves when it serves. */
  rejoin(): Promise<void>;
}

export interface OwnInfrastructure extends Infrastructure {
  /** Containers can be cut off the network, plain processes cannot. */
  canBeCutOff: boolean;
  mongod: Restartable;
  kafka: Restartable;
}

export interface DockerImages {
  mongodb: string;
  kafka: string;
}

/** The images to run, when a Docker engine here answers, has or can pull them, and runs containers; says why not. */
export function findDockerImages(log: Log): Promise<DockerImages | undefined>;

/** Brings up MongoDB and Kafka in a folder, or takes those that MONGODB_URI and KAFKA_BROKERS name. */
export function ensureInfrastructure(options: {
  dir: string;
  log: Log;
  firstPort?: number;
}): Promise<Infrastructure>;

/** The label of containers, networks and volumes of ours; its value is the folder they belong to. */
export const placeLabel: string;

/** Remembers that Docker is used by a folder: what is left behind there is removed by the next run. */
export function noteDocker(dir: string): void;

/** What a container of Kafka is told, for a lone broker reached at 127.0.0.1. */
export function kafkaVariables(options: {
  ports: { broker: number; controller: number };
  cluster: string;
}): Record<string, string>;

export function mongodArguments(options: { port: number; bindIp: string; dataDir: string }): string[];
export function mongodbUri(port: number): string;

/** Run with `127.0.0.1:PORT rs0`: makes a mongod a replica set, and ends when it takes writes. */
export const initiateReplicaSetScript: string;

/** Ports of a test's own, away from those of other runs. */
export function findOwnPorts(): Promise<{ mongod: number; kafka: number; controller: number }>;

/** Takes an empty folder under .local/test for one test run. */
export function occupyTestDir(log: Log): Promise<TestDir>;

/** A MongoDB and a Kafka for one test alone, as processes, in an empty folder. */
export function ownInfrastructure(dir: string, log: Log): Promise<OwnInfrastructure>;
