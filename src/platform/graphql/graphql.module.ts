import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { type GraphQLSchema, NoSchemaIntrospectionCustomRule } from 'graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../config/settings.js';
import { ErrorFilter } from '../errors/error.filter.js';
import { described } from './descriptions.js';
import { formatError } from './error-format.js';
import { costLimitPlugin, GRAPHQL_LIMITS, HARDENING_RULES } from './hardening.js';
import { RefusalInterceptor } from './refusal.interceptor.js';
import { DateTimeScalar, FenScalar, LocalDateScalar, LocalMonthScalar } from './scalars.js';
import { userErrorTypes } from './user-errors.js';
import { InputValidationPipe } from './validation.js';

/** Context of one GraphQL request. */
interface GraphqlContext {
  req: FastifyRequest;
  reply: FastifyReply;
}

/** Nest gives the two root types no description. */
function describeRoots(schema: GraphQLSchema): GraphQLSchema {
  const [query, mutation] = [schema.getQueryType(), schema.getMutationType()];
  if (query) query.description = described('查询:只读,不改变任何数据', 'Queries: they read and change nothing');
  if (mutation) mutation.description = described('操作:每项操作是一个完整的业务动作', 'Mutations: each is one whole act of business');
  return schema;
}

function apolloOptions(settings: Settings): ApolloDriverConfig {
  const isProduction = settings.NODE_ENV === 'production';
  return {
    autoSchemaFile: true,
    sortSchema: true,
    transformSchema: describeRoots,
    graphiql: false,
    introspection: !isProduction,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    autoTransformHttpErrors: false,
    maxRecursiveSelections: GRAPHQL_LIMITS.recursiveSelectionsMax,
    parseOptions: { maxTokens: GRAPHQL_LIMITS.tokensMax },
    validationRules: isProduction ? [...HARDENING_RULES, NoSchemaIntrospectionCustomRule] : HARDENING_RULES,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    persistedQueries: false,
    plugins: [costLimitPlugin, ApolloServerPluginCacheControlDisabled()],
    formatError,
    context: (req: FastifyRequest, reply: FastifyReply): GraphqlContext => ({ req, reply }),
    buildSchemaOptions: {
      dateScalarMode: 'isoDate',
      noDuplicatedFields: true,
      /* The server checks the schema once more when it starts; asking it for all of itself before costs a tenth of the start. */
      skipCheck: true,
      orphanedTypes: [...userErrorTypes(), FenScalar, DateTimeScalar, LocalDateScalar, LocalMonthScalar] as never,
    },
  } as ApolloDriverConfig;
}

/** The GraphQL endpoint with its conventions and limits. */
@Module({})
export class GraphqlApiModule {
  static forRoot(): DynamicModule {
    return {
      module: GraphqlApiModule,
      imports: [GraphQLModule.forRootAsync<ApolloDriverConfig>({ driver: ApolloDriver, inject: [SETTINGS], useFactory: apolloOptions })],
      providers: [
        { provide: APP_FILTER, useClass: ErrorFilter },
        { provide: APP_PIPE, useClass: InputValidationPipe },
        { provide: APP_INTERCEPTOR, useClass: RefusalInterceptor },
      ],
    };
  }
}
