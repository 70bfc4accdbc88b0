import { createHash } from 'node:crypto';
import { request as send } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  type AdmissionEvent,
  type ApprovalEvent,
  materialsContract,
  type Refusal,
  type StoredFileView,
} from '@yizhan/contracts';
import { type RunningService, serviceActor } from '@yizhan/service';
import { createInstallation, type Persona, someFacts, someInvestor, until } from '@yizhan/testkit';
import { createMaterials } from '../src/service.ts';
import { type Answers, admissionSpeaker, approvalSpeaker, standIns } from './stand-ins.ts';

let count = 0;
/** A fresh idempotency key. */
export const key = (): string => {
  count += 1;
  return `key-${String(count).padStart(8, '0')}`;
};
export const projectOf = (name: string): string => `prj_${name.padStart(24, '0')}`;
export const itemOf = (name: string): string => `itm_${name.padStart(24, '0')}`;
const account = (name: string): string => `acc_${name.padStart(24, '0')}`;

export const owner: Persona = { id: account('a'), roles: ['enterprise'], company: 'cmp_a' };
export const foreigner: Persona = { id: account('b'), roles: ['enterprise'], company: 'cmp_b' };
export const clerk: Persona = { id: account('w'), roles: ['windowClerk'] };
export const agent: Persona = { id: account('g'), roles: ['agent'] };
export const department = (unit: string): Persona => ({ id: account('d'), roles: ['department'], unit });

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A PDF by its first bytes; `mark` makes its content its own. */
export const pdf = (mark: string, size = 400): Buffer =>
  Buffer.concat([Buffer.from(`%PDF-1.7\n%${mark}\n`), Buffer.alloc(size, 0x20)]);

interface Upload {
  readonly name?: string;
  readonly kind?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
type Told =
  | { readonly status: 201; readonly file: StoredFileView }
  | { readonly status: number; readonly refusal: Refusal };

/** `materials` as it is, and stand-ins for the owners of the rights that it asks for. */
export const startStation = async (maxBytes = 4 * 1024 * 1024) => {
  const installation = await createInstallation();
  const answers: Answers = {
    drafts: new Map(),
    application: new Set(),
    items: new Set(),
    serving: new Set(),
    projectOfItem: new Map(),
    deaf: false,
    asked: [],
  };
  const others = standIns(answers);
  const admission = await installation.start('admission', others.admission);
  const approval = await installation.start('approval', others.approval);
  await installation.start('agency', others.agency);
  const service: RunningService = await installation.start(
    'materials',
    createMaterials({ maxBytes, publicUrl: 'http://portal.test' }),
  );
  await installation.ready();

  const headersOf = (persona: Persona) => ({
    'x-service-token': installation.serviceToken(),
    authorization: `Bearer ${installation.issuer.token(persona)}`,
  });

  /** Sends a file as the door would; `bytes` may come piece by piece. */
  const upload = async (
    persona: Persona,
    projectId: string,
    bytes: Buffer | AsyncIterable<Uint8Array>,
    { name = '总平面图.pdf', kind = 'sitePlan', headers = {} }: Upload = {},
  ): Promise<Told> =>
    await new Promise((resolve, reject) => {
      const sending = send(
        `${service.url}/files`,
        {
          method: 'POST',
          headers: {
            ...headersOf(persona),
            'content-type': 'application/octet-stream',
            'x-project-id': projectId,
            'x-material-kind': kind,
            'x-file-name': encodeURIComponent(name),
            ...headers,
          },
        },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8');
          answer.on('data', (piece: string) => {
            text += piece;
          });
          answer.on('end', () => {
            const status = answer.statusCode ?? 0;
            const body = JSON.parse(text);
            resolve(status === 201 ? { status, file: body } : { status, refusal: body.data });
          });
        },
      );
      pipeline(Readable.from(Buffer.isBuffer(bytes) ? [bytes] : bytes), sending).catch(reject);
    });

  const stored = async (...sent: Parameters<typeof upload>): Promise<StoredFileView> => {
    const told = await upload(...sent);
    if (!('file' in told)) throw new Error(`${told.status} ${told.refusal.code}`);
    return told.file;
  };
  const refusedAs = async (...sent: Parameters<typeof upload>): Promise<string> => {
    const told = await upload(...sent);
    return 'file' in told ? 'ok' : `${told.status} ${told.refusal.code}`;
  };

  const download = async (persona: Persona, file: string): Promise<Response> =>
    await fetch(`${service.url}/files/${file}`, { headers: headersOf(persona) });

  const at = (persona: Persona) => installation.as(persona, materialsContract, 'materials');

  /** The project's owner, as an event of its application told him. */
  const applied = async (projectId: string, company = 'cmp_a'): Promise<void> => {
    await say('admission', projectId, projectId, {
      type: 'ApplicationSubmitted',
      data: {
        receipt: 'ZR2026030200000001',
        company,
        owner: account('a'),
        investor: someInvestor,
        facts: someFacts(),
        onPaper: false,
        electronicDelivery: true,
      },
    });
    await until(
      async () =>
        await service.parts.connection.collection('projects').countDocuments({ _id: projectId as never }),
      (known) => known === 1,
    );
  };
  const say = async (
    from: 'admission' | 'approval',
    caseId: string,
    projectId: string,
    event: AdmissionEvent | ApprovalEvent,
  ): Promise<void> => {
    const [running, machine] =
      from === 'admission' ? [admission, admissionSpeaker] : [approval, approvalSpeaker];
    const answer = await running.parts.cases.execute(machine, {
      id: caseId,
      command: { type: 'say', key: projectId, event },
      actor: serviceActor(from, '330182'),
      key: key(),
    });
    if (!answer.ok) throw new Error(answer.refusal.en);
  };

  /** Files and pieces of files in the storage. */
  const inStorage = async () => {
    const { connection } = service.parts;
    return {
      files: await connection.collection('bytes.files').countDocuments(),
      pieces: await connection.collection('bytes.chunks').countDocuments(),
    };
  };

  return {
    installation,
    service,
    answers,
    upload,
    stored,
    refusedAs,
    download,
    at,
    applied,
    say,
    inStorage,
    stop: installation.stop,
  };
};
export type Station = Awaited<ReturnType<typeof startStation>>;
