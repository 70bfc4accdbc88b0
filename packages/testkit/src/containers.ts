import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import {
  type DockerImages,
  initiateReplicaSetScript,
  kafkaVariables,
  mongodArguments,
  mongodbUri,
  type OwnInfrastructure,
  placeLabel,
  type Restartable,
} from '@yizhan/local';
import { Kafka, logLevel } from 'kafkajs';
import { GenericContainer, getContainerRuntimeClient, type StartedTestContainer, Wait } from 'testcontainers';

// Its image of a reaper could not be pulled; what is left behind is found by its label instead.
process.env['TESTCONTAINERS_RYUK_DISABLED'] ??= 'true';
process.env['TESTCONTAINERS_HOST_OVERRIDE'] ??= '127.0.0.1';

const startsWithinMs = 90_000;
const stopsWithinSeconds = 15;

interface Ports {
  readonly mongod: number;
  readonly kafka: number;
  readonly controller: number;
}

/**
 * A MongoDB and a Kafka in containers on a network of their own, published on fixed ports of 127.0.0.1: random ones would
 * be others after a restart.
 *
 * @param place the folder of the run, by whose label what a killed run left behind is found
 */
export const startContainers = async (
  images: DockerImages,
  place: string,
  ports: Ports,
): Promise<OwnInfrastructure> => {
  const { container: containers, network: networks } = await getContainerRuntimeClient();
  const network = await networks.create({
    Name: `yizhan-test-${randomBytes(4).toString('hex')}`,
    Driver: 'bridge',
    Options: { 'com.docker.network.bridge.host_binding_ipv4': '127.0.0.1' },
    Labels: { [placeLabel]: place },
  });
  const { Name: networkName } = await network.inspect();
  const describe = (image: string, port: number): GenericContainer =>
    new GenericContainer(image)
      .withLabels({ [placeLabel]: place })
      .withNetworkMode(networkName)
      .withExposedPorts({ container: port, host: port })
      .withStartupTimeout(startsWithinMs);

  const handle = (started: StartedTestContainer, untilServing: () => Promise<void>): Restartable => {
    const container = containers.getById(started.getId());
    const stop = async (): Promise<void> => {
      await container.stop({ t: stopsWithinSeconds }).catch(unlessDone);
    };
    const start = async (): Promise<void> => {
      await container.start().catch(unlessDone);
      await untilServing();
    };
    return {
      stop,
      start,
      kill: async () => {
        await container.kill();
        await untilStopped(async () => (await container.inspect()).State.Running);
      },
      restart: async () => {
        await stop();
        await start();
      },
      pause: async () => {
        await container.pause();
      },
      resume: async () => {
        await container.unpause();
      },
      cutOff: async () => {
        await network.disconnect({ Container: started.getId(), Force: true });
      },
      rejoin: async () => {
        await network.connect({ Container: started.getId() });
        await untilServing();
      },
    };
  };

  const begin = async (): Promise<[StartedTestContainer, StartedTestContainer]> => {
    const dataDir = '/data/db';
    const settled = await Promise.allSettled([
      describe(images.mongodb, ports.mongod)
        .withCommand(['mongod', ...mongodArguments({ port: ports.mongod, bindIp: '0.0.0.0', dataDir })])
        .withWaitStrategy(Wait.forLogMessage(/waiting for connections/i))
        .start(),
      describe(images.kafka, ports.kafka)
        .withEnvironment(
          kafkaVariables({
            ports: { broker: ports.kafka, controller: ports.controller },
            cluster: networkName,
          }),
        )
        .withWaitStrategy(Wait.forLogMessage('Kafka Server started'))
        .start(),
    ]);
    const [mongod, kafka] = settled.map((one) => (one.status === 'fulfilled' ? one.value : undefined));
    if (mongod !== undefined && kafka !== undefined) return [mongod, kafka];
    await Promise.all([mongod?.stop(), kafka?.stop()]);
    await networks.remove(network);
    throw settled.find((one) => one.status === 'rejected')?.reason;
  };
  const [mongodContainer, kafkaContainer] = await begin();
  const brokers = `127.0.0.1:${ports.kafka}`;
  const mongod = handle(mongodContainer, async () => await untilPrimary(ports.mongod));
  const kafka = handle(kafkaContainer, async () => await untilAnswering(brokers));
  await untilPrimary(ports.mongod);
  return {
    mongodbUri: mongodbUri(ports.mongod),
    kafkaBrokers: brokers,
    canBeCutOff: true,
    mongod,
    kafka,
    stop: async () => {
      // Paused or killed: a test may end anywhere.
      for (const id of [kafkaContainer.getId(), mongodContainer.getId()])
        await containers.getById(id).remove({ force: true, v: true });
      await networks.remove(network);
    },
  };
};

const untilPrimary = async (port: number): Promise<void> => {
  await promisify(execFile)(process.execPath, [initiateReplicaSetScript, `127.0.0.1:${port}`, 'rs0']);
};

const untilAnswering = async (brokers: string): Promise<void> => {
  const end = Date.now() + startsWithinMs;
  for (;;) {
    const admin = new Kafka({
      brokers: [brokers],
      logLevel: logLevel.NOTHING,
      retry: { retries: 0 },
    }).admin();
    try {
      await admin.connect();
      await admin.describeCluster();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

const untilStopped = async (isRunning: () => Promise<boolean>): Promise<void> => {
  while (await isRunning()) await new Promise((resolve) => setTimeout(resolve, 50));
};

/** The engine answers 304 where it is so already. */
const unlessDone = (error: unknown): void => {
  if (!(error instanceof Error && 'statusCode' in error && error.statusCode === 304)) throw error;
};
