import {
  type DocumentNode,
  getNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isCompositeType,
  isListType,
  isNonNullType,
  Kind,
  visit,
} from 'graphql';
import { type ComplexityEstimatorArgs, getComplexity } from 'graphql-query-complexity';
import { PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX } from './connection.js';

/** Rows that a list without paging is assumed to hold when a query is weighed. */
const PLAIN_LIST_WEIGHT = 5;
const QUERY_NODES_MAX = 10_000;
/** Costs kept of one document; a document asked with more different page sizes is weighed anew. */
const COSTS_PER_DOCUMENT_MAX = 50;
const PAGE_SIZE_ARGUMENT = 'first';

/** What was found out about one parsed document; forgotten with it. */
interface WeighedDocument {
  /** Variables on which the cost depends: page sizes, and those of @skip and @include. */
  weighingVariables: readonly string[];
  costs: Map<string, number>;
}

interface WeighedRequest {
  document: DocumentNode;
  operationName: string | undefined;
  variables: Record<string, unknown> | undefined;
}

/**
 * Estimates what operations cost before they run. The cost of a document follows from its page sizes alone, so a document that is asked again
 * with the same ones is not weighed again: to weigh it means to read all of its variables, and a batch brings a thousand records in them.
 */
export class QueryCosts {
  private readonly documents = new WeakMap<DocumentNode, WeighedDocument>();

  /** The cost, or null when it cannot be told because the variables do not fit: execution refuses those properly. */
  costOf(schema: GraphQLSchema, { document, operationName, variables }: WeighedRequest): number | null {
    const weighed = this.documents.get(document) ?? { weighingVariables: weighingVariablesOf(document), costs: new Map<string, number>() };
    this.documents.set(document, weighed);
    const key = JSON.stringify([operationName ?? null, ...weighed.weighingVariables.map((name) => keyPartOf(variables?.[name]))]);
    const known = weighed.costs.get(key);
    if (known !== undefined) return known;
    const cost = weigh(schema, { document, operationName, variables });
    if (cost !== null && weighed.costs.size < COSTS_PER_DOCUMENT_MAX) weighed.costs.set(key, cost);
    return cost;
  }
}

/** Page sizes and conditions as they are; anything else does not fit, and may be nested too deep to be written down. */
function keyPartOf(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? value : typeof value;
}

function weigh(schema: GraphQLSchema, { document, operationName, variables }: WeighedRequest): number | null {
  try {
    return getComplexity({
      estimators: [costOfField],
      schema,
      query: document,
      variables,
      operationName,
      maxQueryNodes: QUERY_NODES_MAX,
    });
  } catch {
    /* Bad variables throw here. A document with too many nodes cannot: it is above the token limit. */
    return null;
  }
}

/** Names of the variables in arguments `first` and in directives, in the order of the document. */
function weighingVariablesOf(document: DocumentNode): string[] {
  const names = new Set<string>();
  const collect = { Variable: (variable: { name: { value: string } }): void => void names.add(variable.name.value) };
  visit(document, {
    Directive: (directive) => void visit(directive, collect),
    Argument: (argument) => {
      if (argument.name.value === PAGE_SIZE_ARGUMENT && argument.value.kind === Kind.VARIABLE) names.add(argument.value.name.value);
    },
  });
  return [...names];
}

function isPlainList(type: GraphQLOutputType): boolean {
  const inner = isNonNullType(type) ? type.ofType : type;
  return isListType(inner) && isCompositeType(getNamedType(type));
}

/** Cost of a field: a connection counts its children once per asked row, a plain list of objects a fixed number of times. */
function costOfField({ field, args, childComplexity, node }: ComplexityEstimatorArgs): number {
  if (field.args.some((argument) => argument.name === PAGE_SIZE_ARGUMENT)) {
    const first = Number(args[PAGE_SIZE_ARGUMENT] ?? PAGE_SIZE_DEFAULT);
    return 1 + childComplexity * Math.min(Math.max(first, 1), PAGE_SIZE_MAX);
  }
  const isPageContent = node.name.value === 'nodes' || node.name.value === 'edges';
  return 1 + (isPlainList(field.type) && !isPageContent ? PLAIN_LIST_WEIGHT : 1) * childComplexity;
}
