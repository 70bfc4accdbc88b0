import { oc } from '@orpc/contract';
import { z } from 'zod';
import { applicantSchema } from './applicant.ts';
import { command, creating, idempotencyKeySchema, query } from './command.ts';
import { caseIdSchema, legalDateSchema, textSchema } from './ids.ts';
import { roleSchema } from './roles.ts';

/** What a person types to sign in; never a name or a phone. Upper case is forgiven. */
export const loginNameSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9-]{2,31}$/);
/** A mobile or an office's number in the mainland. */
export const phoneSchema = z.string().regex(/^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/);
/** The rule of domain §10 is checked by `identity`, which says what is wanting. */
const passwordSchema = z.string().min(1).max(128);
/** A department id for department-like roles, a division code for territory and chief agents. */
const unitSchema = z.string().min(1).max(40);
const companyIdSchema = z.string().regex(/^cmp_[0-9a-z]{24}$/);
const rolesSchema = z.array(roleSchema).min(1).max(5);

export const signedInSchema = z.object({
  account: z.string(),
  /** JWT (ES256), to be sent as `Authorization: Bearer`. */
  accessToken: z.string(),
  accessExpiresAt: z.iso.datetime(),
  /** Good once: the next answer carries the next one. */
  refreshToken: z.string(),
  sessionExpiresAt: z.iso.datetime(),
});
export type SignedInAnswer = z.infer<typeof signedInSchema>;

export const companySchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Null for one that is yet to be founded (拟设立). */
  creditCode: z.string().nullable(),
});
export type CompanyView = z.infer<typeof companySchema>;

const accountFacts = {
  id: z.string(),
  name: z.string(),
  post: z.string().nullable(),
  roles: z.array(roleSchema),
  unit: z.string().nullable(),
  unitName: z.string().nullable(),
};

/** Whom to turn to. The phone is whole for staff and agents, whose phones are public; else first 3, last 4. */
export const contactSchema = z.object({
  ...accountFacts,
  phone: z.string().nullable(),
  /** AB 岗: A has a substitute, B is one; null is neither. */
  handler: z.enum(['A', 'B']).nullable(),
  /** Away today, until this day included. */
  awayUntil: legalDateSchema.nullable(),
});
export type ContactView = z.infer<typeof contactSchema>;

export const staffSchema = z.object({
  ...accountFacts,
  /** AB 岗: who stands in for this person; null where none is named or he has left. */
  substitute: z.string().nullable(),
});
export type StaffView = z.infer<typeof staffSchema>;

export const accountViewSchema = z.object({
  ...accountFacts,
  version: z.int(),
  seq: z.int(),
  status: z.string(),
  statusZh: z.string(),
  loginName: z.string(),
  phone: z.string().nullable(),
  company: companySchema.nullable(),
  substitute: z.string().nullable(),
});
export type AccountView = z.infer<typeof accountViewSchema>;

/** At least one of the two: who is of this unit, who has this role. */
const whoSchema = z
  .strictObject({ unit: unitSchema.optional(), role: roleSchema.optional() })
  .refine(({ unit, role }) => unit !== undefined || role !== undefined, 'unit or role');

const confirmationId = z.string().regex(/^cfm_[A-Za-z0-9_-]{24}$/);
const confirmationCode = z.string().regex(/^\d{6}$/);
const creditCodeOrNone = z.string().max(30).nullable();

/** What is open to whoever has no account yet, or has lost his password: no actor stands behind it. */
const openTo = <I extends z.ZodType, O extends z.ZodType>(name: string, input: I, output: O) =>
  oc
    .route({ method: 'POST', path: `/auth/${name}`, summary: name })
    .input(input)
    .output(output);

export const companyPersonSchema = z.object({
  id: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  loginName: z.string(),
  status: z.string(),
  statusZh: z.string(),
  owner: z.boolean(),
});

export const identityContract = {
  open: {
    /**
     * Sends a code to the phone or the e-mail named, or to those of an account. No message is sent yet: the code is
     * **simulated** and comes back with the answer, labelled so; a production installation refuses.
     */
    requestConfirmation: openTo(
      'requestConfirmation',
      z.strictObject({
        purpose: z.enum(['register', 'reset']),
        /** For a registration: a mobile phone or an e-mail. */
        to: z.string().trim().max(100).optional(),
        /** For a reset: whose. */
        loginName: z.string().max(64).optional(),
      }),
      z.object({
        confirmation: z.string(),
        sentTo: z.string(),
        /** 模拟: what a message would carry. */
        simulatedCode: z.string(),
        expiresAt: z.iso.datetime(),
      }),
    ),
    /** A company and the first of its people, who owns its place here; without a credit code it is 拟设立. */
    registerEnterprise: openTo(
      'registerEnterprise',
      z.strictObject({
        confirmation: confirmationId,
        code: confirmationCode,
        companyName: textSchema(100),
        creditCode: creditCodeOrNone,
        /** Of a registered company; a natural person registers for one that is to be founded. */
        legalRepresentative: textSchema(50).optional(),
        loginName: loginNameSchema,
        password: passwordSchema,
        name: textSchema(50),
        post: textSchema(50).optional(),
      }),
      z.object({ account: z.string(), company: z.string(), replayed: z.boolean() }),
    ),
    /** By the invitation of its owner, one more person of a company. */
    joinCompany: openTo(
      'joinCompany',
      z.strictObject({
        invitation: z.string().regex(/^[A-Za-z0-9_-]{32}$/),
        loginName: loginNameSchema,
        password: passwordSchema,
      }),
      z.object({ account: z.string(), company: z.string(), replayed: z.boolean() }),
    ),
    /** A new password for an enterprise's account; staff ask the security administrator. */
    resetForgottenPassword: openTo(
      'resetForgottenPassword',
      z.strictObject({ confirmation: confirmationId, code: confirmationCode, password: passwordSchema }),
      z.object({ done: z.literal(true) }),
    ),
  },
  auth: {
    signIn: oc
      .route({ method: 'POST', path: '/auth/sign-in', summary: 'signIn' })
      .input(z.strictObject({ loginName: z.string().max(64), password: passwordSchema }))
      .output(signedInSchema),
    refresh: oc
      .route({ method: 'POST', path: '/auth/refresh', summary: 'refresh' })
      /** `idleSeconds`: since when the person did nothing; a refresh that does not tell is no activity. */
      .input(
        z.strictObject({ refreshToken: z.string().max(200), idleSeconds: z.int().nonnegative().optional() }),
      )
      .output(signedInSchema),
    signOut: oc
      .route({ method: 'POST', path: '/auth/sign-out', summary: 'signOut' })
      .input(z.strictObject({ refreshToken: z.string().max(200) }))
      .output(z.object({ signedOut: z.literal(true) })),
  },
  commands: {
    openAccount: creating('openAccount', {
      loginName: loginNameSchema,
      password: passwordSchema,
      name: textSchema(50),
      post: textSchema(50).optional(),
      phone: phoneSchema,
      email: z.email().max(100).optional(),
      roles: rolesSchema,
      unit: unitSchema.optional(),
      companyId: companyIdSchema.optional(),
    }),
    changeRoles: command('changeRoles', { roles: rolesSchema, unit: unitSchema.optional() }),
    disableAccount: command('disableAccount', { reason: textSchema(200) }),
    enableAccount: command('enableAccount', {}),
    resetPassword: command('resetPassword', { password: passwordSchema }),
    /** AB 岗: who takes over when this person is away. */
    nameSubstitute: command('nameSubstitute', { substitute: caseIdSchema }),
    /** Real codes that fail their check exist: let in by an administrator, with a reason, on the record. */
    allowCreditCode: creating('allowCreditCode', {
      creditCode: z.string().trim().toUpperCase().length(18),
      reason: textSchema(500),
    }),
    /** Away from one day to another, both included; by the unit's head, or the security administrator. */
    noteAbsence: command('noteAbsence', { from: legalDateSchema, until: legalDateSchema }),
    /** One's own; every other session ends. */
    changePassword: command('changePassword', { current: passwordSchema, next: passwordSchema }),
    /** By the owner of a company's place here: the invitation is his to pass on, and good once, for seven days. */
    inviteColleague: oc
      .route({ method: 'POST', path: '/commands/inviteColleague', summary: 'inviteColleague' })
      .input(
        z.strictObject({
          key: idempotencyKeySchema,
          name: textSchema(50),
          phone: phoneSchema,
          post: textSchema(50).optional(),
        }),
      )
      .output(z.object({ invitation: z.string(), expiresAt: z.iso.datetime() })),
    /** By the owner: the colleague's account is disabled, what he did stays his. */
    removeColleague: command('removeColleague', { reason: textSchema(200) }),
    /** By the owner, to a colleague. */
    handOverCompany: command('handOverCompany', {}),
    /** By the security administrator, where the owner's account is disabled: another of the company owns its place here. */
    nameCompanyOwner: command('nameCompanyOwner', { reason: textSchema(200) }),
    /** 拟设立 has become a company: its code is bound once, before its project is filed (A1). */
    bindCreditCode: oc
      .route({ method: 'POST', path: '/commands/bindCreditCode', summary: 'bindCreditCode' })
      .input(
        z.strictObject({
          key: idempotencyKeySchema,
          name: textSchema(100),
          creditCode: z.string().max(30),
          legalRepresentative: textSchema(50),
        }),
      )
      .output(companySchema.extend({ replayed: z.boolean() })),
    /** No case: a company is private data of `identity`, and emits no event. */
    registerCompany: oc
      .route({ method: 'POST', path: '/commands/registerCompany', summary: 'registerCompany' })
      .input(
        z.strictObject({
          key: idempotencyKeySchema,
          name: textSchema(100),
          /** Null for one that is yet to be founded (拟设立). */
          creditCode: z.string().max(30).nullable(),
        }),
      )
      .output(companySchema.extend({ replayed: z.boolean() })),
  },
  queries: {
    me: query('me', z.strictObject({}), accountViewSchema.extend({ email: z.string().nullable() })),
    /** In no particular order; who may not be seen, or is not there, is left out. */
    contacts: query(
      'contacts',
      z.strictObject({ ids: z.array(caseIdSchema).max(200) }),
      z.array(contactSchema),
    ),
    /** Of AB 岗 the one first who is there today. */
    contactsOfUnit: query('contactsOfUnit', whoSchema, z.array(contactSchema)),
    findStaff: query('findStaff', whoSchema, z.array(staffSchema)),
    /** One's own company and its people, for an enterprise. */
    myCompany: query(
      'myCompany',
      z.strictObject({}),
      companySchema.extend({
        legalRepresentative: z.string().nullable(),
        /** Whether the one who asks owns its place here. */
        owner: z.boolean(),
        people: z.array(companyPersonSchema),
      }),
    ),
    /**
     * Whom of an enterprise its agent calls, with the whole phone: from the owner's consent on, for those who serve the
     * project now, and on record.
     */
    getEnterpriseContact: query(
      'getEnterpriseContact',
      z.strictObject({ projectId: caseIdSchema }),
      z.object({
        id: z.string(),
        name: z.string(),
        post: z.string().nullable(),
        phone: z.string().nullable(),
        companyName: z.string(),
      }),
    ),
    /** For the auditor: who looked at the contact of a project's enterprise, or tried to. */
    findContactLooks: query(
      'findContactLooks',
      z.strictObject({ projectId: caseIdSchema }),
      z.array(
        z.object({
          at: z.iso.datetime(),
          account: z.string(),
          role: z.string(),
          /** Whose contact was given; null where nothing was. */
          person: z.string().nullable(),
          result: z.enum(['given', 'refused']),
          source: z.string(),
        }),
      ),
    ),
    listAccounts: query(
      'listAccounts',
      z.strictObject({
        role: roleSchema.optional(),
        after: caseIdSchema.optional(),
        limit: z.int().min(1).max(200).default(50),
      }),
      z.object({ accounts: z.array(accountViewSchema), next: z.string().nullable() }),
    ),
    companies: query(
      'companies',
      z.strictObject({ ids: z.array(companyIdSchema).max(200) }),
      z.array(companySchema),
    ),
    /** For the other services, before something is filed in a company's name; `person` is whom it is filed for. */
    getApplicant: query(
      'getApplicant',
      z.strictObject({ company: z.string().max(64), person: z.string().max(64).optional() }),
      applicantSchema,
    ),
    /**
     * For the window, which files on a company's behalf, and the security administrator: by credit code or by the
     * beginning of its name, with its people in use and who of them owns its place here.
     */
    findCompanies: query(
      'findCompanies',
      z.strictObject({ text: textSchema(100) }),
      z.array(
        companySchema.extend({
          people: z.array(z.object({ id: z.string(), name: z.string(), owner: z.boolean() })),
        }),
      ),
    ),
  },
};
export type IdentityContract = typeof identityContract;
