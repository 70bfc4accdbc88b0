import { type Applicant, identityContract, refusal } from '@yizhan/contracts';
import { createServiceClient } from './client.ts';
import type { ServiceConfig } from './config.ts';
import { refusedError } from './refused-error.ts';

const cannotAsk = refusal(
  'unavailable',
  'IDENTITY_UNAVAILABLE',
  '暂时无法核对企业信息，请稍后再试',
  'the company cannot be checked now, try again',
);

/** Asks `identity` for whom something is filed. Throws a refusal while it does not answer: nothing is filed unchecked. */
export const createApplicants = ({
  config,
  serviceToken,
}: {
  readonly config: Pick<ServiceConfig, 'urls'>;
  readonly serviceToken: () => string;
}) => ({
  find: async (company: string, person: string | undefined): Promise<Applicant> =>
    await createServiceClient(identityContract, config.urls.identity, serviceToken)
      .queries.getApplicant({ company, ...(person === undefined ? {} : { person }) })
      .catch(() => {
        throw refusedError(cannotAsk);
      }),
});
export type Applicants = ReturnType<typeof createApplicants>;
