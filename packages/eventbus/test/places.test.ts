import { expect, it } from 'vitest';
import { ensureTopics, setPlaces } from '../src/kafka.ts';
import { newInstallation, openKafka } from './bus.ts';

it('the places of a group that nobody reads for are set as told, before it answers', async () => {
  const installation = newInstallation();
  const [topic, groupId] = [`${installation}.admission`, `${installation}.insight`];
  const kafka = openKafka();
  const admin = kafka.admin();
  await admin.connect();
  try {
    await ensureTopics(admin, [topic], 3);
    const messages = [0, 1, 2].map((partition) => ({ partition, value: 'x' }));
    const producer = kafka.producer();
    await producer.connect();
    await producer.send({ topic, messages: [...messages, ...messages] });
    await producer.disconnect();
    const places = [
      { partition: 0, offset: '2' },
      { partition: 1, offset: '1' },
      { partition: 2, offset: '2' },
    ];
    await setPlaces(kafka, groupId, topic, places);
    const [found] = await admin.fetchOffsets({ groupId, topics: [topic] });
    const told = found?.partitions.map(({ partition, offset }) => ({ partition, offset }));
    expect(told?.toSorted((a, b) => a.partition - b.partition)).toEqual(places);
  } finally {
    await admin.deleteTopics({ topics: [topic] });
    await admin.disconnect();
  }
});
