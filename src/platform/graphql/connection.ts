import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import type { Type } from '@nestjs/common';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { described } from './descriptions.js';
import { problem } from './validation.js';

/** Rows on one page at most. */
export const PAGE_SIZE_MAX = 100;
/** Rows on one page when the client does not say. */
export const PAGE_SIZE_DEFAULT = 20;

/** Where a page stands in its list. */
@ObjectType({ description: described('分页信息', 'Where a page stands in its list') })
export class PageInfo {
  @Field({ description: described('后面是否还有', 'Whether more rows follow') })
  hasNextPage: boolean;

  @Field(() => String, {
    nullable: true,
    description: described('本页最后一条的位置;空页为 null', 'Position of the last row; null for an empty page'),
  })
  endCursor: string | null;
}

/** Paging arguments that every connection takes. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: PAGE_SIZE_DEFAULT, description: described('每页条数,1 至 100', 'Rows per page, 1 to 100') })
  @IsInt({ message: problem('NOT_AN_INTEGER', '须为整数', 'must be an integer') })
  @Min(1, { message: problem('OUT_OF_RANGE', '至少为 1', 'must be at least 1') })
  @Max(PAGE_SIZE_MAX, { message: problem('OUT_OF_RANGE', `最多为 ${PAGE_SIZE_MAX}`, `must be at most ${PAGE_SIZE_MAX}`) })
  first: number;

  @Field(() => String, { nullable: true, description: described('从此位置之后开始', 'Start after this position') })
  @IsOptional()
  @IsString()
  @MaxLength(1000, { message: problem('BAD_CURSOR', '翻页位置无效', 'the page position is not valid') })
  after?: string | null;
}

/** A connection class as `connectionOf` makes it. */
export interface ConnectionShape<Node> {
  nodes: Node[];
  edges: { node: Node; cursor: string }[];
  pageInfo: PageInfo;
  totalCount?: number;
}

/** Builds `<Name>Connection` and `<Name>Edge` for a node type. */
export function connectionOf<Node>(node: Type<Node>, name: string, zh: string, en: string): Type<ConnectionShape<Node>> {
  @ObjectType(`${name}Edge`, { description: described(`${zh}列表中的一项`, `One item in a list of ${en}`) })
  class Edge {
    @Field(() => node, { description: described('该项', 'The item') })
    node: Node;

    @Field({ description: described('该项的翻页位置', 'The page position of the item') })
    cursor: string;
  }

  @ObjectType(`${name}Connection`, { description: described(`${zh}列表的一页`, `One page of a list of ${en}`) })
  class Connection implements ConnectionShape<Node> {
    @Field(() => [node], { description: described('本页各项', 'The items of the page') })
    nodes: Node[];

    @Field(() => [Edge], { description: described('本页各项及其位置', 'The items with their positions') })
    edges: Edge[];

    @Field(() => PageInfo, { description: described('分页信息', 'Where the page stands in the list') })
    pageInfo: PageInfo;

    @Field(() => Int, {
      description: described('符合条件的总数(仅在查询该字段时计算)', 'Number of matching rows, counted only when selected'),
    })
    totalCount?: number;
  }
  return Connection;
}
