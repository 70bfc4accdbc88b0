import { afterAll, beforeAll, it } from 'vitest';
import { walkAdmission } from './admission.ts';
import { walkChain } from './chain.ts';
import { walkCompany } from './company.ts';
import { walkMaterials } from './materials.ts';
import { openStage, type Stage } from './stage.ts';
import { walkWindow } from './window.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 240_000);
afterAll(async () => {
  await stage?.close();
});

/** A walk that fails tells what was on the screens: where it failed, nobody may be able to look. */
const walked = (walk: (on: Stage) => Promise<void>) => async (): Promise<void> => {
  try {
    await walk(stage);
  } catch (cause) {
    const seen = await Promise.allSettled([stage.desk.witness(), stage.phone.witness()]);
    const told = seen.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)));
    throw new Error([cause instanceof Error ? cause.message : String(cause), ...told].join('\n'), { cause });
  }
};

it(
  'admission by the page: registered and filed on a phone, pre-reviewed, judged by three departments, concluded by the conference',
  walked(walkAdmission),
  240_000,
);

it(
  'a company by the page: a colleague is invited, joins and is removed, a password is forgotten; closed, missing and unreachable pages',
  walked(walkCompany),
  120_000,
);

it(
  'the window by the page and without a mouse: a draft of two counters, filed on paper with its true day, supplemented on paper',
  walked(walkWindow),
  180_000,
);

it(
  'materials by the page: uploaded on a phone, handed in, decided upon in writing, and the writing held against the record',
  walked(walkMaterials),
  240_000,
);

// Last, for it moves the clock of the installation.
it(
  'the chain by the page: an enterprise, an officer, the land desk and the acceptance lead',
  walked(walkChain),
  480_000,
);
