import { type Done, type Person, Refusal, signIn } from './door.ts';

/** What the walk needs of a dossier. */
export interface Seen {
  readonly projectId: string;
  readonly stage: string;
  readonly projectCode: string | null;
  readonly ended: boolean;
  readonly turns: readonly {
    readonly id: string;
    readonly caseId: string;
    readonly service: string;
    readonly action: string;
    readonly party: string;
    readonly holder: string;
    readonly parcelId: string | null;
  }[];
  readonly steps: readonly {
    readonly code: string;
    readonly caseId: string | null;
    readonly status: string;
  }[];
  readonly parcel: { readonly parcelId: string; readonly status: string } | null;
  readonly agency: {
    readonly status: string;
    readonly chief: string | null;
    readonly agents: readonly string[];
  } | null;
  readonly acceptance: { readonly status: string } | null;
  readonly metrics: {
    readonly governmentDays: number | null;
    readonly spanToCompletion: number | null;
    readonly spanSoFar: number | null;
    readonly byCause: readonly { readonly days: number }[];
  };
  readonly timeline: readonly { readonly type: string }[];
}

const dossierQuery = `query($input: GetDossierInput!) { getDossier(input: $input) {
  projectId stage projectCode ended
  turns { id caseId service action party holder parcelId }
  steps { code caseId status }
  parcel { parcelId status }
  agency { status chief agents }
  acceptance { status }
  metrics { governmentDays spanToCompletion spanSoFar byCause { days } }
  timeline { type }
} }`;

const patienceMs = 20_000;
/** Looks soon, then less often: whoever waits must not be most of the load. */
const looks = { firstMs: 25, growth: 1.5, mostMs: 250 } as const;

/** A walker: signs people in once, gives commands as they would, waits until the dossier shows what follows. */
export const createWalk = (address: string, password: string) => {
  const people = new Map<string, Promise<Person>>();
  const as = async (loginName: string): Promise<Person> => {
    const known = people.get(loginName) ?? signIn(address, loginName, password);
    people.set(loginName, known);
    return await known;
  };

  const dossier = async (loginName: string, projectId: string): Promise<Seen> =>
    (await (await as(loginName)).query<{ getDossier: Seen }>(dossierQuery, { input: { projectId } }))
      .getDossier;

  /** Reads the dossier until it is as wanted: a pushed change could not be seen sooner. */
  const until = async (
    loginName: string,
    projectId: string,
    wanted: string,
    isSo: (seen: Seen) => boolean,
  ): Promise<Seen> => {
    const end = Date.now() + patienceMs;
    let pause: number = looks.firstMs;
    for (;;) {
      const seen = await dossier(loginName, projectId).catch((error: unknown) => {
        if (error instanceof Refusal && error.code === 'PROJECT_NOT_FOUND') return null;
        throw error;
      });
      if (seen !== null && isSo(seen)) return seen;
      if (Date.now() > end)
        throw new Error(
          `${wanted}: not seen by ${loginName} within ${patienceMs} ms; turns: ${JSON.stringify(seen?.turns)}, steps: ${JSON.stringify(seen?.steps)}, acceptance: ${JSON.stringify(seen?.acceptance)}, parcel: ${JSON.stringify(seen?.parcel)}`,
        );
      await new Promise((resolve) => setTimeout(resolve, pause));
      pause = Math.min(pause * looks.growth, looks.mostMs);
    }
  };

  /** Waits for a turn to be somebody's, then takes it with a command on the turn's case. */
  const take = async (
    loginName: string,
    projectId: string,
    action: string,
    command: string,
    key: string,
    input: object = {},
  ): Promise<Done> => {
    const seen = await until(loginName, projectId, `turn ${action}`, ({ turns }) =>
      turns.some((turn) => turn.action === action),
    );
    const turn = seen.turns.find((candidate) => candidate.action === action);
    return await (await as(loginName)).command(command, { id: turn?.caseId, key, ...input });
  };

  return { as, dossier, until, take };
};
export type Walk = ReturnType<typeof createWalk>;
