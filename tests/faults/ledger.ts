import { findBrokenLink, type HistoryEvent } from '@yizhan/aggregate';
import { admissionContract, type ServiceName } from '@yizhan/contracts';
import { type Installation, someFacts, someInvestor, until } from '@yizhan/testkit';

const enterprise = { roles: ['enterprise' as const], company: `cmp_${'a'.repeat(24)}` };

/** Where the real `identity` runs, it knows the company that files. */
export const registerFiler = async ({ connection, name }: Installation): Promise<void> => {
  const { creditCode } = someInvestor as Extract<typeof someInvestor, { kind: 'company' }>;
  await connection
    .useDb(`${name}_identity`)
    .collection<{ _id: string }>('companies')
    .updateOne(
      { _id: enterprise.company },
      {
        $set: {
          name: someInvestor.name,
          creditCode,
          county: '330182',
          owner: null,
          legalRepresentative: null,
        },
      },
      { upsert: true },
    );
};

/** Files applications one after the other and keeps asking, as a person would, until each is answered. */
export const fileApplications = async (
  installation: Installation,
  count: number,
  letter: string,
): Promise<readonly string[]> => {
  const client = installation.as(enterprise, admissionContract, 'admission');
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const input = {
      key: `fault-${letter}-${String(n).padStart(4, '0')}`,
      investor: someInvestor,
      facts: someFacts({ name: `项目${letter}${n}` }),
      electronicDelivery: true,
    };
    // The same key again: whether the first try was saved or not, it is one application.
    const answer = await until(
      async () =>
        await client.commands
          .submitApplication(input)
          .catch((error: unknown) => ({ id: '', failed: String(error) })),
      ({ id }) => id !== '',
      60_000,
    );
    ids.push(answer.id);
  }
  return ids;
};

interface Exported {
  readonly caseId: string;
  readonly seq: number;
  readonly body: string;
}

interface Body {
  readonly type: string;
  readonly key: string;
  readonly prev: string;
}

/** All events of a service as its export tells them, by case, in order. */
export const readEvents = async (
  installation: Installation,
  service: ServiceName,
): Promise<ReadonlyMap<string, readonly Exported[]>> => {
  const all: Exported[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const page: { events: Exported[]; next: string | null } = await installation.internal(
      service,
      `/events?after=${encodeURIComponent(after)}`,
    );
    all.push(...page.events);
    after = page.next;
  }
  return Map.groupBy(all, (event) => event.caseId);
};

/** What is wrong with the ledger: an event lost, an effect done twice, an order broken. Empty when all is well. */
export const findFaults = async (
  installation: Installation,
  applications: readonly string[],
): Promise<readonly string[]> => {
  const faults: string[] = [];
  const [admission, prereview] = [
    await readEvents(installation, 'admission'),
    await readEvents(installation, 'prereview'),
  ];
  const { createHash } = await import('node:crypto');
  for (const events of [...admission.values(), ...prereview.values()]) {
    const history: HistoryEvent[] = events.map(({ caseId, seq, body }) => ({
      caseId,
      seq,
      body,
      hash: createHash('sha256').update(body).digest('hex'),
    }));
    const broken = findBrokenLink(history);
    if (broken !== null) faults.push(`${events[0]?.caseId}: ${broken.fault} at ${broken.seq}`);
  }
  for (const id of applications) if (!admission.has(id)) faults.push(`application ${id} is lost`);
  if (admission.size !== applications.length)
    faults.push(`${admission.size} applications instead of ${applications.length}`);
  const opened = [...prereview.values()].map((events) => events.map(({ body }) => JSON.parse(body) as Body));
  for (const id of applications) {
    const cases = opened.filter((events) => events[0]?.key === id);
    const opens = cases.flat().filter((event) => event.type === 'prereview.PrereviewOpened').length;
    if (cases.length !== 1 || opens !== 1)
      faults.push(`application ${id} has ${cases.length} pre-reviews, opened ${opens} times`);
  }
  return faults;
};
