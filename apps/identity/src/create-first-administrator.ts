// node src/create-first-administrator.ts --login <name> [--name <name>] [--phone <phone>]
// The password comes from FIRST_ADMIN_PASSWORD or from standard input: an argument would stand in the process list.
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { loginNameSchema, phoneSchema, textSchema } from '@yizhan/contracts';
import { z } from 'zod';
import { endScript, readScriptConfig, withDesk } from './beside-the-service.ts';

const optionsSchema = z.object({
  login: loginNameSchema,
  name: textSchema(50).default('安全管理员'),
  phone: phoneSchema.optional(),
});

const readOptions = () => {
  const string = { type: 'string' } as const;
  const { values } = parseArgs({ options: { login: string, name: string, phone: string } });
  const read = optionsSchema.safeParse(values);
  if (read.success) return read.data;
  throw new Error(
    read.error.issues
      .map(({ path, message }) => `--${path.join('.')}: ${message}`)
      .concat(
        '用法 · usage: node src/create-first-administrator.ts --login <name> [--name <name>] [--phone <phone>]',
      )
      .join('\n'),
  );
};

const readPassword = async (): Promise<string> =>
  process.env.FIRST_ADMIN_PASSWORD ?? (await text(process.stdin)).replace(/\r?\n$/, '');

const run = async (): Promise<string> => {
  const { login: loginName, name, phone } = readOptions();
  const config = readScriptConfig('create-first-administrator');
  const password = await readPassword();
  const result = await withDesk(config, async ({ commands }) => {
    const actor = {
      id: 'service:identity',
      roles: ['service'],
      county: config.county,
      person: false,
    } as const;
    return await commands.openFirstAdministrator(
      { loginName, password, name, phone },
      { actor, key: 'first-administrator' },
    );
  });
  if (!result.ok) throw new Error(`${result.refusal.zh} · ${result.refusal.en} (${result.refusal.code})`);
  if (result.answer.replayed)
    throw new Error('首个安全管理员已开立 · the first administrator was made before (ACCOUNTS_EXIST)');
  return `已开立安全管理员 ${loginName}（${result.answer.id}） · security administrator made`;
};

await endScript(run());
