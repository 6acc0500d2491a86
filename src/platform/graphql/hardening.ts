import type { ApolloServerPlugin, GraphQLRequestContextDidResolveOperation } from '@apollo/server';
import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import { GraphQLError, type ValidationContext, type ValidationRule } from 'graphql';
import { QueryCosts } from './query-cost.js';

/** Limits of one GraphQL request; each is a number so that a reader can weigh it. */
export const GRAPHQL_LIMITS = {
  depthMax: 10,
  aliasesMax: 15,
  directivesMax: 20,
  costMax: 5_000,
  tokensMax: 1_500,
  recursiveSelectionsMax: 2_000,
} as const;

/* Without a status of its own, Apollo answers an error that stops an operation before it runs with 500. */
const http = { status: 400 };

/** A request that asks for more than the limits allow. */
function tooComplex(): GraphQLError {
  return new GraphQLError('QUERY_TOO_COMPLEX', { extensions: { code: 'QUERY_TOO_COMPLEX', http } });
}

/* Reporting (instead of throwing) keeps the answer a typed 400; a throw inside a validation rule would be a 500. */
const reportOnly = {
  exposeLimits: false,
  propagateOnRejection: false,
  onReject: [(context: ValidationContext | null) => context?.reportError(tooComplex())],
};

function noSubscriptions(): GraphQLError {
  return new GraphQLError('不支持订阅,请用查询 / Subscriptions are not offered; use a query', {
    extensions: { code: 'BAD_REQUEST', http },
  });
}

/** Validation rules that bound depth, aliases and directives. */
export const HARDENING_RULES = [
  maxDepthRule({ n: GRAPHQL_LIMITS.depthMax, flattenFragments: true, ...reportOnly }),
  maxAliasesRule({ n: GRAPHQL_LIMITS.aliasesMax, ...reportOnly }),
  maxDirectivesRule({ n: GRAPHQL_LIMITS.directivesMax, ...reportOnly }),
] as unknown as ValidationRule[];

const costs = new QueryCosts();

/** Refuses operations whose estimated cost is above the limit before anything runs. */
export const costLimitPlugin: ApolloServerPlugin = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ request, document, schema, operation }: GraphQLRequestContextDidResolveOperation<object>) => {
      if (operation?.operation === 'subscription') throw noSubscriptions();
      const cost = costs.costOf(schema, { document, operationName: request.operationName, variables: request.variables });
      if (cost !== null && cost > GRAPHQL_LIMITS.costMax) throw tooComplex();
    },
  }),
};
