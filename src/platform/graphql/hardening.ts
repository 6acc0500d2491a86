import type { ApolloServerPlugin, GraphQLRequestContextDidResolveOperation } from '@apollo/server';
import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import {
  getNamedType,
  GraphQLError,
  isCompositeType,
  isListType,
  isNonNullType,
  type GraphQLOutputType,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { type ComplexityEstimatorArgs, getComplexity } from 'graphql-query-complexity';
import { PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX } from './connection.js';

/** Limits of one GraphQL request; each is a number so that a reader can weigh it. */
export const GRAPHQL_LIMITS = {
  depthMax: 10,
  aliasesMax: 15,
  directivesMax: 20,
  costMax: 5_000,
  tokensMax: 1_500,
  recursiveSelectionsMax: 2_000,
  queryNodesMax: 10_000,
} as const;

/** Rows that a list without paging is assumed to hold when a query is weighed. */
const PLAIN_LIST_WEIGHT = 5;

/** A request that asks for more than the limits allow. */
function tooComplex(): GraphQLError {
  return new GraphQLError('QUERY_TOO_COMPLEX', { extensions: { code: 'QUERY_TOO_COMPLEX' } });
}

/* Reporting (instead of throwing) keeps the answer a typed 400; a throw inside a validation rule would be a 500. */
const reportOnly = {
  exposeLimits: false,
  propagateOnRejection: false,
  onReject: [(context: ValidationContext | null) => context?.reportError(tooComplex())],
};

function noSubscriptions(): GraphQLError {
  return new GraphQLError('不支持订阅,请用查询 / Subscriptions are not offered; use a query', { extensions: { code: 'BAD_REQUEST' } });
}

/** Validation rules that bound depth, aliases and directives. */
export const HARDENING_RULES = [
  maxDepthRule({ n: GRAPHQL_LIMITS.depthMax, flattenFragments: true, ...reportOnly }),
  maxAliasesRule({ n: GRAPHQL_LIMITS.aliasesMax, ...reportOnly }),
  maxDirectivesRule({ n: GRAPHQL_LIMITS.directivesMax, ...reportOnly }),
] as unknown as ValidationRule[];

function isPlainList(type: GraphQLOutputType): boolean {
  const inner = isNonNullType(type) ? type.ofType : type;
  return isListType(inner) && isCompositeType(getNamedType(type));
}

/** Cost of a field: a connection counts its children once per asked row, a plain list of objects a fixed number of times. */
function costOf({ field, args, childComplexity, node }: ComplexityEstimatorArgs): number {
  if (field.args.some((argument) => argument.name === 'first')) {
    const first = Number(args.first ?? PAGE_SIZE_DEFAULT);
    return 1 + childComplexity * Math.min(Math.max(first, 1), PAGE_SIZE_MAX);
  }
  const isPageContent = node.name.value === 'nodes' || node.name.value === 'edges';
  return 1 + (isPlainList(field.type) && !isPageContent ? PLAIN_LIST_WEIGHT : 1) * childComplexity;
}

/** Refuses operations whose estimated cost is above the limit before anything runs. */
export const costLimitPlugin: ApolloServerPlugin = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ request, document, schema, operation }: GraphQLRequestContextDidResolveOperation<object>) => {
      if (operation?.operation === 'subscription') throw noSubscriptions();
      let cost: number;
      try {
        cost = getComplexity({
          estimators: [costOf],
          schema,
          query: document,
          variables: request.variables,
          operationName: request.operationName,
          maxQueryNodes: GRAPHQL_LIMITS.queryNodesMax,
        });
      } catch {
        /* Bad variables throw here; execution reports them properly. A document with too many nodes cannot: it is above the token limit. */
        return;
      }
      if (cost > GRAPHQL_LIMITS.costMax) throw tooComplex();
    },
  }),
};
