import type { CaseDocument } from '@yizhan/aggregate';
import type { Role } from '@yizhan/contracts';
import { type ClientSession, type Connection, type Model, Schema } from 'mongoose';
import type { Account } from './domain/account.ts';

/** Who a person is: private, erasable, in no event. */
export interface Profile {
  /** The account. */
  readonly _id: string;
  readonly name: string;
  readonly post: string | null;
  readonly phone: string | null;
  readonly email: string | null;
}

export interface Credential {
  /** The account. */
  readonly _id: string;
  readonly loginName: string;
  readonly hash: string;
}

export interface Company {
  readonly _id: string;
  readonly name: string;
  readonly creditCode: string | null;
  readonly county: string;
  /** Account of who invites and removes its people; the first of them unless handed over. */
  readonly owner: string | null;
  readonly legalRepresentative: string | null;
}

/** A code sent to a phone or e-mail. Real time. */
export interface Confirmation {
  readonly _id: string;
  readonly purpose: 'register' | 'reset';
  readonly to: string;
  readonly codeHash: string;
  /** Whose password it resets; null where there is no such account, which the answer does not tell. */
  readonly account: string | null;
  readonly triesLeft: number;
  readonly expiresAt: Date;
}

export interface Invitation {
  /** Hash of what the owner passes on. */
  readonly _id: string;
  readonly company: string;
  readonly county: string;
  readonly name: string;
  readonly phone: string;
  readonly post: string | null;
  readonly by: string;
  readonly expiresAt: Date;
}

/** A sign-in and the family of its refresh tokens: one document, in which they replace each other. Real time. */
export interface Session {
  readonly _id: string;
  readonly account: string;
  /** Sequence of the account at sign-in: a later disabling or change of password ends the session. */
  readonly seq: number;
  readonly tokenHash: string;
  /** The token before, still good until `graceUntil`: it leads to the same next one. */
  readonly previousHash: string | null;
  readonly graceUntil: Date | null;
  /** What the current token was derived with, from the one before. */
  readonly salt: string;
  readonly expiresAt: Date;
  /** When the person last did something, as his page told at a refresh; a sign-in is something. */
  readonly activeAt: Date;
}

const strict = { strict: 'throw', versionKey: false } as const;
const text = { type: String, required: true } as const;
const textOrNone = { type: String, default: null } as const;

const profileSchema = new Schema(
  { _id: text, name: text, post: textOrNone, phone: textOrNone, email: textOrNone },
  { ...strict, collection: 'profiles' },
);

const credentialSchema = new Schema(
  { _id: text, loginName: text, hash: text },
  { ...strict, collection: 'credentials' },
);
credentialSchema.index({ loginName: 1 }, { unique: true });

const companySchema = new Schema(
  {
    _id: text,
    name: text,
    creditCode: textOrNone,
    county: text,
    owner: textOrNone,
    legalRepresentative: textOrNone,
  },
  { ...strict, collection: 'companies' },
);
companySchema.index(
  { creditCode: 1 },
  { unique: true, partialFilterExpression: { creditCode: { $type: 'string' } } },
);
companySchema.index({ county: 1, name: 1 });

const sessionSchema = new Schema(
  {
    _id: text,
    account: text,
    seq: { type: Number, required: true },
    tokenHash: text,
    previousHash: textOrNone,
    graceUntil: { type: Date, default: null },
    salt: text,
    expiresAt: { type: Date, required: true },
    activeAt: { type: Date, required: true },
  },
  { ...strict, collection: 'sessions' },
);
sessionSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

const confirmationSchema = new Schema(
  {
    _id: text,
    purpose: text,
    to: text,
    codeHash: text,
    account: textOrNone,
    triesLeft: { type: Number, required: true },
    expiresAt: { type: Date, required: true },
  },
  { ...strict, collection: 'confirmations' },
);
confirmationSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

const invitationSchema = new Schema(
  {
    _id: text,
    company: text,
    county: text,
    name: text,
    phone: text,
    post: textOrNone,
    by: text,
    expiresAt: { type: Date, required: true },
  },
  { ...strict, collection: 'invitations' },
);
invitationSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export type AccountCase = CaseDocument<Account>;

export interface AccountFilter {
  readonly county?: string;
  readonly ids?: readonly string[];
  readonly active?: boolean;
  readonly unit?: string | undefined;
  readonly role?: Role | undefined;
  readonly companies?: readonly string[];
  /** Of a page: ids after this one. */
  readonly after?: string | undefined;
}

const peopleAtMost = 500;
const companiesAtMost = 20;

/** Private data of `identity`, and its accounts as they are searched for. */
export const createStore = (connection: Connection) => {
  const profiles = connection.model('Profile', profileSchema) as unknown as Model<Profile>;
  const credentials = connection.model('Credential', credentialSchema) as unknown as Model<Credential>;
  const companies = connection.model('Company', companySchema) as unknown as Model<Company>;
  const sessions = connection.model('Session', sessionSchema) as unknown as Model<Session>;
  const confirmations = connection.model(
    'Confirmation',
    confirmationSchema,
  ) as unknown as Model<Confirmation>;
  const invitations = connection.model('Invitation', invitationSchema) as unknown as Model<Invitation>;
  const accounts = connection.collection<AccountCase>('cases');
  const locks = connection.collection<{ _id: string; taken: number }>('locks');

  return {
    ensureIndexes: async (): Promise<void> => {
      await Promise.all(
        [profiles, credentials, companies, sessions, confirmations, invitations].map(
          async (model) => await model.createIndexes(),
        ),
      );
      await accounts.createIndex({ 'search.unit': 1, 'search.roles': 1 });
      await accounts.createIndex({ 'search.roles': 1 });
      await accounts.createIndex({ 'search.company': 1 });
    },

    addPerson: async (profile: Profile, credential: Credential, session: ClientSession): Promise<void> => {
      await profiles.create([profile], { session });
      await credentials.create([credential], { session });
    },
    setHash: async (account: string, hash: string, session: ClientSession): Promise<void> => {
      const { matchedCount } = await credentials.updateOne({ _id: account }, { $set: { hash } }, { session });
      if (matchedCount !== 1) throw new Error(`account ${account} has no credential`);
    },
    /** False where the hash is another by now: a reset came first. */
    replaceHash: async (
      account: string,
      from: string,
      hash: string,
      session: ClientSession,
    ): Promise<boolean> =>
      (await credentials.updateOne({ _id: account, hash: from }, { $set: { hash } }, { session }))
        .matchedCount === 1,
    findCredential: async (account: string): Promise<Credential | null> =>
      await credentials.findById(account).lean<Credential | null>(),
    findCredentialByName: async (loginName: string, session?: ClientSession): Promise<Credential | null> =>
      await credentials
        .findOne({ loginName })
        .session(session ?? null)
        .lean<Credential | null>(),
    findCredentials: async (
      ids: readonly string[],
    ): Promise<readonly Pick<Credential, '_id' | 'loginName'>[]> =>
      await credentials
        .find({ _id: { $in: [...ids] } }, { loginName: 1 })
        .lean<Pick<Credential, '_id' | 'loginName'>[]>(),
    findProfiles: async (ids: readonly string[]): Promise<ReadonlyMap<string, Profile>> =>
      new Map(
        (await profiles.find({ _id: { $in: [...ids] } }).lean<Profile[]>()).map((profile) => [
          profile._id,
          profile,
        ]),
      ),

    /** Accounts by id, unit, role; in the order of ids. */
    findAccounts: async (filter: AccountFilter, limit = peopleAtMost): Promise<readonly AccountCase[]> =>
      await accounts
        .find(
          {
            kind: 'account',
            ...(filter.county === undefined ? {} : { county: filter.county }),
            ...(filter.ids === undefined && filter.after === undefined
              ? {}
              : {
                  _id: {
                    ...(filter.ids === undefined ? {} : { $in: [...filter.ids] }),
                    ...(filter.after === undefined ? {} : { $gt: filter.after }),
                  },
                }),
            ...(filter.active === true ? { status: 'active' } : {}),
            ...(filter.unit === undefined ? {} : { 'search.unit': filter.unit }),
            ...(filter.role === undefined ? {} : { 'search.roles': filter.role }),
            ...(filter.companies === undefined ? {} : { 'search.company': { $in: [...filter.companies] } }),
          },
          { projection: { keys: 0, unsent: 0 } },
        )
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),
    /**
     * Active accounts of a role, counted so that nobody changes them at the same moment: the lock is written in the same
     * transaction, and of two only one goes on.
     */
    countActiveLocked: async (county: string, role: Role, session: ClientSession): Promise<number> => {
      await locks.updateOne({ _id: `${county}:${role}` }, { $inc: { taken: 1 } }, { upsert: true, session });
      return await accounts.countDocuments(
        { kind: 'account', county, status: 'active', 'search.roles': role },
        { session },
      );
    },
    hasAccounts: async (): Promise<boolean> =>
      (await accounts.findOne({ kind: 'account' }, { projection: { _id: 1 } })) !== null,

    addCompany: async (company: Company, session?: ClientSession): Promise<void> => {
      await companies.create([company], session === undefined ? {} : { session });
    },
    /** The first of a company's people owns its place here. */
    claimCompany: async (id: string, owner: string, session: ClientSession): Promise<void> => {
      await companies.updateOne({ _id: id, owner: null }, { $set: { owner } }, { session });
    },
    /** False where the company is not his to hand over. */
    handOver: async (id: string, from: string | null, to: string, session: ClientSession): Promise<boolean> =>
      (await companies.updateOne({ _id: id, owner: from }, { $set: { owner: to } }, { session }))
        .matchedCount === 1,
    /** False where a code is bound already. */
    bindCode: async (
      id: string,
      bound: { readonly name: string; readonly creditCode: string; readonly legalRepresentative: string },
    ): Promise<boolean> =>
      (await companies.updateOne({ _id: id, creditCode: null }, { $set: bound })).matchedCount === 1,

    addConfirmation: async (confirmation: Confirmation): Promise<void> => {
      await confirmations.create([confirmation]);
    },
    /** Takes one try from a confirmation that still runs; null where there is none. */
    tryConfirmation: async (id: string, purpose: Confirmation['purpose']): Promise<Confirmation | null> =>
      await confirmations
        .findOneAndUpdate(
          { _id: id, purpose, triesLeft: { $gt: 0 }, expiresAt: { $gt: new Date() } },
          { $inc: { triesLeft: -1 } },
        )
        .lean<Confirmation | null>(),
    removeConfirmation: async (id: string): Promise<void> => {
      await confirmations.deleteOne({ _id: id });
    },
    /** Keeps an invitation, or tells the one that is there under its id. */
    addInvitation: async ({ _id, ...invitation }: Invitation): Promise<Invitation> =>
      await invitations
        .findOneAndUpdate({ _id }, { $setOnInsert: invitation }, { upsert: true, returnDocument: 'after' })
        .orFail()
        .lean<Invitation>(),
    findInvitation: async (id: string): Promise<Invitation | null> =>
      await invitations.findOne({ _id: id, expiresAt: { $gt: new Date() } }).lean<Invitation | null>(),
    removeInvitation: async (id: string, session: ClientSession): Promise<void> => {
      await invitations.deleteOne({ _id: id }, { session });
    },
    findCompanies: async (ids: readonly string[]): Promise<readonly Company[]> =>
      await companies.find({ _id: { $in: [...ids] } }).lean<Company[]>(),
    findCompanyByCode: async (creditCode: string): Promise<Company | null> =>
      await companies.findOne({ creditCode }).lean<Company | null>(),
    findCompaniesByText: async (county: string, words: string): Promise<readonly Company[]> =>
      await companies
        .find({
          county,
          $or: [
            { creditCode: words.toUpperCase() },
            { name: { $regex: `^${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}` } },
          ],
        })
        .sort({ name: 1 })
        .limit(companiesAtMost)
        .lean<Company[]>(),

    addSession: async (session: Session): Promise<void> => {
      await sessions.create([session]);
    },
    findSession: async (id: string): Promise<Session | null> =>
      await sessions.findById(id).lean<Session | null>(),
    /** Replaces a session's token by the next; false where another request was first. */
    rotate: async (
      id: string,
      from: string,
      next: Pick<Session, 'tokenHash' | 'salt' | 'graceUntil' | 'activeAt'>,
    ): Promise<boolean> => {
      const { activeAt, ...token } = next;
      const { matchedCount } = await sessions.updateOne(
        { _id: id, tokenHash: from },
        { $set: { ...token, previousHash: from }, $max: { activeAt } },
      );
      return matchedCount === 1;
    },
    /** The session in which a person changes his password is the one that goes on. */
    carrySession: async (id: string, seq: number, session: ClientSession): Promise<void> => {
      await sessions.updateOne({ _id: id }, { $set: { seq } }, { session });
    },
    removeSession: async (id: string): Promise<void> => {
      await sessions.deleteOne({ _id: id });
    },
  };
};
export type Store = ReturnType<typeof createStore>;
