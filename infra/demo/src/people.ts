import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { divisionsOf } from '@yizhan/codes';
import type { Actor, DepartmentId, Role } from '@yizhan/contracts';
import { type AccountsFile, parseAccountsFile, seedAccounts } from '@yizhan/identity/accounts-file';
import { withDesk } from '@yizhan/identity/beside-the-service';
import { parseConfig } from '@yizhan/service';
import { otherCompanies } from './companies.ts';

type Account = AccountsFile['accounts'][number];

const accountsFile = path.resolve(import.meta.dirname, '../../local/src/demo-accounts.json');

/** A made-up number (示例): nobody is called by the demo, and no word goes out to it. */
const phoneOf = (series: number, index: number): string => `138${series}${String(index).padStart(7, '0')}`;

const places = divisionsOf('330182');

/** What the 25 agents know, so that between them every department is known (示例). */
const expertises: readonly (readonly DepartmentId[])[] = [
  ['naturalResources', 'housing'],
  ['ecology', 'water'],
  ['developmentReform', 'economyInformation'],
  ['housing', 'civilDefence', 'meteorology'],
  ['emergency', 'ecology'],
];

export interface DemoAgent {
  readonly login: string;
  readonly role: 'chiefAgent' | 'agent';
  readonly divisions: readonly string[];
  readonly expertise: readonly DepartmentId[];
}

const chiefLogin = (division: string): string =>
  division === '330182104'
    ? 'shouxi-meicheng'
    : division === '330182900'
      ? 'shouxi-kaifaqu'
      : `shouxi-${division.slice(6)}`;
const clerkLogin = (division: string): string =>
  ({ '330182104': 'meicheng', '330182001': 'xinanjiang', '330182900': 'kaifaqu' })[division] ??
  `shudi-${division.slice(6)}`;

/** 首席代办员: one for each town and street, and one for the development zone. */
export const chiefs: readonly DemoAgent[] = places.map(({ code }) => ({
  login: chiefLogin(code),
  role: 'chiefAgent',
  divisions: [code],
  expertise: [],
}));

const agentsInAll = 25;
export const agents: readonly DemoAgent[] = Array.from({ length: agentsInAll }, (_, index) => ({
  login: `daiban${index + 1}`,
  role: 'agent',
  divisions: [],
  expertise: expertises[index % expertises.length] ?? [],
}));

const surnames = '陈李王张刘杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余';
const nameOf = (index: number): string => `${surnames[index % surnames.length] ?? '示'}示例`;

/** Departments that have one officer in the accounts file: who accepts an item does not decide it. */
const secondOfficers = {
  economyInformation: ['jingxin2', '经信局企业投资科'],
  water: ['shuili2', '水利局水保科'],
  meteorology: ['qixiang2', '气象局法规科'],
  civilDefence: ['renfang2', '人防办工程科'],
  utilities: ['shuidian2', '水电气接入专窗'],
} as const satisfies Partial<Record<DepartmentId, readonly [string, string]>>;

/** People beside those of the accounts file. */
const morePeople = (known: ReadonlySet<string>): readonly Account[] => {
  const made: Account[] = [
    ...places.flatMap(({ code, name }, index): Account[] => [
      {
        loginName: clerkLogin(code),
        name: nameOf(index),
        post: `${name}项目办`,
        phone: phoneOf(1, index),
        roles: ['territory'],
        unit: code,
      },
      {
        loginName: chiefLogin(code),
        name: nameOf(index + 17),
        post: `${name}首席代办员`,
        phone: phoneOf(2, index),
        roles: ['chiefAgent'],
        unit: code,
      },
    ]),
    ...agents.map(
      ({ login }, index): Account => ({
        loginName: login,
        name: nameOf(index + 5),
        post: '代办员',
        phone: phoneOf(3, index),
        roles: ['agent'],
      }),
    ),
    ...Object.entries(secondOfficers).map(
      ([unit, [loginName, post]], index): Account => ({
        loginName,
        name: nameOf(index + 11),
        post,
        phone: phoneOf(4, index),
        roles: [unit === 'utilities' ? 'utility' : 'department'],
        unit,
      }),
    ),
    ...otherCompanies.map(
      ({ login, ref }, index): Account => ({
        loginName: login,
        name: nameOf(index + 23),
        post: '项目负责人',
        phone: phoneOf(5, index),
        roles: ['enterprise'],
        company: ref,
      }),
    ),
  ];
  return made.filter(({ loginName }) => !known.has(loginName));
};

export interface People {
  /** Who signs in by that name, as the services know him. */
  readonly as: (login: string) => Actor;
  readonly territoryOf: (division: string) => Actor;
  /** An officer of a department, and the second one. */
  readonly officersOf: (department: string) => readonly [Actor, Actor];
  readonly byAccount: (account: string) => Actor;
  /** The companies by id, with the credit code that each has bound. */
  readonly companies: ReadonlyMap<string, string | null>;
}

const officerLogins: Readonly<Record<string, readonly [string, string]>> = {
  developmentReform: ['fagai', 'fagai2'],
  economyInformation: ['jingxin', 'jingxin2'],
  naturalResources: ['guizi', 'guizi2'],
  ecology: ['huanbao', 'huanbao2'],
  emergency: ['yingji', 'yingji2'],
  housing: ['zhujian', 'zhujian2'],
  commerce: ['shangwu', 'shangwu'],
  water: ['shuili', 'shuili2'],
  financeTax: ['caishui', 'caishui'],
  meteorology: ['qixiang', 'qixiang2'],
  civilDefence: ['renfang', 'renfang2'],
  utilities: ['shuidian', 'shuidian2'],
};

/** Opens the accounts of the demo through `identity`'s own commands; who is there already stays as he is. */
export const openAccounts = async (
  env: Readonly<Record<string, string | undefined>>,
  password: string,
): Promise<People> => {
  const read = parseConfig('identity', { ...env, PORT: '0' });
  if (!read.ok) throw new Error(read.mistakes.join('; '));
  const { county } = read.config;
  const before = parseAccountsFile(await readFile(accountsFile, 'utf8'));
  const known = new Set(before.accounts.map(({ loginName }) => loginName));
  const file: AccountsFile = {
    accounts: [...before.accounts, ...morePeople(known)],
    companies: [
      ...before.companies,
      ...otherCompanies.map(({ ref, name, creditCode }) => ({ ref, name, creditCode })),
    ],
  };
  const byLogin = new Map<string, Actor>();
  const companies = new Map<string, string | null>();
  await withDesk(read.config, async (desk) => {
    await seedAccounts(desk, file, { password, county });
    for (const { loginName, roles, unit } of file.accounts) {
      const id = (await desk.store.findCredentialByName(loginName))?._id;
      if (id === undefined) throw new Error(`no account ${loginName}`);
      const [account] = await desk.store.findAccounts({ ids: [id] });
      const company = account?.state.company ?? null;
      byLogin.set(loginName, {
        id,
        roles: roles as readonly Role[],
        county,
        person: true,
        ...(unit === undefined ? {} : { unit }),
        ...(company === null ? {} : { company }),
      });
    }
    const ids = [...byLogin.values()].flatMap(({ company = null }) => company ?? []);
    for (const { _id, creditCode } of await desk.store.findCompanies(ids)) companies.set(_id, creditCode);
  });
  const as = (login: string): Actor => {
    const actor = byLogin.get(login);
    if (actor === undefined) throw new Error(`nobody signs in as ${login}`);
    return actor;
  };
  const byId = new Map([...byLogin.values()].map((actor) => [actor.id, actor]));
  return {
    as,
    territoryOf: (division) => as(clerkLogin(division)),
    officersOf: (department) => {
      const [first, second] = officerLogins[department] ?? ['fagai', 'fagai2'];
      return [as(first), as(second)];
    },
    byAccount: (account) => {
      const actor = byId.get(account);
      if (actor === undefined) throw new Error(`no account ${account}`);
      return actor;
    },
    companies,
  };
};
