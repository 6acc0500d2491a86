import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { parseResolveInfo, type ResolveTree } from 'graphql-parse-resolve-info';
import type { Selection } from '../database/listing.js';

function selectionOf(tree: ResolveTree): Selection | true {
  const types = Object.values(tree.fieldsByTypeName);
  if (types.length === 0) return true;
  const selection: Selection = {};
  for (const fields of types) {
    for (const field of Object.values(fields)) {
      const inner = selectionOf(field);
      const known = selection[field.name];
      selection[field.name] = inner !== true && known !== undefined && known !== true ? { ...known, ...inner } : inner;
    }
  }
  return selection;
}

/** The fields selected below the current field, fragments and aliases resolved. */
function selectedFields(info: GraphQLResolveInfo): Selection {
  const tree = parseResolveInfo(info) as ResolveTree | null | undefined;
  const selection = tree ? selectionOf(tree) : true;
  return selection === true ? {} : selection;
}

/** The selection below one field of the selected type, for example a payload's `liveRoom`. */
export function selectionBelow(selection: Selection, field: string): Selection {
  const inner = selection[field];
  return inner === undefined || inner === true ? {} : inner;
}

/** Parameter decorator: what the client selected below this operation. */
export const Selected = createParamDecorator((_data: unknown, context: ExecutionContext): Selection => {
  return selectedFields(GqlExecutionContext.create(context).getInfo<GraphQLResolveInfo>());
});
