import { GraphQLError } from 'graphql';

/** Text in both languages of the product. */
export interface Bilingual {
  zh: string;
  en: string;
}

/** Faults that the caller cannot mend by another decision; they are top-level GraphQL errors. */
export const FAULT_MESSAGES = {
  UNAUTHENTICATED: { zh: '请先登录,或重新登录。', en: 'Sign in, or sign in again.' },
  FORBIDDEN: { zh: '您的角色没有这项操作的权限。', en: 'Your role does not permit this operation.' },
  NOT_FOUND: { zh: '没有找到这条记录,或者它不在您的管理范围内。', en: 'There is no such record within your scope.' },
  BAD_USER_INPUT: { zh: '提交的内容有误,请按字段提示修改。', en: 'The input is not valid; see the fields.' },
  RATE_LIMITED: { zh: '操作太频繁,请稍后再试。', en: 'Too many attempts; try again later.' },
  QUERY_TOO_COMPLEX: {
    zh: '查询过于复杂,请减少字段、层级或每页条数。',
    en: 'The query is too complex; ask for fewer fields, levels or rows.',
  },
  RETRY_LATER: { zh: '系统繁忙,请用同一个幂等键稍后重试。', en: 'The system is busy; try again with the same idempotency key.' },
  PAYLOAD_TOO_LARGE: { zh: '提交的内容超过大小限制。', en: 'The request is larger than allowed.' },
  UNSUPPORTED_MEDIA_TYPE: { zh: '不支持这种内容类型。', en: 'This content type is not supported.' },
  REQUEST_TIMEOUT: { zh: '请求内容没有在规定时间内传完。', en: 'The request did not arrive in time.' },
  INTERNAL: { zh: '系统出错了,请把请求编号告诉管理员。', en: 'Something went wrong; tell the administrator the request id.' },
} as const satisfies Record<string, Bilingual>;

/** Stable codes of faults, shown as `extensions.code`. */
export type FaultCode = keyof typeof FAULT_MESSAGES;

/** What is wrong with one input field. `path` begins at the argument, for example `['input', 'name']`. */
export interface FieldProblem {
  path: readonly (string | number)[];
  code: string;
  message: Bilingual;
}

/** A fault as it travels through the program; the edge turns it into the caller's language. `reason` tells faults of one code apart. */
export class Fault extends GraphQLError {
  constructor(
    readonly code: FaultCode,
    readonly details: {
      path?: readonly (string | number)[];
      fields?: readonly FieldProblem[];
      retryAfterSeconds?: number;
      message?: Bilingual;
      reason?: string;
    } = {},
  ) {
    super((details.message ?? FAULT_MESSAGES[code]).en, { extensions: { code } });
    this.name = 'Fault';
  }
}

/** The record does not exist or lies outside the caller's scope; the two are never told apart. */
export function notFound(...path: (string | number)[]): Fault {
  return new Fault('NOT_FOUND', { path });
}

/** One input field is wrong. */
export function badInput(path: readonly (string | number)[], code: string, message: Bilingual): Fault {
  return new Fault('BAD_USER_INPUT', { fields: [{ path, code, message }] });
}
