import type { ServiceName } from '@yizhan/contracts';
import type { ServiceConfig } from '@yizhan/service';
import {
  type GraphQLFieldConfigMap,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
} from 'graphql';
import { clientOf, type GatewayContext, refusalOf, refusedQuery } from '../context.ts';
import { namedSchemas, type Procedure, proceduresOf, serviceContracts } from './contracts.ts';
import { enrichment } from './enrichment.ts';
import { createTypes, fitted } from './types-from-zod.ts';

type Fields = GraphQLFieldConfigMap<unknown, GatewayContext>;

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const required = { type: new GraphQLNonNull(GraphQLString) };

/** An expected failure as data: code, both languages, the field at fault. */
export const refusedType = new GraphQLObjectType({
  name: 'Refused',
  fields: { kind: required, code: required, zh: required, en: required, field: { type: GraphQLString } },
});

const commandAnswer = [...namedSchemas].find(([, name]) => name === 'CommandDone')?.[0];

/**
 * The schema of the door, made from the contracts: one mutation a command, one query a query. No rule is decided here;
 * `more` adds what is the gateway's own (sign-in, health, subscriptions).
 */
export const createSchema = (
  config: ServiceConfig,
  serviceToken: () => string,
  more: (types: { readonly refused: GraphQLObjectType }) => {
    readonly query: Fields;
    readonly mutation: Fields;
    readonly subscription: Fields;
  },
): GraphQLSchema => {
  const types = createTypes(namedSchemas, enrichment);
  const contractOf = new Map(serviceContracts.map(({ service, contract }) => [service, contract]));
  const call = async (procedure: Procedure, input: unknown, context: GatewayContext): Promise<unknown> => {
    const contract = contractOf.get(procedure.service as ServiceName);
    if (contract === undefined) throw new Error(`no contract of ${procedure.service}`);
    const client = clientOf(config, serviceToken, procedure.service, contract, context);
    return await client[procedure.group]?.[procedure.name]?.(fitted(input ?? {}, procedure.input));
  };

  const doneOrRefused = new GraphQLUnionType({
    name: 'CommandResult',
    types: () => [types.objectOutput(commandAnswer as never, 'CommandDone'), refusedType],
    resolveType: (value) => (value as { __typename: string }).__typename,
  });

  const query: Fields = {};
  const mutation: Fields = {};
  for (const procedure of proceduresOf(serviceContracts)) {
    const { name, input, output } = procedure;
    const args = types.isEmpty(input)
      ? {}
      : { input: { type: types.input(input, `${capital(name)}Input`) as never } };
    if (procedure.group === 'queries') {
      query[name] = {
        type: types.output(output, capital(name)),
        args,
        resolve: async (_source, given: { input?: unknown }, context) => {
          try {
            return await call(procedure, given.input, context);
          } catch (error) {
            throw refusedQuery(refusalOf(error));
          }
        },
      };
      continue;
    }
    const isAnswer = (output as unknown) === commandAnswer;
    const doneName = isAnswer ? 'CommandDone' : `${capital(name)}Done`;
    const result = isAnswer
      ? doneOrRefused
      : new GraphQLUnionType({
          name: `${capital(name)}Result`,
          types: () => [types.objectOutput(output, doneName), refusedType],
          resolveType: (value) => (value as { __typename: string }).__typename,
        });
    mutation[name] = {
      type: new GraphQLNonNull(result),
      args,
      resolve: async (_source, given: { input?: unknown }, context) => {
        try {
          return { __typename: doneName, ...((await call(procedure, given.input, context)) as object) };
        } catch (error) {
          return { __typename: 'Refused', ...refusalOf(error) };
        }
      },
    };
  }
  const own = more({ refused: refusedType });
  return new GraphQLSchema({
    query: new GraphQLObjectType({ name: 'Query', fields: { ...query, ...own.query } }),
    mutation: new GraphQLObjectType({ name: 'Mutation', fields: { ...mutation, ...own.mutation } }),
    subscription: new GraphQLObjectType({ name: 'Subscription', fields: own.subscription }),
  });
};
