import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PERMISSION_METADATA } from '../platform/auth/permissions.js';

/* Where Nest notes that a method answers a request: operations and fields of GraphQL, routes of HTTP. */
const OPERATION_METADATA = 'graphql:resolver_type';
const OPERATION_NAME_METADATA = 'graphql:resolver_name';
const FIELD_METADATA = 'graphql:resolve_property';

/** A method that answers requests, with the permission that the guard asks for; undefined when none is declared, which closes it to everybody. */
export interface Handler {
  /** Class and method. */
  name: string;
  permission: string | undefined;
  /** What a client calls: the name of a query or mutation, or method and path of a route; null for a field of a type. */
  called: { kind: 'QUERY' | 'MUTATION' | 'ROUTE'; as: string } | null;
}

type Method = (...values: unknown[]) => unknown;

function calledAs(type: object, method: Method, name: string): Handler['called'] {
  const operation = Reflect.getMetadata(OPERATION_METADATA, method) as string | undefined;
  const operationName = (Reflect.getMetadata(OPERATION_NAME_METADATA, method) as string | undefined) ?? name;
  if (operation === 'Query') return { kind: 'QUERY', as: operationName };
  if (operation === 'Mutation') return { kind: 'MUTATION', as: operationName };
  if (!Reflect.hasMetadata(PATH_METADATA, method)) return null;
  const verb = RequestMethod[Reflect.getMetadata(METHOD_METADATA, method) as number];
  const steps = [Reflect.getMetadata(PATH_METADATA, type), Reflect.getMetadata(PATH_METADATA, method)] as string[];
  const path = steps.flatMap((step) => step.split('/')).filter((step) => step !== '');
  return { kind: 'ROUTE', as: `${verb} /${path.join('/')}` };
}

/** Every method of the application that answers requests, by class and method. */
export function handlersOf(app: NestFastifyApplication): Handler[] {
  const discovery = app.get(DiscoveryService, { strict: false });
  const [reflector, scanner] = [new Reflector(), new MetadataScanner()];
  const types = new Set([...discovery.getProviders(), ...discovery.getControllers()].map((wrapper) => wrapper.metatype));
  const handlers: Handler[] = [];
  for (const type of types) {
    if (typeof type !== 'function' || !type.prototype) continue;
    const prototype = type.prototype as Record<string, Method>;
    for (const name of scanner.getAllMethodNames(prototype)) {
      const method = prototype[name]!;
      if (![OPERATION_METADATA, FIELD_METADATA, PATH_METADATA].some((key) => Reflect.hasMetadata(key, method))) continue;
      const permission = reflector.getAllAndOverride<string | undefined>(PERMISSION_METADATA, [method, type]);
      handlers.push({ name: `${type.name}.${name}`, permission, called: calledAs(type, method, name) });
    }
  }
  return handlers.sort((one, other) => one.name.localeCompare(other.name, 'en'));
}
